import { describe, expect, it } from "vitest";
import { textsByLocale } from "../../../src/app/run/texts-by-locale.ts";

const texts = { greeting: "Ahoy!", fr: { greeting: "Ohé !" } };

describe("the sentences for a reader", () => {
  it.each([
    ["en-GB", "Ahoy!"],
    ["fr", "Ohé !"],
    ["ko", "Ahoy!"],
    ["und", "Ahoy!"],
  ])("of %s come in their language, the house's words first", (locale, greeting) => {
    expect(textsByLocale({ language: "en-US", memberLanguage: "auto", texts })(locale)("greeting")).toBe(
      greeting,
    );
  });

  it("keep a translation that the house did not replace", () => {
    const german = textsByLocale({ language: "en-US", memberLanguage: "auto", texts })("de");
    expect(german("greeting")).toMatch(/^Hallo!/u);
  });

  it("fall back to the file's language, not to English", () => {
    const of = textsByLocale({ language: "de-DE", memberLanguage: "auto", texts: {} });
    expect(of("ko")("button.human")).toBe("Mit einem Menschen sprechen");
    expect(of("en-US")("button.human")).toBe("Talk to a human");
  });

  it("come in one language for all where the file says so", () => {
    const of = textsByLocale({ language: "en-US", memberLanguage: "ja", texts: {} });
    expect(of("fr")("button.human")).toBe("担当者と話す");
  });
});
