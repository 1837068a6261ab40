import { API } from "@discordjs/core/http-only";
import type { REST } from "@discordjs/rest";
import type { Accept, Gap, GapPlace, Gaps } from "../../bridge/ports.ts";
import { sleep, type Clock } from "../../domain/clock.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { asFailure, type Failure } from "../../domain/failure.ts";
import type { PlaceId } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import { callDiscord } from "../rest/call.ts";
import { deletionEvent, editEvent, messageEvent, type Reader } from "../inbound/message.ts";
import { FIRST_PAUSE_MS, insist, LONGEST_PAUSE_MS } from "./insist.ts";
import { createMissing, type Missing } from "./missing-posts.ts";
import { snowflakeAt } from "../snowflake.ts";

export interface FillDependencies {
  readonly rest: REST;
  readonly reader: Reader;
  readonly accept: Accept;
  readonly gaps: Gaps;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Waits for its turn to read a page: not everything is read at once. */
type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Discord may send messages in another order than it numbers them, so the last one seen is not all. */
const OVERLAP_MS = 60_000;
/** A refused token counts against us with every call. */
const REFUSED_PAUSE_MS = 60_000;

/**
 * Stores what the place holds since then, oldest first, however long it takes. Of a conversation that goes on, what we
 * know of it is read again: how it was changed meanwhile, and what is there no more. Rejects only when stopped.
 */
export async function fillPlace(
  dependencies: FillDependencies,
  gap: Gap,
  place: GapPlace,
  inTurn: InTurn,
): Promise<void> {
  const { clock, log, signal } = dependencies;
  const reading: Reading = { after: snowflakeAt(gap.since - OVERLAP_MS), lookingFor: null, fetched: 0 };
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    try {
      // A place that cannot be read keeps no other from its turn.
      if (!(await inTurn(() => readOn(dependencies, place, reading)))) break;
      pause = FIRST_PAUSE_MS;
    } catch (thrown) {
      const failure = asFailure(thrown);
      signal.throwIfAborted();
      if (isLasting(failure)) {
        log.warn("A place cannot be read any more", { place: place.placeId, code: failure.code });
        await tell(dependencies, gap, place, { fetched: reading.fetched, readable: false });
        return;
      }
      const wait = failure.code === "discord.auth" ? REFUSED_PAUSE_MS : pause;
      await sleep(clock, Math.max(wait, failure.retryAfterMs ?? 0), signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
  const { fetched } = reading;
  if (fetched > 0) await tell(dependencies, gap, place, { fetched, readable: true });
}

/** How far a place has been read. */
interface Reading {
  after: string;
  /** Null until we have looked up what we know of. */
  lookingFor: Missing | null;
  fetched: number;
}

/** Stores the next page; false when that was the last. */
async function readOn(dependencies: FillDependencies, place: GapPlace, reading: Reading): Promise<boolean> {
  const { accept, gaps, signal } = dependencies;
  if (reading.lookingFor === null) {
    reading.lookingFor = createMissing(await gaps.heardPosts(place));
    reading.after = reading.lookingFor.before(reading.after);
  }
  const page = await readPage(dependencies, place.placeId, reading.after, signal);
  reading.lookingFor.seen(page.ids);
  const results = page.events.length === 0 ? [] : await accept(page.events);
  reading.fetched += results.filter(({ state }, at) => state === "new" && isMessage(page.events[at])).length;
  if (page.next === null) await acceptDeletions(dependencies, place.placeId, reading.lookingFor);
  else reading.after = page.next;
  return page.next !== null;
}

/** What we know of and the place does not hold any more was deleted: told as the gateway would have told it. */
async function acceptDeletions(
  { accept, reader, clock }: FillDependencies,
  placeId: PlaceId,
  lookingFor: Missing,
): Promise<void> {
  // Where nobody may read the history, a thread seems to be empty.
  if (reader.isThread(placeId) && lookingFor.sawNothing()) return;
  const deleted = lookingFor
    .left()
    .map((id) => deletionEvent({ id, channel_id: placeId }, reader, clock.now()))
    .flatMap((event) => ("ignored" in event ? [] : [event]));
  if (deleted.length > 0) await accept(deleted);
}

function isMessage(event: InboundEvent | undefined): boolean {
  return event?.happening.kind === "member.wrote";
}

function isLasting({ code, retry }: Failure): boolean {
  return !retry && code !== "discord.auth" && code !== "bug.unexpected";
}

async function tell(
  dependencies: FillDependencies,
  gap: Gap,
  { memberId, conversationId }: GapPlace,
  found: { readonly fetched: number; readonly readable: boolean },
): Promise<void> {
  if (conversationId === null) return;
  const { accept, clock } = dependencies;
  const happening = { kind: "gap.noticed", memberId, conversationId, ...found } as const;
  const sourceId = `gap:${gap.id}:${memberId}`;
  await insist(dependencies, () => accept([{ source: "bridge", sourceId, at: clock.now(), happening }]));
}

/** The most that Discord gives at once (documented). */
const PAGE = 100;

interface Read {
  /** Oldest first. */
  readonly events: readonly InboundEvent[];
  readonly ids: readonly string[];
  /** Where the next page begins; null when there is none. */
  readonly next: string | null;
}

async function readPage(
  { rest, reader, clock }: FillDependencies,
  placeId: PlaceId,
  after: string,
  signal: AbortSignal,
): Promise<Read> {
  const api = new API(rest);
  const page = await callDiscord({
    doing: "fetching what was written meanwhile",
    signal,
    clock,
    run: (signal) => api.channels.getMessages(placeId, { after, limit: PAGE }, { signal }),
  });
  // Newest first, and always the messages next to the cursor (documented by use).
  const events = page.toReversed().flatMap((message) => {
    // One that was edited meanwhile: if we know it already, its change is the news.
    const read = [messageEvent(message, reader), editEvent(message, reader)];
    return read.flatMap((event) => ("ignored" in event ? [] : [event]));
  });
  const ids = page.map(({ id }) => id);
  return { events, ids, next: page.length < PAGE ? null : (page[0]?.id ?? null) };
}
