import { describe, expect, expectTypeOf, it } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { en } from "../../src/texts/en.ts";
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

describe("locales", () => {
  it.each(["en", "en-GB", "ja", "pt-BR", "", "x-none", "constructor", "__proto__"])(
    "%j reads something",
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
