import { html, type Html } from "../html.ts";
import type { DeskPaths } from "../paths.ts";

/** Why somebody sees no page, in words that give nothing away. */
export type RefusalReason = keyof typeof REFUSALS;

interface RefusalText {
  readonly status: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** Whether signing in may help. */
  readonly signIn: boolean;
}

const FROM_TASK = "Open the case from its task in Flex: the link there works as long as the task.";

const REFUSALS = {
  "no-session": {
    status: 403,
    title: "This page is for agents",
    lines: [
      FROM_TASK,
      "If you just did, your browser kept no cookie for this page inside of Flex. Allow it, or open the link in a tab of its own.",
    ],
    signIn: true,
  },
  "staff-only": {
    status: 403,
    title: "This page is for staff",
    lines: ["Sign in with an account that has a role of the staff on the Discord server."],
    signIn: true,
  },
  "wrong-link": {
    status: 403,
    title: "This link does not work",
    lines: ["It was changed on its way, or was made for another case.", FROM_TASK],
    signIn: true,
  },
  over: {
    status: 410,
    title: "The task of this link is over",
    lines: [
      "A link works as long as its task. The case goes on: open it from a newer task of the same member.",
    ],
    signIn: true,
  },
  "too-many": {
    status: 429,
    title: "Too many links that do not work",
    lines: ["Wait a few minutes, then open the case from its task in Flex."],
    signIn: false,
  },
  "not-found": {
    status: 404,
    title: "There is nothing here",
    lines: ["The address is wrong, or leads to something that is not yours to see."],
    signIn: false,
  },
  "not-ours": {
    status: 403,
    title: "This form did not come from a page of the desk",
    lines: ["Nothing was changed. Open the page again, and send the form from there."],
    signIn: false,
  },
  "not-understood": {
    status: 400,
    title: "The form was not understood",
    lines: ["Nothing was changed. Open the page again, and send the form from there."],
    signIn: false,
  },
  "sign-in-failed": {
    status: 403,
    title: "Signing in did not work",
    lines: [
      "It took too long, was begun in another browser, or was not agreed to on Discord. Nothing was changed.",
    ],
    signIn: true,
  },
  "no-role": {
    status: 403,
    title: "Your account does not open the desk",
    lines: ["It has none of the roles that may. Ask an administrator of the Discord server for one of them."],
    signIn: true,
  },
  "discord-silent": {
    status: 503,
    title: "Discord cannot be asked who you are",
    lines: ["Try again in a minute."],
    signIn: true,
  },
  "too-many-sign-ins": {
    status: 429,
    title: "Too many sign-ins that did not work",
    lines: ["Wait a few minutes, then try again."],
    signIn: false,
  },
} as const satisfies Readonly<Record<string, RefusalText>>;

export function refusalStatus(reason: RefusalReason): number {
  return REFUSALS[reason].status;
}

/** @param signIn where one can sign in; null where nobody can */
export function refusalPage(reason: RefusalReason, paths: DeskPaths, signIn: string | null): Html {
  const { title, lines, signIn: helps } = REFUSALS[reason];
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      <link rel="stylesheet" href="${paths.asset("desk.css")}" />
    </head>
    <body>
      <main>
        <h1>${title}</h1>
        ${lines.map((line) => html`<p>${line}</p>`)}
        ${helps && signIn !== null && html`<p><a href="${signIn}" target="_top">Sign in with Discord</a></p>`}
        ${
          reason === "not-found" &&
          signIn !== null &&
          html`<p><a href="${paths.search}">Look for it among the cases</a></p>`
        }
      </main>
    </body>
  </html>`;
}
