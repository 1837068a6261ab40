import { z } from "zod";
import { key, text, whole } from "./words.ts";

const tag = text(20).optional();

const bug = z.strictObject({
  channel: key.describe("Key of the text channel or forum in which bugs are posted."),
  areas: z
    .array(text(30))
    .max(25, "at most 25 areas")
    .default([])
    .describe("What a bug can be about; nobody is asked when left out."),
  tags: z
    .strictObject({
      open: tag,
      waitingForUs: tag,
      waitingForMember: tag,
      resolved: tag,
      closed: tag,
    })
    .prefault({})
    .describe("The forum's tag for each status, by its name in the channel's tags."),
  similar: whole(0, 4)
    .default(3)
    .describe("How many similar reports are offered before a new one is opened; 0 for none."),
});

const feature = z.strictObject({
  channel: key.describe("Key of the text channel or forum in which ideas are posted and voted on."),
  tags: z
    .strictObject({ open: tag, planned: tag, inProgress: tag, done: tag, declined: tag })
    .prefault({})
    .describe("The forum's tag for each state, by its name in the channel's tags."),
  tellVoters: z.boolean().default(false).describe("Whether who voted for an idea is told that it is done."),
});

const reports = z.strictObject({
  channel: key.describe("Key of the text channel in which moderators read of reported messages."),
});

/** What the community can do besides asking for help. */
export const community = z.strictObject({
  moderators: z
    .array(key)
    .max(20, "at most 20 roles")
    .default([])
    .describe("Keys of the roles that moderate; whoever may manage messages when left out."),
  feature: feature
    .optional()
    .describe("Lets moderators post ideas: /new_feature, and `Post as idea` on any message."),
  reports: reports.optional().describe("Lets anybody report a message to moderators: `Report message`."),
  announce: z.boolean().default(false).describe("Lets moderators announce on Discord: /announce."),
  bug: bug.optional().describe("Lets members report bugs: /bug, and `Report as bug` on any message."),
});
