import type { Happening, Source } from "../../../domain/event.ts";
import type { EpochMs } from "../../../domain/ids.ts";

/** One event about a message: that it was written, changed or deleted. */
export interface Told {
  readonly seq: number;
  readonly source: Source;
  readonly source_id: string;
  readonly kind: Happening["kind"];
  readonly at: EpochMs;
  readonly body: Uint8Array | null;
}

/** A message as it stands after all that was told of it. */
export interface Standing<Row extends Told> {
  /** The message's own id. */
  readonly id: string;
  /** What was told of it first. */
  readonly told: Row;
  /** How it began, and what became of it; the same when nothing did, null when only its deletion was told. */
  readonly versions: { readonly first: Row; readonly last: Row } | null;
  readonly deleted: boolean;
}

/** Each message among those events once, in the order in which they were told; other events are none. */
export function standing<Row extends Told>(rows: readonly Row[]): readonly Standing<Row>[] {
  const byId = Map.groupBy(rows.filter(isAboutMessage), (row) => `${row.source} ${messageOf(row)}`);
  return [...byId.values()].flatMap((events) => {
    const [told] = events;
    return told === undefined ? [] : [standingOf(told, events)];
  });
}

function standingOf<Row extends Told>(told: Row, events: readonly Row[]): Standing<Row> {
  // Changes may be told in another order than they were made in.
  const texts = events
    .filter(({ kind }) => !kind.endsWith(".deleted"))
    .toSorted((one, other) => one.at - other.at || beginning(one, other) || one.seq - other.seq);
  const [first, last] = [texts.at(0), texts.at(-1)];
  return {
    id: messageOf(told),
    told,
    versions: first === undefined || last === undefined ? null : { first, last },
    deleted: texts.length < events.length,
  };
}

/** A message comes before its changes, also when it was read after the first of them, made within the same moment. */
function beginning(one: Told, other: Told): number {
  return Number(other.kind.endsWith(".wrote")) - Number(one.kind.endsWith(".wrote"));
}

export function isAboutMessage({ kind }: Told): boolean {
  return ABOUT_MESSAGES.has(kind);
}

const ABOUT_MESSAGES: ReadonlySet<Happening["kind"]> = new Set([
  "member.wrote",
  "member.edited",
  "member.deleted",
  "agent.wrote",
  "agent.edited",
  "agent.deleted",
]);

/** Changes are recorded under the message's own id and what was done: `ID:edit:WHEN`, `ID:deleted`. */
function messageOf({ source_id: sourceId }: Told): string {
  return sourceId.split(":", 1).join();
}
