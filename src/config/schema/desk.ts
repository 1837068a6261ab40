import { z } from "zod";
import { form, key, text, webAddress, whole } from "./words.ts";

/** The pages people look at. */
export const desk = z.strictObject({
  enabled: z.boolean().default(true).describe("Whether `run` serves the desk."),
  staff: z
    .array(key)
    .max(20, "at most 20 roles")
    .default([])
    .describe(
      "Keys of the roles that may sign in with Discord; none when empty. Needs DISCORD_CLIENT_SECRET.",
    ),
  frameAncestors: z
    .array(
      form(
        /^https:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$/u,
        "an https origin without a path, such as https://crm.example.com",
      ),
    )
    .max(10, "at most 10 origins")
    .default([])
    .describe("Pages of whom, beside Flex, may show a case in a frame."),
  listen: z
    .strictObject({ host: text(253).default("127.0.0.1"), port: whole(0, 65_535) })
    .optional()
    .describe("A listener for the desk alone; that of the webhooks when left out."),
  url: webAddress
    .refine((url) => !/[?#]|\/$/u.test(url), "an address without a query and without a slash at its end")
    .optional()
    .describe(
      "Address under which browsers reach the desk, without /desk; FLEXCORD_PUBLIC_URL when left out.",
    ),
});
