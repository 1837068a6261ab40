import { describe, expect, it } from "vitest";
import { saidCommand } from "../../../src/app/pull/found-rules.ts";
import { localizedWords } from "../../../src/config/blueprint/command-words.ts";
import type { Fields } from "../../../src/provision/ports.ts";

const ours = localizedWords("helpme");
const found: Fields = {
  ...ours,
  type: "slash",
  scope: "global",
  contexts: ["server", "bot-dm"],
  installs: ["server"],
  nsfw: false,
  options: [],
  defaultPermissions: null,
};
const said = (changed: Fields) => saidCommand("helpme", { ...found, ...changed }, ours);

describe("a command of flexcord that was found", () => {
  it("is not worth a word as flexcord words it, in whatever order its languages come", () => {
    const reversed = Object.fromEntries(Object.entries(ours.nameLocalizations).toReversed());
    expect(said({ nameLocalizations: reversed })).toEqual({});
  });

  it("is said to have no translations where it has none", () => {
    expect(said({ nameLocalizations: {} })).toEqual({ nameLocalizations: {} });
  });

  it("needs no such word where its own words have none", () => {
    const name = { name: "support", nameLocalizations: {} };
    expect(said(name)).toEqual({ name: "support" });
    const description = { description: "Ask us", descriptionLocalizations: { de: "Frag uns" } };
    expect(said(description)).toEqual(description);
  });
});
