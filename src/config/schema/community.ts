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

/** What the community can do besides asking for help. */
export const community = z.strictObject({
  bug: bug.optional().describe("Lets members report bugs: /bug, and `Report as bug` on any message."),
});
