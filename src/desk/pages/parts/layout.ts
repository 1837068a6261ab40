import { html, type Html, type HtmlPart } from "../../html.ts";
import type { Frame } from "../frame.ts";
import { icon } from "./icon.ts";

interface Layout {
  readonly title: string;
  readonly here: "operations" | "search" | "case" | "conversation";
  /** What was searched for, to stand in the box. */
  readonly words?: string;
  /** How often the page reads itself anew, in seconds; absent where nothing changes by itself. */
  readonly refresh?: number;
}

/** A whole page. What the script may renew by itself has an id and `data-live`. */
export function layout(frame: Frame, { title, here, words = "", refresh }: Layout, body: HtmlPart): Html {
  const { paths } = frame;
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>${title} · flexcord</title>
      <link rel="icon" href="${paths.asset("icon.svg")}" type="image/svg+xml" />
      <link rel="stylesheet" href="${paths.asset("desk.css")}" />
      <script type="module" src="${paths.asset("main.js")}"></script>
    </head>
    <body class="page-${here}" ${refresh === undefined ? null : html`data-refresh="${refresh}"`}>
      <a class="skip" href="#main">Skip to the content</a>
      ${frame.viewer.by === "staff" ? top(frame, frame.viewer.name, here, words) : null}
      <main id="main" tabindex="-1">${saidOf(frame)}${body}</main>
    </body>
  </html>`;
}

function top({ paths, csrf }: Frame, name: string, here: Layout["here"], words: string): Html {
  return html`<header class="top">
    <a class="brand" href="${paths.home}"><span aria-hidden="true"></span><b>flexcord</b></a>
    <nav aria-label="Desk">
      ${link(paths.home, "Operations", here === "operations")}
      ${link(paths.search, "Cases", here === "search")}
    </nav>
    ${searchBox(paths.search, words)}
    <form class="who" method="post" action="${paths.signOut}">
      <input type="hidden" name="csrf" value="${csrf}" />
      <span>${name}</span>
      <button class="quiet">Sign out</button>
    </form>
  </header>`;
}

function link(to: string, label: string, current: boolean): Html {
  return html`<a href="${to}" ${current ? html`aria-current="page"` : null}>${label}</a>`;
}

function searchBox(path: string, words: string): Html {
  return html`<form class="search" role="search" action="${path}">
    <label class="unseen" for="q">Search cases and what was said</label>
    ${icon("search")}
    <input id="q" name="q" type="search" value="${words}" placeholder="Search cases and what was said" />
    <button class="unseen">Search</button>
  </form>`;
}

/** What became of the form that was sent. */
function saidOf({ said }: Frame): Html | null {
  if (said === null) return null;
  const role = said.kind === "refused" ? "alert" : "status";
  return html`<div class="said said-${said.kind}" role="${role}" id="said">
    ${icon(said.kind === "refused" ? "alert" : "check")}
    <p>${said.text}${said.fix === null ? null : html` <span>${said.fix}</span>`}</p>
  </div>`;
}
