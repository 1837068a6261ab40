import type { CaseStatus } from "../../domain/case.ts";
import { html, type Html } from "../html.ts";
import type { CaseFile, CaseView } from "../ports.ts";
import { entriesOf } from "../timeline/timeline.ts";
import type { Frame } from "./frame.ts";
import {
  card,
  caseList,
  conversationList,
  fileList,
  links,
  memberFacts,
  titleOf,
} from "./parts/case-aside.ts";
import { caseFacts } from "./parts/case-facts.ts";
import { caseForms, noteForm } from "./parts/case-forms.ts";
import { historyOf } from "./parts/case-history.ts";
import { kindNames, lateChip, priorityChip, statusChip, tagChips } from "./parts/chips.ts";
import { layout } from "./parts/layout.ts";
import { nameOr, shortened, written } from "./parts/text.ts";
import { timelineOf } from "./parts/timeline.ts";

/** What a case's page shows besides what the ledger tells. */
export interface BesideCase {
  readonly files: readonly CaseFile[];
  /** The statuses that the case may take from where it stands. */
  readonly next: readonly CaseStatus[];
  /** Whether these are earlier lines than the newest. */
  readonly earlier: boolean;
}

const REFRESH_SECONDS = 5;

/** Everything about one case, for whoever works on it: in a window of its own, or beside the task in Flex. */
export function casePage(frame: Frame, view: CaseView, beside: BesideCase): Html {
  const { case: found, history } = view;
  const title = `#${found.number} ${found.title === "" ? "" : shortened(found.title, 80)}`.trim();
  const refresh = beside.earlier ? {} : { refresh: REFRESH_SECONDS };
  return layout(
    frame,
    { title, here: "case", ...refresh },
    html`${head(view)}
      <div class="case">
        <div class="first">
          ${card("details", "Details", [
            caseForms(frame, found, beside.next),
            html`<div id="facts" data-live>${caseFacts(view, frame.now)}</div>`,
          ])}
        </div>
        ${conversation(frame, view, beside)}
        <div class="second">
          ${card("member", "Member", memberFacts(frame, view.member))}
          ${card("files", "Files", fileList(frame, found, beside.files))}
          ${card("linked", "Linked", links(frame, view))}
          ${card("other-cases", "Other cases of this member", caseList(frame, view.otherCases))}
          ${card(
            "other-conversations",
            "Other conversations",
            conversationList(frame, found, view.otherConversations),
          )}
          ${card("history", "History", historyOf(frame, history))}
        </div>
      </div>`,
  );
}

function head({ case: found, member }: CaseView): Html {
  const { number, kind, status, priority, tags, description } = found;
  return html`<header class="head">
    <p class="over">
      <span class="number">#${number}</span> ${kindNames[kind]} of ${nameOr(member.name, "a member")}
    </p>
    <h1>${titleOf(found)}</h1>
    <p class="chips" id="chips" data-live>
      ${statusChip(status)}${priorityChip(priority)}${lateChip(found)}${tagChips(tags)}
    </p>
    ${description.trim() === "" || description === found.title ? null : html`<p class="description">${written(description)}</p>`}
    <nav class="jump" aria-label="On this page">
      <a href="#details">Details</a> <a href="#conversation">Timeline</a> <a href="#note">Note</a>
      <a href="#member">Member</a> <a href="#history">History</a>
    </nav>
  </header>`;
}

function conversation(frame: Frame, view: CaseView, { earlier }: BesideCase): Html {
  const { case: found, timeline, conversations, member, history } = view;
  const here = frame.paths.case(found.number);
  return html`<section class="card conversation" aria-labelledby="conversation-title" id="conversation">
    <h2 id="conversation-title">Timeline</h2>
    ${timelineOf(frame, {
      entries: entriesOf(timeline, { conversations, memberName: member.name, history }),
      earlier: timeline.before === null ? null : `${here}?before=${timeline.before}#conversation`,
      newest: earlier ? `${here}#conversation` : null,
      caseNumber: found.number,
    })}
    ${noteForm(frame, found)}
  </section>`;
}
