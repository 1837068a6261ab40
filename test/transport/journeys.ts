import { globSync } from "node:fs";
import { join } from "node:path";

/** One file of journeys, by its name below test/, and how it fares on the legacy transport. */
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
 * Journeys are the tests in test/journey/ and test/faults/. All run on the conversations transport, and those that
 * say nothing else here run on the legacy one as well, by `npm run soak -- transports`. Files that run there in every `npm
 * test` are whole: nothing in them is left out.
 */
export const JOURNEYS: readonly Journey[] = [
  { file: "journey/story", always: true },
  { file: "journey/cases", always: true },
  { file: "journey/content", always: true },
  { file: "journey/delays", always: true },
  { file: "faults/kills", always: true },
  {
    file: "journey/after-end",
    without: {
      "she reopens it":
        "only an Interaction can be routed to one agent first; a task of a channel goes to whoever the workflow finds",
    },
  },
  {
    file: "journey/desk",
    without: { "a colleague comes to help": BY_INTERACTIONS },
  },
  {
    file: "journey/refusals",
    without: {
      "a conversation closed midway":
        "a channel is not closed while an agent wraps up: what is written then is theirs to read",
    },
  },
  {
    file: "journey/status-card",
    without: { "what is put aside": "a channel is open or over; nobody can put it aside" },
  },
  { file: "journey/migrate", notCarried: "it moves from the one to the other by itself" },
  { file: "journey/flips", notCarried: "it breaks the conversations transport and watches the demo fail" },
  { file: "journey/other-servers", notCarried: "the servers it brings along speak Conversations alone" },
  { file: "faults/forgeries", notCarried: "it is about signatures, the same at every door" },
  { file: "faults/nonsense", notCarried: "it feeds the readers of the wire, with no conversation" },
  { file: "faults/power-loss", notCarried: "it is about the ledger's file" },
  { file: "faults/replies", notCarried: "it falsifies each answer that the conversations transport reads" },
  { file: "faults/verdict", notCarried: "it tries out the counting itself" },
];

/** The files that run on the legacy transport: `all` of those it carries, or those of every `npm test`. */
export function carriedFiles(all: boolean): string[] {
  const pathOf = ({ file }: Journey) => `test/${file}.test.ts`;
  if (!all) return JOURNEYS.filter(({ always }) => always === true).map(pathOf);
  const left = new Set(JOURNEYS.filter(({ notCarried }) => notCarried !== undefined).map(pathOf));
  const root = join(import.meta.dirname, "..", "..");
  return globSync("test/{journey,faults}/*.test.ts", { cwd: root }).filter((path) => !left.has(path));
}
