import { describe, expect, it } from "vitest";
import { type CommandWords, commandWords } from "../../src/texts/command-words.ts";
import { en } from "../../src/texts/en.ts";
import { de } from "../../src/texts/locales/de.ts";
import { es } from "../../src/texts/locales/es.ts";
import { fr } from "../../src/texts/locales/fr.ts";
import { ja } from "../../src/texts/locales/ja.ts";
import { pt } from "../../src/texts/locales/pt.ts";
import { type Language, languages } from "../../src/texts/texts.ts";

const commands = Object.entries<Readonly<Record<Language, CommandWords>>>(commandWords);
const isSlash = (words: CommandWords) => words.description !== undefined;

describe.each(languages)("the commands in %s", (language) => {
  it.each(commands)("%s is worded as Discord takes it, and described where English is", (_key, words) => {
    const { name, description } = words[language];
    expect(name).toMatch(isSlash(words.en) ? /^[-_'\p{L}\p{N}]{1,32}$/u : /^[-_'\p{L}\p{N} ]{1,32}$/u);
    expect(isSlash(words.en) && /\p{Lu}/u.test(name)).toBe(false);
    expect(description === undefined).toBe(!isSlash(words.en));
    expect((description ?? "-").length).toBeLessThanOrEqual(100);
  });

  it("are told apart by their names", () => {
    const names = commands.map(([, words]) => words[language].name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("are called so where a sentence names one", () => {
    const sentences = Object.values({ en, fr, de, es, pt, ja }[language]);
    const named = sentences.flatMap((text) => text.match(/(?<![\p{L}\p{N}/<])\/[\p{L}_-]+/gu) ?? []);
    const known = new Set(commands.map(([, words]) => `/${words[language].name}`));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

it.each(commands)("%s is said in English to nobody else", (_key, { en: english, ...others }) => {
  const same = Object.values(others).filter(
    ({ name, description }) =>
      name === english.name || (isSlash(english) && description === english.description),
  );
  expect(same).toEqual([]);
});
