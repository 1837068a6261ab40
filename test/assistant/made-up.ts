/**
 * Help articles about things that do not exist, and questions about them in other words: nothing that the
 * code could know. The same seed makes the same world.
 */
import type { Article } from "../../src/assistant/article.ts";
import { readSections } from "../../src/assistant/markdown.ts";
import { type Random, seeded } from "../random.ts";

export interface World {
  readonly articles: readonly Article[];
  /** For each article, questions that it answers. */
  readonly asked: readonly { readonly article: Article; readonly question: string }[];
  /** Questions about things that no article speaks of. */
  readonly foreign: readonly string[];
}

const ACTIONS = [
  "polish",
  "hatch",
  "braid",
  "calibrate",
  "ferment",
  "anchor",
  "unfold",
  "tame",
  "glaze",
  "sharpen",
];
const PLACES = ["attic", "harbour", "greenhouse", "workshop", "cellar", "orchard", "lighthouse", "quarry"];
const ASKING = [
  (action: string, thing: string) => `how do i ${action} a ${thing}?`,
  (action: string, thing: string) =>
    `Hey, I am trying to ${action} my ${thing}s but it won't work, what am I doing wrong??`,
  (action: string, thing: string) => `is it possible to have my ${thing} ${action}ed`,
  (action: string, thing: string) => `${thing} ${action}ing please`,
  (_action: string, thing: string) => `Tell me something about the ${thing}!`,
  (action: string, thing: string) => `${action} ${misspelt(thing)}`,
];

export function makeWorld(seed: number, size: number): World {
  const random = seeded(seed);
  const invent = inventor(random);
  const [known, unknown] = [0, 1].map(() => Array.from({ length: size }, invent)) as [string[], string[]];

  const articles: Article[] = [];
  const asked: { article: Article; question: string }[] = [];
  for (const [number, thing] of known.entries()) {
    const action = random.pick(ACTIONS);
    const article: Article = {
      path: `${thing}.md`,
      title: `How to ${action} your ${thing}`,
      url: `https://help.example/${number}`,
      tags: [random.pick(PLACES)],
      questions: [],
      sections: readSections(
        `Every ${thing} comes ready from the ${random.pick(PLACES)}. Open the settings and press ${action}.\n\n` +
          `## When it takes long\n\nWait for the ${random.pick(PLACES)} to close. Then write to us with your number.\n`,
      ),
    };
    articles.push(article);
    for (const ask of ASKING) asked.push({ article, question: ask(action, thing) });
  }
  const foreign = unknown.flatMap((thing) => [
    `what does a ${thing} cost in ${invent()}?`,
    `who invented the ${thing} ${invent()} ${invent()}`,
    `my ${invent()} has no ${thing} today`,
  ]);
  return { articles, asked, foreign };
}

const SYLLABLES = ["zor", "bla", "quim", "fen", "tru", "vax", "lod", "mik", "pum", "gri", "sko", "wug"];

/** Names far enough from each other and from English that a typo in one is not another: two syllables at least differ. */
function inventor(random: Random): () => string {
  const taken: (readonly string[])[] = [];
  const isNear = (one: readonly string[]) =>
    taken.some((other) => one.filter((syllable, at) => syllable !== other[at]).length < 2);
  return () => {
    for (;;) {
      const name = Array.from({ length: 4 }, () => random.pick(SYLLABLES));
      if (isNear(name)) continue;
      taken.push(name);
      return name.join("");
    }
  };
}

/** Two letters in the middle change places, or one is dropped when they are the same. */
function misspelt(word: string): string {
  const middle = Math.floor(word.length / 2);
  const [a = "", b = ""] = [word[middle - 1], word[middle]];
  return word.slice(0, middle - 1) + (a === b ? a : b + a) + word.slice(middle + 1);
}
