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
  openings: whole(1, 1_000_000)
    .default(30)
    .describe("For how many newcomers a direct message is opened within raid.windowSeconds."),
  raid: z
    .strictObject({
      windowSeconds: whole(1, 86_400, "seconds").default(600),
      newcomers: whole(1, 1_000_000)
        .default(60)
        .describe("When more newcomers than this ask for help within windowSeconds, raid mode is on."),
      openings: whole(1, 1_000_000)
        .default(10)
        .describe("How many newcomers are let in within windowSeconds while it is on."),
    })
    .prefault({})
    .describe("Newcomers are members who never had a conversation. Nobody else is kept out by it."),
});
