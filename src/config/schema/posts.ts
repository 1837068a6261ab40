import { z } from "zod";
import { upkeep } from "./upkeep.ts";
import { form, key, text } from "./words.ts";

export const panel = z.strictObject({
  ...upkeep,
  channel: key.describe("Key of the channel it stays in, pinned."),
  text: text(2000).describe("What members read above the button."),
  button: text(80).default("Get help").describe("What the button says; it does what /helpme does."),
});

export const webhook = z.strictObject({
  ...upkeep,
  name: form(
    /^(?!.*(?:clyde|discord))\S.{0,79}$/iu,
    "a name of 1 to 80 characters without `discord` or `clyde`",
  )
    .optional()
    .describe("Whom posts are from; the key when left out."),
  channel: key.describe("Key of the channel that others post into."),
});

export const followed = z.strictObject({
  ...upkeep,
  source: form(
    /^(?:\d{17,20}|[a-z][a-z0-9-]{0,49})$/u,
    "the id of an announcement channel, or the key of one of yours",
  ).describe("Announcement channel whose published messages are to appear."),
  channel: key.describe("Key of the channel they appear in."),
});
