import { z } from "zod";
import { key, text } from "./words.ts";

export const emoji = text(32)
  .nullable()
  .default(null)
  .describe("An emoji, or the id of one of the server's own.");

export const welcomeScreen = z.strictObject({
  enabled: z.boolean().default(true),
  description: text(140).nullable().default(null).describe("What the server is about."),
  channels: z
    .array(z.strictObject({ channel: key, description: text(50), emoji }))
    .max(5, "at most 5 channels")
    .default([])
    .describe("Where to go first, from top to bottom."),
});

const option = z.strictObject({
  title: text(50),
  description: text(100).nullable().default(null),
  emoji,
  roles: z.array(key).default([]).describe("Keys of the roles a member gets who chooses it."),
  channels: z.array(key).default([]).describe("Keys of the channels they are shown."),
});

const prompt = z.strictObject({
  title: text(100).describe("The question; change it and it is another one."),
  type: z.enum(["choices", "dropdown"]).default("choices"),
  singleSelect: z.boolean().default(false).describe("Whether only one answer can be chosen."),
  required: z.boolean().default(false).describe("Whether it must be answered to join."),
  atJoin: z
    .boolean()
    .default(true)
    .describe("Whether it is asked on joining, or only under Channels & Roles."),
  options: z.array(option).min(1, "at least one option").max(50, "at most 50 options"),
});

export const onboarding = z.strictObject({
  enabled: z.boolean().default(true),
  mode: z
    .enum(["default", "advanced"])
    .default("default")
    .describe("Whether only default channels count for Discord's minimum, or those of the questions too."),
  defaultChannels: z
    .array(key)
    .default([])
    .describe("Keys of channels everybody sees; at least 7, of which 5 let everyone write."),
  prompts: z.array(prompt).max(15, "at most 15 questions").default([]),
});
