import { z } from "zod";
import { form, key, whole } from "./words.ts";

const DAY = 86_400;

/** Who is told when something is wrong, and from when on it is. */
export const alerts = z.strictObject({
  channel: key.optional().describe("Key of the channel in which staff is told; nobody there when left out."),
  webhook: form(
    /^(?:https:\/\/[^\s/@?#]+|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?)(?:[/?]\S*)?$/u,
    "an https address, or an http one of this machine",
  )
    .max(2000, "an address of at most 2000 characters")
    .optional()
    .describe("Address that is told by signed requests; no one when left out. Needs FLEXCORD_ALERT_SECRET."),
  memberWaitSeconds: whole(1, DAY, "seconds")
    .default(600)
    .describe("How long a member may wait for a human."),
  messageWaitSeconds: whole(1, DAY, "seconds")
    .default(300)
    .describe("How long something may wait to be delivered."),
  gatewayDownSeconds: whole(1, DAY, "seconds")
    .default(60)
    .describe("How long Discord's gateway may be disconnected."),
});
