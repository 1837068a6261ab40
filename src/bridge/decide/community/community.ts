import type {
  CasePosted,
  CommunityPressed,
  CommunitySubmitted,
  CaseVoted,
  FilesHandedOver,
  Happening,
} from "../../../domain/event.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import { ANNOUNCE } from "../../community/announce-form.ts";
import { ADD_DETAILS, BUG } from "../../community/bug-form.ts";
import { IDEA, IDEA_STATUS } from "../../community/idea-form.ts";
import { REPORT_MESSAGE } from "../../community/report-form.ts";
import { announceDiscarded, announcePressed, announceSubmitted } from "./announce.ts";
import { answer } from "../answer.ts";
import { bugSubmitted, detailsSubmitted, meToo, openAnyway } from "./bugs.ts";
import type { Draft, Ruling } from "../draft.ts";
import { ignore } from "../draft.ts";
import { gated } from "../gates/gates.ts";
import { ideaStatusPressed, ideaStatusSubmitted, ideaSubmitted, voted } from "./ideas.ts";
import { acted, dismissed, reportJudged, reportSubmitted, taken } from "./reports.ts";

type CommunityEvent = CommunityPressed | CommunitySubmitted | CasePosted | CaseVoted | FilesHandedOver;

/** What members do to reports: buttons and forms that mean the same wherever they are. */

const BUTTONS: Readonly<Partial<Record<string, (draft: Draft, event: CommunityPressed) => Ruling>>> = {
  "me-too": meToo,
  "open-anyway": openAnyway,
  [ADD_DETAILS]: () => ignore("its form was opened"),
  "vote-up": voted("up"),
  "vote-down": voted("down"),
  [IDEA_STATUS]: ideaStatusPressed,
  "report-take": reportJudged(taken),
  "report-done": reportJudged(acted),
  "report-dismiss": reportJudged(dismissed),
  "announce-post": announcePressed,
  "announce-discard": announceDiscarded,
};

const FORMS: Readonly<Partial<Record<string, (draft: Draft, event: CommunitySubmitted) => Ruling>>> = {
  [BUG]: bugSubmitted,
  [ADD_DETAILS]: detailsSubmitted,
  [IDEA]: ideaSubmitted,
  [IDEA_STATUS]: ideaStatusSubmitted,
  [REPORT_MESSAGE]: reportSubmitted,
  [ANNOUNCE]: announceSubmitted,
};

export function isOfCommunity(happening: Happening): happening is CommunityEvent {
  const { kind } = happening;
  return (
    kind === "community.pressed" ||
    kind === "community.submitted" ||
    kind === "case.posted" ||
    kind === "case.voted" ||
    kind === "files.handed-over"
  );
}

/** @param at when it happened */
export function community(draft: Draft, event: CommunityEvent, at: EpochMs): Ruling {
  switch (event.kind) {
    case "community.pressed":
      return gated(draft, event, at, pressed);
    case "community.submitted":
      return gated(draft, event, at, submitted);
    case "case.posted":
      return casePosted(draft, event);
    case "case.voted":
      return caseVoted(draft, event);
    case "files.handed-over":
      return filesHandedOver(draft, event);
  }
}

function pressed(draft: Draft, event: CommunityPressed): Ruling {
  const rule = BUTTONS[event.action];
  return rule === undefined ? ignore(`no button means ${event.action}`) : rule(draft, event);
}

function submitted(draft: Draft, event: CommunitySubmitted): Ruling {
  const rule = FORMS[event.action];
  return rule === undefined ? ignore(`no form means ${event.action}`) : rule(draft, event);
}

/** The post of an idea shows what members think of it by now. */
function caseVoted(draft: Draft, { caseNumber, version }: CaseVoted): Ruling {
  draft.add({ kind: "case.post", direction: "member", caseNumber, version, interactionId: null });
  return undefined;
}

/** Whoever opened it is led to where it stands. */
function casePosted(draft: Draft, { caseNumber, posted, interactionId }: CasePosted): Ruling {
  if (interactionId === null) return ignore("nobody waits for it");
  answer(draft, interactionId, draft.texts("report.posted", { case: caseNumber, link: posted.link }));
  return undefined;
}

function filesHandedOver(draft: Draft, { caseNumber, kept, missing }: FilesHandedOver): Ruling {
  const found = draft.situation.caseByNumber(caseNumber);
  if (found === null) return ignore("the case is gone");
  const names = missing.map(({ name, code }) => `${name} (${code})`);
  draft.cases.change(
    found,
    [
      { do: "add-files", names: kept },
      { do: "miss-files", names },
    ],
    { by: "flexcord" },
  );
  return undefined;
}
