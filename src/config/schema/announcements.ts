import { z } from "zod";
import { form, key, text, whole } from "./words.ts";

const source = z.strictObject({
  feed: form(/^https?:\/\/[^\s/@?#]+(?:[/?]\S*)?$/u, "an http or https address")
    .max(2000, "an address of at most 2000 characters")
    .optional()
    .describe("Address of an RSS, Atom or JSON feed; of Mastodon and YouTube too."),
  x: form(/^\w{1,15}$/u, "the name of an X account, without @")
    .optional()
    .describe("Name of an X account, instead of a feed. Needs X_BEARER_TOKEN."),
  private: z
    .boolean()
    .default(false)
    .describe("Whether the feed's host may be at a private address, such as one of your own network."),
  template: text(1000)
    .optional()
    .describe("How its news are announced: text with {title}, {summary}, {author}, {link} and {source}."),
  everySeconds: whole(1, 86_400, "seconds")
    .optional()
    .describe("How often it is read; as for all sources when left out."),
  role: key.optional().describe("Key of the role that is pinged; nobody when left out."),
  crosspost: z.boolean().default(true).describe("Whether its news go to the channel's followers too."),
});

/** Official news, from one to many. */
export const announcements = z.strictObject({
  channel: key.default("announcements").describe("Key of the channel in which news are posted."),
  everySeconds: whole(1, 86_400, "seconds").default(600).describe("How often sources are read."),
  failingSeconds: whole(1, 604_800, "seconds")
    .default(21_600)
    .describe("How long a source may fail until staff is told."),
  sources: z.record(key, source).prefault({}).describe("Where news come from, by key."),
});
