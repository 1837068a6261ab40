import { z } from "zod";
import { form, text, webAddress } from "./words.ts";

/** What members report of each other is left out: it leaves the company by no tracker. */
const kinds = ["bug", "feature", "handoff", "message"] as const;

const github = z.strictObject({
  repository: form(/^[\w.-]{1,39}\/[\w.-]{1,100}$/u, "a repository as owner/name").describe(
    "Repository whose issues show the cases, as owner/name.",
  ),
  labels: z
    .array(text(50))
    .max(20, "at most 20 labels")
    .default([])
    .describe("Labels that the issues get; GITHUB_TOKEN has to be allowed to push for that."),
  api: webAddress
    .default("https://api.github.com")
    .describe("Address of the REST API, for a GitHub server of one's own."),
});

/** Where cases are mirrored. */
export const tracker = z.strictObject({
  kinds: z
    .array(z.enum(kinds, { error: `one of ${kinds.join(", ")}` }))
    .min(1, "at least one kind")
    .describe("Which cases. Of handoff and message, what members wrote in private leaves the company."),
  github: github
    .optional()
    .describe("Issues of a GitHub repository, both ways. Needs GITHUB_TOKEN and GITHUB_WEBHOOK_SECRET."),
  webhook: webAddress
    .optional()
    .describe("Address that is told by signed requests, instead of GitHub. Needs FLEXCORD_TRACKER_SECRET."),
  names: z.boolean().default(false).describe("Whether people are named there."),
});
