import { z } from "zod";
import { whole } from "./words.ts";

/** What keeps a few from taking the help desk from everybody else. */
export const gates = z.strictObject({
  accountAgeDays: whole(0, 3_650, "days")
    .default(0)
    .describe("How old a Discord account must be to begin a conversation; 0 for any age."),
  perMinute: whole(1, 6_000)
    .default(30)
    .describe("How many messages of a member are passed on in a minute; more follow later, in their order."),
});
