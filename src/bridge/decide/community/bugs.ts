import { type Case, casePriorities } from "../../../domain/case.ts";
import type { ReportFile } from "../../../domain/content.ts";
import type { CommunityPressed, CommunitySubmitted } from "../../../domain/event.ts";
import type { CaseNumber, InteractionId } from "../../../domain/ids.ts";
import { shortened } from "../../../domain/shortened.ts";
import { asWritten } from "../../as-written.ts";
import { bugCommands } from "../../community/bug-form.ts";
import type { Button } from "../../effect.ts";
import { answer } from "../answer.ts";
import type { Draft, Ruling } from "../draft.ts";
import { ignore } from "../draft.ts";

/** Buttons of one member's answer; Discord's bound is in characters of its label. */
const LONGEST_LABEL = 70;
const LONGEST_SHOWN = 90;

/** The form was opened at the door; where there is none, whoever asked is told. */
export function bugCommanded(draft: Draft, command: string, interactionId: InteractionId): Ruling | null {
  if (!bugCommands.has(command)) return null;
  if (draft.context.community.bug !== null) return ignore("its form was opened");
  answer(draft, interactionId, draft.texts("bug.not-offered"));
  return undefined;
}

/** A report becomes a case, unless it looks like one there is: then its member says which it is. */
export function bugSubmitted(draft: Draft, event: CommunitySubmitted): Ruling {
  const { bug } = draft.context.community;
  if (bug === null) {
    answer(draft, event.interactionId, draft.texts("bug.not-offered"));
    return undefined;
  }
  const files = filesOf(draft, event);
  const { interactionId: report } = event;
  if (files.length > 0) draft.add({ kind: "files.keep", direction: "member", report, files });
  const similar = draft.situation.similarCases("bug", event.values["summary"] ?? "", bug.mostSimilar);
  if (similar.length === 0) open(draft, event, event.interactionId);
  else offer(draft, event, similar);
  return undefined;
}

function offer(draft: Draft, { interactionId }: CommunitySubmitted, similar: readonly Case[]): void {
  const { texts } = draft;
  const lines = similar.map(
    ({ number, title }) => `**${number}** · ${asWritten(shortened(title, LONGEST_SHOWN))}`,
  );
  const same = similar.map(({ number, title }): Button => {
    const label = shortened(texts("button.same", { case: number, title }), LONGEST_LABEL);
    return { label, action: "me-too", subject: `${number}.${interactionId}`, everywhere: true, quiet: true };
  });
  const none: Button = {
    label: texts("button.open-anyway"),
    action: "open-anyway",
    subject: interactionId,
    everywhere: true,
  };
  answer(draft, interactionId, [texts("bug.similar"), ...lines].join("\n"), [...same, none]);
}

/** None of those that were offered: the member's own is opened, once, however often they press. */
export function openAnyway(draft: Draft, event: CommunityPressed): Ruling {
  const report = reportOf(draft, event.subject);
  if (report === null) answer(draft, event.interactionId, draft.texts("bug.gone"));
  else open(draft, report, event.interactionId);
  return undefined;
}

function open(draft: Draft, report: CommunitySubmitted, interactionId: InteractionId): void {
  const source = report.interactionId;
  const before = draft.situation.caseFrom(source);
  if (before !== null) {
    answer(draft, interactionId, draft.texts("report.opened", { case: before.number }));
    return;
  }
  const { values } = report;
  const { number: caseNumber, version } = draft.cases.openReport({
    kind: "bug",
    title: values["summary"]?.trim() ?? "",
    description: descriptionOf(draft, report),
    priority: casePriorities.find((priority) => priority === values["severity"]) ?? "normal",
    tags: (values["area"] ?? "") === "" ? [] : [values["area"] ?? ""],
    source,
  });
  answer(draft, interactionId, draft.texts("report.opened", { case: caseNumber }));
  handOver(draft, report, caseNumber);
  draft.add({ kind: "case.post", direction: "member", caseNumber, version, interactionId });
}

