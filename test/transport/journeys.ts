/** One journey, by its file below test/, and how it fares on the legacy transport. */
export interface Journey {
  readonly file: string;
  /** Runs on the legacy transport in every `npm test`; the others do by `npm run soak -- transports`. */
  readonly always?: true;
  /** Why nothing of it can run there. */
  readonly notCarried?: string;
  /** Tests that cannot, by the words they begin with, and why. */
  readonly without?: Readonly<Record<string, string>>;
}

const BY_INTERACTIONS =
  "colleagues are asked in, and conversations passed on, by invites of an Interaction, which channels have none of";

/**
 * Every journey, which all run on the conversations transport, and what of it the legacy one cannot carry. Files that
 * run there in every `npm test` are whole: nothing in them is skipped.
 */
export const JOURNEYS: readonly Journey[] = [
  { file: "journey/story", always: true },
  {
    file: "journey/after-end",
    without: {
      "she reopens it":
        "only an Interaction can be routed to one agent first; a task of a channel goes to whoever the workflow finds",
    },
  },
  { file: "journey/agent-order", always: true },
  { file: "journey/alerts" },
  { file: "journey/ambiguous" },
  { file: "journey/announcements" },
  { file: "journey/autocomplete" },
  { file: "journey/bad-input" },
  { file: "journey/bad-ledger" },
  { file: "journey/cases", always: true },
  { file: "journey/content-bad-input" },
  { file: "journey/content", always: true },
  { file: "journey/delays", always: true },
  {
    file: "journey/desk",
    without: { "a colleague comes to help": BY_INTERACTIONS, "who is passed on": BY_INTERACTIONS },
  },
  { file: "journey/external-assistant" },
  { file: "journey/fairness" },
  {
    file: "journey/flips",
    notCarried: "it breaks the source of the conversations transport and watches the demo fail",
  },
  { file: "journey/gates" },
  { file: "journey/gateway-faults" },
  { file: "journey/kill" },
  { file: "journey/operator" },
  { file: "journey/other-servers", notCarried: "the servers it brings along speak Conversations alone" },
  { file: "journey/panel" },
  { file: "journey/places" },
  { file: "journey/playground-content" },
  { file: "journey/playground" },
  {
    file: "journey/refusals",
    without: {
      "a conversation closed midway":
        "a channel is not closed while an agent wraps up: what is written then is theirs to read",
    },
  },
  { file: "journey/replay" },
  { file: "journey/restore" },
  {
    file: "journey/status-card",
    without: { "what is put aside": "a channel is open or over; nobody can put it aside" },
  },
  { file: "journey/streams" },
  { file: "journey/three-messages" },
  { file: "faults/answers" },
  { file: "faults/backlog" },
  { file: "faults/disk" },
  { file: "faults/files" },
  { file: "faults/flood" },
  { file: "faults/forgeries", notCarried: "it is about signatures, the same at every door" },
  { file: "faults/gateway" },
  { file: "faults/hostile" },
  { file: "faults/kills", always: true },
  { file: "faults/limits" },
  { file: "faults/neighbours" },
  { file: "faults/nonsense", notCarried: "it feeds the readers of the wire, with no conversation" },
  { file: "faults/power-loss", notCarried: "it is about the ledger's file" },
  { file: "faults/redelivery" },
  { file: "faults/replies", notCarried: "it falsifies each answer that the conversations transport reads" },
  { file: "faults/tokens" },
  { file: "faults/unheard" },
  { file: "faults/verdict", notCarried: "it tries out the counting itself" },
];

/** The files that run on the legacy transport: `all` of those it carries, or those of every `npm test`. */
export function carriedFiles(all: boolean): string[] {
  return JOURNEYS.filter(({ always, notCarried }) => (all ? notCarried === undefined : always === true)).map(
    ({ file }) => `test/${file}.test.ts`,
  );
}
