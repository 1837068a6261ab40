import { describe, expect, it } from "vitest";
import { fromDiscord, type Names } from "../../../src/discord/markdown/from-discord.ts";

const names: Names = {
  member: (id) => (id === "1" ? "Mia" : null),
  role: (id) => (id === "2" ? "Helpers" : null),
  channel: (id) => (id === "3" ? "help" : null),
};

describe("Discord's Markdown on its way to an agent", () => {
  it.each([
    ["people", "hi <@1> and <@!1>, not <@99>", "hi @Mia and @Mia, not @unknown-member"],
    [
      "roles and channels",
      "<@&2> in <#3>, <@&8> in <#9>",
      "@Helpers in #help, @unknown-role in #unknown-channel",
    ],
    ["custom emoji", "nice <:party:123> <a:dance:456>", "nice :party: :dance:"],
    ["times", "at <t:1795348800:R> or <t:0>", "at 2026-11-22T12:00:00Z or 1970-01-01T00:00:00Z"],
    ["a time that is none", "<t:99999999999999>", "99999999999999"],
    ["commands", "use </helpme:77>", "use /helpme"],
    ["places of the server", "see <id:browse>", "see #browse"],
    ["spoilers", "it is ||the butler|| of course", "it is [spoiler: the butler] of course"],
    ["underlined words", "__so__ my__own__name", "_so_ my__own__name"],
    ["small print", "big\n-# small", "big\nsmall"],
    ["addresses without a preview", "<https://example.com/a>", "https://example.com/a"],
    ["a quote to the end", "a\n>>> b\nc", "a\n> b\n> c"],
    ["code as it stands", "`<@1>` ```\n||<@1>|| -# x\n```", "`<@1>` ```\n||<@1>|| -# x\n```"],
  ])("names %s", (_what, written, read) => {
    expect(fromDiscord(written, names)).toBe(read);
  });
});
