import type { CaseAction } from "../../../domain/case.ts";
import type { ServerMessage } from "../../../domain/content.ts";
import type { CommunityPressed, CommunitySubmitted } from "../../../domain/event.ts";
import type { CaseNumber, InteractionId } from "../../../domain/ids.ts";
import { REPORT_MESSAGE } from "../../community/report-form.ts";
import { mayModerate } from "../../community/rules.ts";
import { shortened } from "../../../domain/shortened.ts";
import { answer } from "../answer.ts";
import type { Draft, Ruling } from "../draft.ts";
import { ignore } from "../draft.ts";

const LONGEST_TITLE = 80;

/** The form was opened at the door; where there is none, whoever asked is told. */
export function reportCommanded(draft: Draft, command: string, interactionId: InteractionId): Ruling | null {
  if (command !== REPORT_MESSAGE) return null;
  if (draft.context.community.report !== null) return ignore("its form was opened");
  answer(draft, interactionId, draft.texts("report.not-offered"));
  return undefined;
}

/** A message that is reported is kept with a case for moderators; reported again, with the same one. */
export function reportSubmitted(draft: Draft, event: CommunitySubmitted): Ruling {
  const { situation, texts, member } = draft;
  const { interactionId } = event;
  const asked = situation.asked(event.subject as InteractionId);
  const on = asked?.kind === "member.commanded" ? (asked.on ?? null) : null;
  if (draft.context.community.report === null || on === null) {
    answer(draft, interactionId, texts("report.not-offered"));
    return undefined;
  }
  const before = situation.caseAbout(on.postId);
  if (before === null || before.status === "resolved" || before.status === "closed") open(draft, event, on);
  else if (before.memberId !== member.id) {
    const reason = event.values["reason"]?.trim() ?? "";
    const note: readonly CaseAction[] = reason === "" ? [] : [{ do: "note", text: reason }];
    draft.cases.change(before, [{ do: "me-too", memberId: member.id }, ...note], draft.cases.theMember());
  }
  answer(draft, interactionId, texts("report.thanks"));
  return undefined;
}

function open(draft: Draft, event: CommunitySubmitted, on: ServerMessage): void {
  const { interactionId: report, values } = event;
  const { number: caseNumber, version } = draft.cases.openReport({
    kind: "report",
    title: shortened(`${on.authorName}: ${on.text.trim().split("\n", 1)[0] ?? ""}`, LONGEST_TITLE),
    description: described(on, values["reason"]?.trim() ?? ""),
    priority: "normal",
    tags: [],
    source: report,
  });
  draft.cases.along({ about: on.postId });
  if (on.files.length > 0) {
    draft.add({ kind: "files.keep", direction: "member", report, files: on.files });
    draft.add({ kind: "files.hand-over", direction: "member", report, caseNumber });
  }
  // Nobody is led to where moderators talk.
  draft.add({ kind: "case.post", direction: "member", caseNumber, version, interactionId: null });
}

/** The message as it was, so that it is kept when its author deletes it. */
function described({ authorName, authorId, text, files, link }: ServerMessage, reason: string): string {
  const quoted = text === "" ? [] : text.split("\n").map((line) => `> ${line}`);
  const named = files.map(({ name }) => `+ ${name}`);
  return [
    ...(reason === "" ? [] : [reason, ""]),
    ...quoted,
    ...named,
    `${authorName} (${authorId})`,
    link,
  ].join("\n");
}

/** What moderators do about a report, below its post. */
export function reportJudged(actionsOf: (draft: Draft) => readonly CaseAction[]) {
  return (draft: Draft, event: CommunityPressed): Ruling => {
    const { texts, situation, context } = draft;
    const found = situation.caseByNumber(Number(event.subject) as CaseNumber);
    const say = (text: string) => answer(draft, event.interactionId, text);
    if (!mayModerate(event.standing, context.community)) say(texts("moderators.only"));
    else if (found?.kind !== "report") say(texts("bug.gone"));
    else if (found.status === "resolved" || found.status === "closed") {
      say(texts("report.over", { case: found.number }));
    } else {
      draft.cases.moderate(found, actionsOf(draft));
      say(texts("report.noted", { case: found.number }));
    }
    return undefined;
  };
}

export const taken = (draft: Draft): readonly CaseAction[] => [
  { do: "assign", to: draft.member.displayName },
  { do: "set-status", status: "waiting-for-us" },
];
export const acted = (): readonly CaseAction[] => [{ do: "set-status", status: "resolved" }];
export const dismissed = (): readonly CaseAction[] => [{ do: "set-status", status: "closed" }];
