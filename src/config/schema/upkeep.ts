import { z } from "zod";
import { key } from "./words.ts";

/** How a thing is treated once it is there; keys that every thing we make may have. */
export const upkeep = {
  previously: key.optional().describe("Key the same thing had before, so that it is kept and not made anew."),
  managed: z
    .enum(["full", "partial", "reference"])
    .optional()
    .describe(
      "full: all of it is ours. partial: only the keys written here. reference: found, never written.",
    ),
  protect: z
    .boolean()
    .optional()
    .describe(
      "Whether it may never be deleted; so for roles, categories, channels and the legacy chat service when left out.",
    ),
};
