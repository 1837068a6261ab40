import type { ChalkInstance } from "chalk";
import type { Actor, Case, CaseChange, CaseField, CaseStatus, SlaClock } from "../../domain/case.ts";
import { sizeText } from "../../domain/file-kind.ts";
import type { CaseFile, KeptFile } from "../../operator/cases.ts";
import { printable } from "./log.ts";
import { age } from "./when.ts";

/** What a case says is read with --show-text alone; without it, how long it is. */
export interface CaseTextOptions {
  readonly style: ChalkInstance;
  readonly showText: boolean;
}

/** One case on one line, for a person. */
export function renderCase(found: Case, options: CaseTextOptions): string {
  const { style, showText } = options;
  const status = colourOf(found.status, style)(found.status.padEnd(18));
  const whose = (found.assignee === null ? "-" : printable(found.assignee)).padEnd(12);
  const tags = found.tags.length === 0 ? "" : ` ${style.dim(`[${found.tags.map(printable).join(", ")}]`)}`;
  const late = lateWith(found).length === 0 ? "" : ` ${style.red("late")}`;
  return `${style.bold(`#${found.number}`.padEnd(7))} ${status} ${found.priority.padEnd(6)} ${found.kind.padEnd(7)} ${age(
    Date.now() - found.openedAt,
  ).padEnd(8)} ${whose} ${written(found.title, showText)}${tags}${late}`;
}

/** A case with its history, on several lines. */
export function renderCaseFile({ case: found, history, files }: CaseFile, options: CaseTextOptions): string {
  const { style, showText } = options;
  const { rating, duplicateOf } = found;
  const facts: readonly (readonly [string, string])[] = [
    ["member", found.memberId],
    ["opened", moment(found.openedAt)],
    ["text", written(found.description, showText)],
    ["talks", found.conversations.join(", ")],
    ["also", found.reporters.join(", ")],
    ["posted", found.postedAs?.link ?? ""],
    ["files", files.map((file) => renderFile(file, showText)).join(", ")],
    ["instead", duplicateOf === null ? "" : `case ${duplicateOf} goes on in its place`],
    ["rated", rating === null ? "" : `${rating.score} of 5 ${written(rating.comment, showText)}`.trim()],
    ["answer", promiseOf(found.firstAnswer)],
    ["solution", promiseOf(found.resolution)],
  ];
  return [
    renderCase(found, options),
    ...facts.filter(([, text]) => text !== "").map(([name, text]) => `  ${name.padEnd(9)} ${text}`),
    ...history.map((change) => `  ${style.dim(moment(change.at))} ${renderChange(change, showText)}`),
  ].join("\n");
}

function renderFile({ name, bytes, missing }: KeptFile, showText: boolean): string {
  return `${written(name, showText)} (${missing === null ? sizeText(bytes) : `missing, ${missing}`})`;
}

function renderChange({ actor, field, from, to }: CaseChange, showText: boolean): string {
  const who = printable(nameOf(actor));
  const value = (text: string | null) => (text === null ? "nothing" : shown(field, text, showText));
  if (field === "opened") return `${who} opened it as ${to ?? ""}`;
  if (field === "sla") return `the promise was broken: ${to ?? ""}`;
  if (from === null) return `${who} ${field}: ${value(to)}`;
  return `${who} ${field}: ${value(from)} -> ${value(to)}`;
}

/** What people wrote; the rest are words of ours, names and ids. */
const WRITTEN: ReadonlySet<CaseField> = new Set([
  "title",
  "description",
  "note",
  "public-note",
  "files",
  "missing-files",
]);

function shown(field: CaseField, text: string, showText: boolean): string {
  if (WRITTEN.has(field)) return written(text, showText);
  // A rating is "5" or "5: what they wrote".
  return field === "rating" && !showText ? text.replace(/:.*$/su, "") : printable(text);
}

function written(text: string, showText: boolean): string {
  if (showText || text === "") return printable(text);
  const length = lengthOf(text);
  return `[${length} ${length === 1 ? "character" : "characters"}]`;
}

function promiseOf({ targetMs, metAt, breachedAt }: SlaClock): string {
  if (targetMs === null) return "";
  const kept = metAt === null ? "awaited" : `given ${moment(metAt)}`;
  return `promised within ${age(targetMs)}; ${kept}${breachedAt === null ? "" : `, late since ${moment(breachedAt)}`}`;
}

/** The promises that are broken and still owed. */
function lateWith({ firstAnswer, resolution }: Case): readonly SlaClock[] {
  return [firstAnswer, resolution].filter(({ breachedAt, metAt }) => breachedAt !== null && metAt === null);
}

function colourOf(status: CaseStatus, style: ChalkInstance): ChalkInstance {
  switch (status) {
    case "open":
    case "waiting-for-us":
      return style.yellow;
    case "waiting-for-member":
      return style.cyan;
    case "resolved":
      return style.green;
    case "closed":
      return style.dim;
  }
}

function nameOf(actor: Actor): string {
  if (actor.by === "flexcord") return "flexcord";
  if (actor.by === "tracker") return `${actor.name} (${actor.where})`;
  return actor.name === "" ? actor.by : actor.name;
}

const lengthOf = (text: string): number => Array.from(text).length;

const moment = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/u, "Z");

// ------------------------------------------------------------------------------------------------ as data

/** One case as `--json` prints it; its fields are listed in docs/commands/cases.md. */
export function caseAsData(found: Case, showText: boolean) {
  const {
    title,
    description,
    rating,
    firstAnswer,
    resolution,
    postedAs,
    version: _,
    source: __,
    ...rest
  } = found;
  return {
    version: 1,
    ...rest,
    posted: postedAs?.link ?? null,
    titleCharacters: lengthOf(title),
    title: showText ? title : null,
    descriptionCharacters: lengthOf(description),
    description: showText ? description : null,
    score: rating?.score ?? null,
    comment: showText ? (rating?.comment ?? null) : null,
    firstAnswer: clockAsData(firstAnswer),
    resolution: clockAsData(resolution),
    openedAt: time(found.openedAt),
    changedAt: time(found.changedAt),
    resolvedAt: time(found.resolvedAt),
    closedAt: time(found.closedAt),
  };
}

export function changeAsData({ at, actor, field, from, to }: CaseChange, showText: boolean): unknown {
  const value = (text: string | null) => (text === null ? null : dataOf(field, text, showText));
  return { at: time(at), by: actor.by, name: nameOf(actor), field, from: value(from), to: value(to) };
}

function dataOf(field: CaseField, text: string, showText: boolean): string | null {
  if (showText) return text;
  if (WRITTEN.has(field)) return null;
  return field === "rating" ? text.replace(/:.*$/su, "") : text;
}

function clockAsData({ targetMs, metAt, breachedAt }: SlaClock) {
  return { promisedMs: targetMs, metAt: time(metAt), brokenAt: time(breachedAt) };
}

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** A file that came with a case as `--json` prints it. */
export function fileAsData({ name, ...file }: KeptFile, showText: boolean) {
  return { ...file, nameCharacters: lengthOf(name), name: showText ? name : null };
}
