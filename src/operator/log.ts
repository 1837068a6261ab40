import { setImmediate as nextTurn } from "node:timers/promises";
import { sleep, type Clock } from "../domain/clock.ts";
import type { EpochMs } from "../domain/ids.ts";
import { searchWords } from "../domain/search-words.ts";
import { type Line, type LineState, linesOf, type Side } from "./lines.ts";
import type { LedgerReader, LedgerRecord, RecordFilter } from "./ports.ts";

/** Which lines are wanted; null where anything will do. */
export interface LogQuery {
  /** As typed; see `LedgerReader.resolve`. */
  readonly target: string | null;
  readonly since: EpochMs | null;
  readonly until: EpochMs | null;
  readonly state: LineState | null;
  readonly side: Side | null;
  /** Words that a line must hold, all of them. */
  readonly grep: string | null;
}

/** Lines, oldest first, and the number of the newest record that was looked at. */
export interface LogPage {
  readonly lines: readonly Line[];
  readonly cursor: number;
  /** When the oldest entry that was looked at was received, where the search ended before the ledger did; else null. */
  readonly endedAt: EpochMs | null;
}

/** The merged view of the ledger, from wherever it is read. */
export interface LogSource {
  /** The last `count` lines. */
  tail(query: LogQuery, count: number): Promise<LogPage>;
  /** What came after the cursor. */
  following(query: LogQuery, cursor: number): Promise<LogPage>;
  /** The lines of these messages as they stand now. */
  again(query: LogQuery, messages: readonly string[]): Promise<readonly Line[]>;
  /** Changes whenever the ledger does. */
  version(): Promise<number>;
}

const SMALLEST_PAGE = 50;
const LARGEST_PAGE = 500;

/** Entries that a search looks through for lines that the ledger has no index for: a matter of seconds. */
const MOST_LOOKED_AT = 20_000;

export function createLogSource(reader: LedgerReader, mostLookedAt = MOST_LOOKED_AT): LogSource {
  return {
    async tail(query, count) {
      const filter = filterOf(reader, query);
      const cursor = reader.lastSeq();
      const lines: Line[] = [];
      const limit = Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, count));
      let oldest: LedgerRecord | undefined;
      for (let looked = 0; lines.length < count && looked < mostLookedAt;) {
        const page = reader.newest(filter, oldest?.seq ?? cursor + 1, limit);
        lines.unshift(...wanted(query, page.toReversed()));
        looked += page.length;
        oldest = page.length < limit ? undefined : page.at(-1);
        if (oldest === undefined) break;
        // The daemon that looks has interactions to answer meanwhile.
        await nextTurn();
      }
      const endedAt = lines.length < count ? (oldest?.receivedAt ?? null) : null;
      return { lines: count === 0 ? [] : lines.slice(-count), cursor, endedAt };
    },
    async following(query, cursor) {
      const page = reader.following(filterOf(reader, query), cursor, LARGEST_PAGE);
      return { lines: wanted(query, page), cursor: page.at(-1)?.seq ?? cursor, endedAt: null };
    },
    again: async (query, messages) =>
      wanted(query, reader.records(messages.map((message) => Number(message.slice(1))))),
    version: async () => reader.version(),
  };
}

const wanted = (query: LogQuery, records: readonly LedgerRecord[]): readonly Line[] =>
  records.flatMap(linesOf).filter((line) => isWanted(line, query));

function filterOf(reader: LedgerReader, query: LogQuery): RecordFilter {
  return {
    target: query.target === null ? null : reader.resolve(query.target),
    since: query.since,
    until: query.until,
    words: query.grep === null ? [] : [...searchWords(query.grep)],
    state: STATE_OF_RECORD[query.state ?? "delivered"],
  };
}

/** What the ledger can look up by itself; the rest is seen line by line. */
const STATE_OF_RECORD: Readonly<Record<LineState, RecordFilter["state"]>> = {
  waiting: "pending",
  retrying: "pending",
  parked: "parked",
  dropped: "dropped",
  delivered: null,
  ignored: "ignored",
  noted: "noted",
};

function isWanted(line: Line, { side, state, grep }: LogQuery): boolean {
  if (side !== null && line.side !== side) return false;
  if (state !== null && line.state !== state) return false;
  if (grep === null) return true;
  const words = searchWords(line.text ?? "");
  return [...searchWords(grep)].every((word) => words.has(word));
}

/** Beyond them the oldest lines on the way are no longer watched. */
const MOST_WATCHED = 1000;

/**
 * The lines after a page as they come, and those on their way again whenever they have moved on. Ends when the
 * signal is aborted.
 */
export async function* followLog(
  source: LogSource,
  query: LogQuery,
  from: LogPage,
  options: { readonly clock: Clock; readonly pauseMs: number; readonly signal: AbortSignal },
): AsyncGenerator<Line, void> {
  const { clock, pauseMs, signal } = options;
  const watched = new Map<string, Line>();
  // A line may come into the state that is asked for, or leave it, long after it was received.
  const anyState = { ...query, state: null };
  const shows = (line: Line, before?: Line) => [null, line.state, before?.state].includes(query.state);
  watch(watched, from.lines);
  let { cursor } = from;
  let seen = Number.NaN;
  while (!signal.aborted) {
    const version = await source.version();
    if (version === seen) {
      await sleep(clock, pauseMs, signal).catch(() => undefined);
      continue;
    }
    const moved = (await source.again(anyState, messagesOf(watched))).filter((line) =>
      hasMoved(watched, line),
    );
    const page = await source.following(anyState, cursor);
    yield* moved.filter((line) => shows(line, watched.get(line.id)));
    yield* page.lines.filter((line) => shows(line));
    watch(watched, [...moved, ...page.lines]);
    if (page.cursor === cursor) seen = version;
    ({ cursor } = page);
  }
}

function messagesOf(watched: ReadonlyMap<string, Line>): readonly string[] {
  return [...new Set([...watched.values()].map(({ message }) => message))];
}

function hasMoved(watched: ReadonlyMap<string, Line>, line: Line): boolean {
  const before = watched.get(line.id);
  return before !== undefined && (before.state !== line.state || before.attempts !== line.attempts);
}

const MOVING: ReadonlySet<LineState> = new Set(["waiting", "retrying", "parked"]);

function watch(watched: Map<string, Line>, lines: readonly Line[]): void {
  for (const line of lines) {
    watched.delete(line.id);
    if (MOVING.has(line.state)) watched.set(line.id, line);
  }
  for (const id of watched.keys()) {
    if (watched.size <= MOST_WATCHED) break;
    watched.delete(id);
  }
}
