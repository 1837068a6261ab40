import { z } from "zod";
import { upkeep } from "./upkeep.ts";
import { key, text, whole } from "./words.ts";

const words = (length: number, most: number) =>
  z.array(text(length)).max(most, `at most ${most} of them`).default([]);

export const automodRule = z.strictObject({
  ...upkeep,
  name: text(100).optional().describe("Title of the rule; its key when left out."),
  enabled: z.boolean().default(true),
  trigger: z
    .enum(["keywords", "presets", "mentions", "spam", "profile"])
    .describe("What it looks at; cannot change once the rule exists."),
  keywords: words(60, 1000).describe(
    "Words, with * for what may follow or go before; for keywords and profile.",
  ),
  patterns: words(260, 10).describe("Regular expressions as Rust writes them; for keywords and profile."),
  allowed: words(60, 100).describe("Words that are no offence after all."),
  presets: z
    .array(z.enum(["profanity", "sexual-content", "slurs"]))
    .default([])
    .describe("Discord's own lists; for presets."),
  mentionLimit: whole(1, 50, "mentions").default(20).describe("Most mentions in one message; for mentions."),
  raidProtection: z
    .boolean()
    .default(false)
    .describe("Whether floods of mentions are stopped; for mentions."),
  block: z.boolean().default(true).describe("Whether the message is kept out, or the member of the profile."),
  message: text(150).nullable().default(null).describe("What the member is told when a message is kept out."),
  alert: key.nullable().default(null).describe("Key of the channel in which moderators are told."),
  timeout: whole(1, 2_419_200, "seconds")
    .nullable()
    .default(null)
    .describe("How long the member may not write; for keywords and mentions."),
  exemptRoles: z.array(key).max(20, "at most 20 roles").default([]).describe("Keys of roles it is not for."),
  exemptChannels: z.array(key).max(50, "at most 50 channels").default([]),
});