/** Counts the member in, once; what they had written themselves goes with it. */
export function meToo(draft: Draft, event: CommunityPressed): Ruling {
  const { texts, member } = draft;
  const [number = "", report = ""] = event.subject.split(".");
  const found = goingOn(draft, Number(number) as CaseNumber);
  const say = (text: string) => answer(draft, event.interactionId, text);
  if (found === null) say(texts("bug.gone"));
  else if (isOver(found)) say(texts("bug.over", { case: found.number }));
  else if (found.memberId === member.id || found.reporters.includes(member.id)) {
    say(texts("bug.already", { case: found.number }));
  } else {
    draft.cases.change(found, [{ do: "me-too", memberId: member.id }], draft.cases.theMember());
    say(texts("bug.counted", { case: found.number }));
    const own = report === "" ? null : reportOf(draft, report);
    if (own !== null) addOwn(draft, found, own);
  }
  return undefined;
}

function addOwn(draft: Draft, found: Case, report: CommunitySubmitted): void {
  const { values } = report;
  const text = [values["summary"] ?? "", descriptionOf(draft, report)].join("\n").trim();
  if (text !== "") draft.cases.change(found, [{ do: "note", text }], draft.cases.theMember());
  handOver(draft, report, found.number);
}

export function detailsSubmitted(draft: Draft, event: CommunitySubmitted): Ruling {
  const { texts, member } = draft;
  const found = goingOn(draft, Number(event.subject) as CaseNumber);
  const text = event.values["text"]?.trim() ?? "";
  const { interactionId: report, files } = event;
  if (found === null) {
    answer(draft, report, texts("bug.gone"));
    return undefined;
  }
  if (text === "" && files.length === 0) {
    answer(draft, report, texts("bug.no-details"));
    return undefined;
  }
  const isOwn = found.memberId === member.id;
  const wrote = isOwn && (!isOver(found) || draft.context.cases.reopens(found, draft.context.now));
  const actions = [
    ...(wrote ? [{ do: "member-wrote" } as const] : []),
    ...(text === "" ? [] : [{ do: "note", text } as const]),
  ];
  draft.cases.change(found, actions, draft.cases.theMember());
  answer(draft, report, texts("bug.details-added", { case: found.number }));
  if (files.length === 0) return undefined;
  draft.add({ kind: "files.keep", direction: "member", report, files });
  handOver(draft, event, found.number);
  return undefined;
}

/** The case itself, or the one that goes on in its place; null when it is shown to nobody. */
function goingOn({ situation, context }: Draft, number: CaseNumber): Case | null {
  const named = situation.caseByNumber(number);
  const other = named?.duplicateOf ?? null;
  const found = other === null ? named : situation.caseByNumber(other);
  return found === null || context.community.postOf(found) === null ? null : found;
}

function isOver({ status }: Case): boolean {
  return status === "resolved" || status === "closed";
}

/** A report as it was sent; null when it is no longer kept. */
function reportOf({ situation }: Draft, id: string): CommunitySubmitted | null {
  const asked = situation.asked(id as InteractionId);
  return asked?.kind === "community.submitted" ? asked : null;
}

/** The message that is reported, when a command named one. */
function messageOf({ situation }: Draft, { subject }: CommunitySubmitted) {
  const asked = subject === "" ? null : situation.asked(subject as InteractionId);
  return asked?.kind === "member.commanded" ? (asked.on ?? null) : null;
}

function descriptionOf(draft: Draft, report: CommunitySubmitted): string {
  const link = messageOf(draft, report)?.link ?? "";
  return [report.values["steps"]?.trim() ?? "", link].filter((part) => part !== "").join("\n");
}

function filesOf(draft: Draft, report: CommunitySubmitted): readonly ReportFile[] {
  return [...report.files, ...(messageOf(draft, report)?.files ?? [])];
}

function handOver(draft: Draft, report: CommunitySubmitted, caseNumber: CaseNumber): void {
  if (filesOf(draft, report).length === 0) return;
  draft.add({ kind: "files.hand-over", direction: "member", report: report.interactionId, caseNumber });
}
