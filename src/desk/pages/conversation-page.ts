import type { CaseNumber } from "../../domain/ids.ts";
import { html, type Html } from "../html.ts";
import type { ConversationView } from "../ports.ts";
import { entriesOf } from "../timeline/timeline.ts";
import type { Frame } from "./frame.ts";
import { card, memberFacts } from "./parts/case-aside.ts";
import { facts } from "./parts/case-facts.ts";
import { layout } from "./parts/layout.ts";
import { nameOr } from "./parts/text.ts";
import { timeOf } from "./parts/time.ts";
import { timelineOf } from "./parts/timeline.ts";

/** One conversation of a case's member, in case it is not one of the case's own. */
export function conversationPage(
  frame: Frame,
  view: ConversationView,
  beside: { readonly number: CaseNumber; readonly earlier: boolean },
): Html {
  const { conversation, member, timeline } = view;
  const here = frame.paths.conversation(beside.number, conversation.id);
  return layout(
    frame,
    { title: `Conversation with ${member.name ?? "a member"}`, here: "conversation" },
    html`<header class="head">
        <p class="over"><a href="${frame.paths.case(beside.number)}">Back to case #${beside.number}</a></p>
        <h1>Conversation with ${nameOr(member.name, "a member")}</h1>
      </header>
      <div class="case">
        <section class="card conversation" aria-labelledby="conversation-title" id="conversation">
          <h2 id="conversation-title">Timeline</h2>
          ${timelineOf(frame, {
            entries: entriesOf(timeline, {
              conversations: [conversation],
              memberName: member.name,
              history: [],
            }),
            earlier: timeline.before === null ? null : `${here}?before=${timeline.before}`,
            newest: beside.earlier ? here : null,
            caseNumber: beside.number,
          })}
        </section>
        <div class="second">
          ${card("details", "Details", conversationFacts(frame, view))}
          ${card("member", "Member", memberFacts(frame, member))}
        </div>
      </div>`,
  );
}

function conversationFacts({ now }: Frame, { conversation }: ConversationView): Html {
  const { id, openedAt, endedAt, agentName, caseNumber } = conversation;
  return facts([
    ["Began", timeOf(openedAt, "moment", now)],
    ["Ended", endedAt === null ? "It goes on" : timeOf(endedAt, "moment", now)],
    ["Agent", agentName],
    ["Case", caseNumber === null ? null : `#${caseNumber}`],
    ["Id", html`<code>${id}</code>`],
  ]);
}
