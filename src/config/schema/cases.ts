import { z } from "zod";
import { tracker } from "./trackers.ts";
import { key, whole } from "./words.ts";

const minutes = whole(1, 525_600, "minutes").nullable().default(null);

const promise = z
  .strictObject({
    firstAnswerMinutes: minutes.describe("Until somebody answers; null for no promise."),
    resolutionMinutes: minutes.describe("Until it is solved; null for no promise."),
  })
  .prefault({});

/** What a company promises for its cases. */
export const cases = z.strictObject({
  reopenDays: whole(0, 3_650, "days")
    .default(14)
    .describe("Days after its end in which a member's word opens a case again."),
  closeDays: whole(1, 3_650, "days")
    .nullable()
    .default(7)
    .describe("Days after which a resolved case is closed by itself; null for never."),
  files: z
    .strictObject({
      fileMegabytes: whole(1, 100, "megabytes").default(25).describe("The largest file that is kept."),
      caseMegabytes: whole(1, 1_000, "megabytes").default(100).describe("What one report may bring."),
      totalMegabytes: whole(1, 1_000_000, "megabytes").default(5_000).describe("All that is kept."),
    })
    .prefault({})
    .describe("Files that come with reports, in a folder beside the ledger."),
  trackers: z
    .record(key, tracker)
    .prefault({})
    .describe("Where cases are mirrored, such as to issues of GitHub; nowhere when left out."),
  promises: z
    .strictObject({ low: promise, normal: promise, high: promise, urgent: promise })
    .prefault({})
    .describe(
      "Minutes of working time promised to cases, by their priority. While the member's turn it stands still.",
    ),
});
