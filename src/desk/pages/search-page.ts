import { searchWords } from "../../domain/search-words.ts";
import { html, type Html, type HtmlPart } from "../html.ts";
import type { FoundCase, Hit, SearchView } from "../ports.ts";
import type { Frame } from "./frame.ts";
import { titleOf } from "./parts/case-aside.ts";
import { kindNames, lateChip, priorityChip, statusChip, tagChips } from "./parts/chips.ts";
import { layout } from "./parts/layout.ts";
import { excerpt, nameOr } from "./parts/text.ts";
import { timeOf } from "./parts/time.ts";

/** Cases by what they say and what was said about them; all of them when nothing is searched for. */
export function searchPage(frame: Frame, view: SearchView): Html {
  const { words, found, before } = view;
  const title = words.trim() === "" ? "Cases" : `Cases with “${words.trim()}”`;
  const next = `${frame.paths.search}?${new URLSearchParams({ q: words, before: String(before) }).toString()}`;
  return layout(
    frame,
    { title, here: "search", words },
    html`<header class="head">
        <h1>${title}</h1>
        ${filters(frame, words)}
      </header>
      ${found.length === 0 ? nothing(words) : null}
      <ol class="cases">
        ${found.map((one) => row(frame, one, searchWords(words)))}
      </ol>
      ${before === null ? null : html`<p class="more"><a href="${next}">Older cases</a></p>`}`,
  );
}

/** What is asked for most often, and how more of it can be asked for. */
function filters({ paths }: Frame, words: string): Html {
  const offered = [
    ["All", ""],
    ["Open", "status:open"],
    ["Waiting for us", "status:waiting-for-us"],
    ["Waiting for member", "status:waiting-for-member"],
    ["Urgent", "priority:urgent"],
    ["Bugs", "kind:bug"],
  ] as const;
  return html`<nav class="filters" aria-label="Often asked for">
      ${offered.map(
        ([label, query]) =>
          html`<a
            href="${paths.search}${query === "" ? "" : `?${new URLSearchParams({ q: query }).toString()}`}"
            ${words.trim() === query ? html`aria-current="page"` : null}
            >${label}</a
          >`,
      )}
    </nav>
    <details class="help">
      <summary>What can be searched for</summary>
      <p>
        Words of titles, descriptions, notes and everything that was said, and case numbers. All of them have
        to stand in a case. <code>status:open</code>, <code>kind:bug</code>, <code>priority:high</code>,
        <code>tag:refund</code>, <code>assignee:"Alex Rivers"</code> and <code>member:</code> with an id
        narrow it down.
      </p>
    </details>`;
}

function nothing(words: string): Html {
  return html`<p class="empty">
    ${words.trim() === "" ? "There is no case yet." : "No case holds all of that. Fewer words find more."}
  </p>`;
}

function row(
  { paths, now }: Frame,
  { case: found, memberName, hit }: FoundCase,
  words: ReadonlySet<string>,
): Html {
  const { number, kind, status, priority, tags, assignee, changedAt } = found;
  return html`<li>
    <h2>
      <a href="${paths.case(number)}"><span class="number">#${number}</span> ${titleOf(found)}</a>
    </h2>
    <p class="chips">${statusChip(status)}${priorityChip(priority)}${lateChip(found)}${tagChips(tags)}</p>
    ${hit === null ? null : html`<p class="hit">${hitOf(hit, words)}</p>`}
    <p class="about">
      ${kindNames[kind]} of ${nameOr(memberName, "a member")} · ${assignee === null ? "unassigned" : assignee}
      · changed ${timeOf(changedAt, "away", now)}
    </p>
  </li>`;
}

const SPEAKERS = { member: "Member", agent: "Agent", assistant: "Assistant" } as const;

function hitOf({ in: where, from, text }: Hit, words: ReadonlySet<string>): HtmlPart {
  const label = from !== null ? SPEAKERS[from] : where === "note" ? "Note" : "Description";
  return html`<span class="where">${label}</span> ${excerpt(text, words)}`;
}
