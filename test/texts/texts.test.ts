import { describe, expect, expectTypeOf, it } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { en, type TextId } from "../../src/texts/en.ts";
import { de } from "../../src/texts/locales/de.ts";
import { es } from "../../src/texts/locales/es.ts";
import { fr } from "../../src/texts/locales/fr.ts";
import { ja } from "../../src/texts/locales/ja.ts";
import { pt } from "../../src/texts/locales/pt.ts";
import { parseMessage, placeholdersOf } from "../../src/texts/message.ts";
import { type Texts, createTexts, findTextFaults } from "../../src/texts/texts.ts";

describe("the English sentences", () => {
  const texts = createTexts({ locale: "en-US" });

  it.each(Object.entries(en))("%s can be read and says something", (_id, source) => {
    expect(() => parseMessage(source)).not.toThrow();
    expect(source.trim()).toBe(source);
    expect(source.length).toBeGreaterThan(3);
    expect(source.length).toBeLessThan(500);
  });

  it("fit on a button where they are one", () => {
    expect(texts("button.human").length).toBeLessThanOrEqual(80);
  });

  it("leave no brace when filled", () => {
    for (const [id, source] of Object.entries(en)) {
      const values = Object.fromEntries([...placeholdersOf(parseMessage(source)).keys()].map((n) => [n, 7]));
      const said = (texts as (id: string, values: object) => string)(id, values);
      expect(said).not.toMatch(/[{}]|undefined|NaN/);
      expect([id, said.includes("7")]).toEqual([id, source.includes("{") && id !== "assistant.read-more"]);
    }
  });

  it("say the place in the queue", () => {
    expect(texts("queue.position", { position: 1 })).toBe("You are next in line.");
    expect(texts("queue.position", { position: 3 })).toBe("You are number 3 in line.");
  });

  it("take exactly the values that they have placeholders for", () => {
    expectTypeOf(texts<"agent.summary">).parameters.toEqualTypeOf<
      ["agent.summary", Readonly<Record<"name", string | number>> & Readonly<Record<"case", string | number>>]
    >();
    expectTypeOf(texts<"queue.position">)
      .parameter(1)
      .toEqualTypeOf<Readonly<Record<"position", number>>>();
    expectTypeOf(texts<"greeting">).parameters.toEqualTypeOf<["greeting"]>();
    // @ts-expect-error a value is missing
    const missing = () => texts("agent.joined");
    // @ts-expect-error a wrong name
    const wrongName = () => texts("agent.joined", { name: "Alex" });
    // @ts-expect-error a plural counts
    const noNumber = () => texts("queue.position", { position: "3" });
    // @ts-expect-error there is no such text
    const unknown = () => texts("queue.nowhere");
    expect([missing, wrongName, noNumber, unknown]).toHaveLength(4);
  });
});

describe.each([
  ["fr", fr],
  ["de", de],
  ["es", es],
  ["pt", pt],
  ["ja", ja],
] as const)("the sentences in %s", (locale, sentences) => {
  it("are all there, and no others", () => {
    expect(Object.keys(sentences)).toEqual(Object.keys(en));
  });

  it.each(Object.entries(sentences))("%s uses the placeholders of the English one", (id, source) => {
    const used = placeholdersOf(parseMessage(source));
    expect(used).toEqual(placeholdersOf(parseMessage(en[id as TextId])));
    expect(source.trim()).toBe(source);
    expect(source.length).toBeLessThan(600);
  });

  it("say something else than the English ones", () => {
    const same = Object.entries(sentences).filter(([id, source]) => en[id as TextId] === source);
    expect(same.map(([id]) => id)).toEqual([]);
  });

  it("have each plural form that the language has", () => {
    const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [id, source] of Object.entries(sentences)) {
      for (const part of parseMessage(source)) {
        if (part.kind !== "plural") continue;
        const exact = [...part.forms.keys()].some((form) => form.startsWith("="));
        // "many" of the Romance languages is for millions; "one" may be said by its number.
        const missing = wanted.filter((form) => form !== "many" && !part.forms.has(form));
        expect([id, exact ? missing.filter((form) => form !== "one") : missing]).toEqual([id, []]);
      }
    }
  });
});

describe("locales", () => {
  it.each([
    ["fr", "Parler à une personne"],
    ["pt-BR", "Falar com uma pessoa"],
    ["es-419", "Hablar con una persona"],
    ["ja", "担当者と話す"],
  ])("%s reads its language", (locale, label) => {
    expect(createTexts({ locale })("button.human")).toBe(label);
  });

  it.each(["en", "en-GB", "ko", "", "und", "x-none", "constructor", "__proto__"])(
    "%j reads English",
    (locale) => {
      expect(createTexts({ locale })("button.human")).toBe("Talk to a human");
    },
  );

  it("number a sentence in the language it is written in, not in the reader's", () => {
    expect(createTexts({ locale: "ar-EG" })("queue.position", { position: 12 })).toBe(
      "You are number 12 in line.",
    );
  });
});

describe("texts of the config", () => {
  it("replace ours, and may leave a placeholder out", () => {
    const texts: Texts = createTexts({
      locale: "en",
      overrides: { greeting: "Ahoy!", "agent.joined": "A human is here." },
    });
    expect(texts("greeting")).toBe("Ahoy!");
    expect(texts("agent.joined", { agent: "Alex" })).toBe("A human is here.");
    expect(texts("button.human")).toBe("Talk to a human");
  });

  it("are all checked at once", () => {
    const overrides = {
      greetings: "Hi",
      greeting: "Hi {name}",
      "agent.joined": "{agent, plural, other {#}}",
      "queue.position": "{position",
      failed: "",
      "failed.try-again": "  ",
      "handoff.transferring": "Number {case}, {agent}",
    };
    expect(findTextFaults(overrides)).toEqual([
      { id: "greetings", problem: "there is no such text" },
      { id: "greeting", problem: "{name} is not known here; it has no placeholders" },
      { id: "agent.joined", problem: "{agent} is no number, so it has no plural" },
      { id: "queue.position", problem: "a { without its }" },
      { id: "failed", problem: "there is no such text" },
      { id: "failed.try-again", problem: "it is empty" },
      { id: "handoff.transferring", problem: "{agent} is not known here; known: {case}" },
    ]);
    const attempt = () => createTexts({ locale: "en", overrides });
    expect(attempt).toThrow(Failure);
    expect(attempt).toThrow(/greetings: there is no such text[\s\S]*handoff\.transferring/);
  });
});
