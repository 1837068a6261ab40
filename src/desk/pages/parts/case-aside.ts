import type { Case } from "../../../domain/case.ts";
import type { Conversation } from "../../../domain/conversation.ts";
import { html, type Html, type HtmlPart } from "../../html.ts";
import type { CaseFile, CaseView, ListedCase, MemberView } from "../../ports.ts";
import type { Frame } from "../frame.ts";
import { facts } from "./case-facts.ts";
import { statusChip } from "./chips.ts";
import { icon } from "./icon.ts";
import { counted, nameOr, sizeOf } from "./text.ts";
import { momentOf, timeOf } from "./time.ts";

/** One card of the column beside the timeline; nothing when it has nothing to show. */
export function card(id: string, title: string, body: HtmlPart): Html | null {
  if (body === null) return null;
  return html`<section class="card" aria-labelledby="${id}-title" id="${id}">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section>`;
}

export function memberFacts({ now }: Frame, { id, name, locale, about, block }: MemberView): Html {
  const profile = about?.profile ?? null;
  const joinedAt = profile?.joinedAt ?? null;
  const blocked =
    block === null || (block.until !== null && block.until <= now)
      ? null
      : html`<span class="broken"
          >${icon("drop")}${block.reason}${block.until === null ? "" : `, until ${momentOf(block.until)}`}</span
        >`;
  return facts([
    ["Name", nameOr(name, "not kept any more")],
    ["Discord", profile === null ? null : `@${profile.username}`],
    ["Roles", profile === null || profile.roles.length === 0 ? null : profile.roles.join(", ")],
    ["Joined", joinedAt === null ? null : timeOf(joinedAt, "moment", now)],
    ["Language", languageOf(locale)],
    ["Blocked", blocked],
    ["Id", html`<code>${id}</code>`],
  ]);
}

function languageOf(locale: string): string | null {
  if (locale === "und" || locale === "") return null;
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

/** Other cases; whoever came by a task's link cannot open them. */
export function caseList({ paths, viewer }: Frame, cases: readonly Case[]): Html | null {
  if (cases.length === 0) return null;
  return html`<ul class="links">
    ${cases.map(
      (one) =>
        html`<li>
          ${viewer.by === "staff" ? html`<a href="${paths.case(one.number)}">${numbered(one)} ${titleOf(one)}</a>` : [numbered(one), " ", titleOf(one)]}
          ${statusChip(one.status)}
        </li>`,
    )}
  </ul>`;
}

/** Cases of other members, of whom nobody is told anything who came by a task's link. */
function casesOfOthers({ paths, viewer }: Frame, cases: readonly ListedCase[]): Html {
  return html`<ul class="links">
    ${cases.map(({ case: one, memberName }) =>
      viewer.by === "staff"
        ? html`<li>
            <a href="${paths.case(one.number)}">${numbered(one)} ${titleOf(one)}</a> ${statusChip(one.status)}
            <span class="whose">${nameOr(memberName, "Somebody")}</span>
          </li>`
        : html`<li>${numbered(one)} ${statusChip(one.status)}</li>`,
    )}
  </ul>`;
}

function numbered({ number }: Case): Html {
  return html`<span class="number">#${number}</span>`;
}

export function titleOf({ title }: Case): HtmlPart {
  return title === "" ? html`<em>No title is kept</em>` : title;
}

/** Conversations that are not on this page, each with a page of its own. */
export function conversationList(
  { paths, now }: Frame,
  { number }: Case,
  conversations: readonly Conversation[],
): Html | null {
  if (conversations.length === 0) return null;
  return html`<ul class="links">
    ${conversations.map(
      ({ id, openedAt, agentName, answering }) =>
        html`<li>
          <a href="${paths.conversation(number, id)}">${timeOf(openedAt, "moment", now)}</a>
          <span class="whose">${answering === "ended" ? (agentName ?? "Assistant") : "Goes on"}</span>
        </li>`,
    )}
  </ul>`;
}

export function links(
  frame: Frame,
  { case: found, links: { original, duplicates, reporters } }: CaseView,
): HtmlPart {
  const { postedAs } = found;
  if (original === null && duplicates.length === 0 && reporters.length === 0 && postedAs === null)
    return null;
  return [
    original === null ? null : [html`<h3>Goes on in</h3>`, casesOfOthers(frame, [original])],
    duplicates.length === 0 ? null : [html`<h3>Goes on for</h3>`, casesOfOthers(frame, duplicates)],
    reporters.length === 0
      ? null
      : [
          html`<h3>Reported too by</h3>`,
          frame.viewer.by === "staff"
            ? html`<ul class="links">
                ${reporters.map(({ id, name }) => html`<li>${nameOr(name, id)}</li>`)}
              </ul>`
            : html`<p>${counted(reporters.length, "other member")}</p>`,
        ],
    postedAs === null
      ? null
      : facts([["Posted in", html`<code>${postedAs.threadId ?? postedAs.channelId}</code>`]]),
  ];
}

export function fileList({ paths }: Frame, { number }: Case, files: readonly CaseFile[]): Html | null {
  if (files.length === 0) return null;
  return html`<ul class="links">
    ${files.map(
      ({ id, name, bytes, missing }) =>
        html`<li>
          ${icon("file")}${missing === null ? html`<a href="${paths.file(number, id)}" download>${name}</a>` : name}
          <span class="whose">${missing === null ? sizeOf(bytes) : "could not be had"}</span>
        </li>`,
    )}
  </ul>`;
}
