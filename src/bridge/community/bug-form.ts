import { type CasePriority, casePriorities } from "../../domain/case.ts";
import type { ServerMessage } from "../../domain/content.ts";
import type { Texts } from "../../texts/texts.ts";
import type { Form, FormField, OpenedForm, Opening } from "../ports.ts";
import type { BugRules } from "./rules.ts";
import { severityText } from "./severity.ts";

/** The commands that open the form, by their keys: of the chat, and of a message's menu. */
export const bugCommands: ReadonlySet<string> = new Set(["bug", "report-as-bug"]);
export const BUG = "bug";
export const ADD_DETAILS = "add-details";

/** In code points; what Discord takes in a title of a forum is 100 with the number before it. */
const LONGEST_SUMMARY = 80;
const LONGEST_TEXT = 4_000;
const MOST_FILES = 10;
const USUAL: CasePriority = "normal";

/** The forms of bugs: the report, and details that are added to one. */
export function bugForm(opening: Opening, texts: Texts, rules: BugRules): OpenedForm | null {
  if (opening.by === "command") {
    if (!bugCommands.has(opening.command)) return null;
    const form = reportForm(texts, rules, opening.on ?? null);
    // The message it is about is found again by the command that named it.
    const subject = opening.on === undefined ? "" : opening.interactionId;
    return { form, action: BUG, subject, everywhere: true };
  }
  if (!opening.everywhere || opening.action !== ADD_DETAILS) return null;
  return { ...opening, form: detailsForm(texts) };
}

function reportForm(texts: Texts, { areas }: BugRules, on: ServerMessage | null): Form {
  const summary: FormField = {
    kind: "text",
    name: "summary",
    label: texts("bug.summary"),
    long: false,
    longest: LONGEST_SUMMARY,
    required: true,
    ...prefilled(cut(on?.text.trim().split("\n", 1)[0] ?? "", LONGEST_SUMMARY)),
  };
  const severity: FormField = {
    kind: "options",
    name: "severity",
    label: texts("bug.severity"),
    required: true,
    value: USUAL,
    options: casePriorities.map((value) => ({ value, label: severityText(value, texts) })),
  };
  const area: FormField = {
    kind: "list",
    name: "area",
    label: texts("bug.area"),
    required: false,
    options: areas.map((value) => ({ value, label: value })),
  };
  const steps: FormField = {
    kind: "text",
    name: "steps",
    label: texts("bug.steps"),
    help: texts("bug.steps-help"),
    long: true,
    longest: LONGEST_TEXT,
    required: false,
    ...prefilled(cut(on?.text ?? "", LONGEST_TEXT)),
  };
  const fields = [summary, severity, ...(areas.length === 0 ? [] : [area]), steps, files(texts)];
  return { title: texts("bug.form"), fields };
}

function detailsForm(texts: Texts): Form {
  const text: FormField = {
    kind: "text",
    name: "text",
    label: texts("bug.details-label"),
    long: true,
    longest: LONGEST_TEXT,
    required: false,
  };
  return { title: texts("button.add-details"), fields: [text, files(texts)] };
}

const files = (texts: Texts): FormField => ({
  kind: "files",
  name: "files",
  label: texts("bug.files"),
  required: false,
  most: MOST_FILES,
});

const prefilled = (value: string) => (value === "" ? {} : { value });

const cut = (text: string, most: number) => Array.from(text).slice(0, most).join("");
