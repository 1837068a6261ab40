import { z } from "zod";
import { form, text, whole } from "./words.ts";

const span = form(
  /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$|^([01]\d|2[0-3]):[0-5]\d-24:00$/u,
  "a time span such as 09:00-17:30, in quotes",
);
const spans = z.array(span, 'a list of time spans, such as ["09:00-17:30"]').max(10, "at most 10 time spans");
const day = spans.default([]);

const week = z.strictObject({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
});

const hours = z.strictObject({
  timeZone: text(60).describe("IANA name of the time zone of these times, such as Europe/Berlin."),
  week: week.describe("When agents are there, day by day; a day that is left out is closed."),
  holidays: z
    .record(form(/^(\d{4}-)?\d{2}-\d{2}$/u, "a day such as 2026-12-24, or 12-25 for every year"), spans)
    .prefault({})
    .describe("Days that are not like others, by their date, with when agents are there; [] for not at all."),
});

/** How members are served, and what agents see of it. */
export const support = z.strictObject({
  hours: hours.optional().describe("When agents are there; always when left out."),
  reopenHours: whole(0, 720, "hours")
    .default(24)
    .describe("How long after its end a member can reopen a conversation; 0 for not at all."),
  announceSupervisors: z
    .boolean()
    .default(true)
    .describe("Whether the member hears of it when somebody writes who has not taken the task."),
  notePrefix: text(20)
    .nullable()
    .default("/note")
    .describe("What an agent begins a line with that the member is not to read."),
  caseUrl: form(/^https:\/\/\S*\{case\}\S*$/u, "an https address with {case} in it")
    .optional()
    .describe("Where agents read a case; {case} stands for its number."),
});

export type Support = z.output<typeof support>;
