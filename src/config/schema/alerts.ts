import { z } from "zod";
import { key, webAddress, whole } from "./words.ts";

const DAY = 86_400;

/** Who is told when something is wrong, and from when on it is. */
export const alerts = z.strictObject({
  channel: key.optional().describe("Key of the channel in which staff is told; nobody there when left out."),
  webhook: webAddress
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
