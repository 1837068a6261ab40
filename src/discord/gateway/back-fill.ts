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
import { createMissing, type Missing } from "./missing-posts.ts";
import { snowflakeAt } from "../snowflake.ts";

/**
 * Fetches what members wrote while nobody listened. A new gateway session brings nothing of the time before
 * it, so every known place is read from where the ledger ends. What was written by somebody whose place was
 * never known cannot be found: Discord lists no direct messages to a bot.
 */
export interface BackFill {
  /** A new session has begun. Resolves once that is noted for good; the fetching goes on by itself. */
  begin(sessionId: string): Promise<void>;
  /** Takes up what an earlier process did not finish. */
  resume(): Promise<void>;
  /** Resolves when what the place held before is stored. Rejects when we are to stop first. */
  filled(placeId: PlaceId): Promise<void>;
  /** Resolves when nothing is being fetched. */
  idle(): Promise<void>;
}

interface Dependencies {
  readonly rest: REST;
  readonly reader: Reader;
  readonly accept: Accept;
  readonly gaps: Gaps;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Discord may send messages in another order than it numbers them, so the last one seen is not all. */
const OVERLAP_MS = 60_000;
const PLACES_AT_ONCE = 4;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A refused token counts against us with every call. */
const REFUSED_PAUSE_MS = 60_000;

export function createBackFill(dependencies: Dependencies): BackFill {
  const { gaps, log } = dependencies;
  const waiting = new Map<PlaceId, Job>();
  let noted: string | null = null;
  let workers: Promise<unknown> = Promise.resolve();

  const run = async (job: Job): Promise<void> => {
    job.begun = true;
    try {
      await fillPlace(dependencies, job.gap, job.place);
      // A later session may have asked for the same place again.
      if (waiting.get(job.place.placeId) === job) waiting.delete(job.place.placeId);
      job.done.resolve();
    } catch (thrown) {
      job.done.reject(asFailure(thrown));
    }
    await job.done.promise;
  };

  const work = async (): Promise<void> => {
    for (const job of waiting.values()) if (!job.begun) await run(job);
  };

  const closeAfter = async (crew: readonly Promise<unknown>[], gap: Gap): Promise<void> => {
    await Promise.all(crew);
    if (waiting.size > 0) return;
    await insist(dependencies, () => gaps.closeGap(gap.id));
    log.info("Everything that could be fetched has been fetched", { places: gap.places.length });
  };

  const fill = (gap: Gap): void => {
    log.warn("What members wrote may have been missed: their places are read", {
      since: new Date(gap.since).toISOString(),
      places: gap.places.length,
    });
    for (const job of jobsOf(gap)) waiting.set(job.place.placeId, job);
    const crew = Array.from({ length: PLACES_AT_ONCE }, () => work());
    workers = closeAfter([workers, ...crew], gap);
    workers.catch((thrown: unknown) =>
      log.error("Fetching ended early", { error: asFailure(thrown).message }),
    );
  };

  return {
    async begin(sessionId) {
      if (noted === sessionId) return;
      const gap = await gaps.openGap();
      noted = sessionId;
      if (gap !== null) fill(gap);
    },
    async resume() {
      const gap = await gaps.gap();
      if (gap !== null) fill(gap);
    },
    async filled(placeId) {
      const job = waiting.get(placeId);
      if (job === undefined) return;
      // Somebody writes there right now: this place comes first.
      await (job.begun ? job.done.promise : run(job));
    },
    async idle() {
      await workers.catch(() => undefined);
    },
  };
}

interface Job {
  readonly gap: Gap;
  readonly place: GapPlace;
  begun: boolean;
  readonly done: PromiseWithResolvers<void>;
}

function jobsOf(gap: Gap): readonly Job[] {
  return gap.places.map((place) => {
    const done = Promise.withResolvers<void>();
    done.promise.catch(() => undefined);
    return { gap, place, begun: false, done };
  });
}

/**
 * Stores what the place holds since then, oldest first, however long it takes. Of a conversation that goes on, what we
 * know of it is read again: how it was changed meanwhile, and what is there no more. Rejects only when stopped.
 */
async function fillPlace(dependencies: Dependencies, gap: Gap, place: GapPlace): Promise<void> {
  const { accept, gaps, clock, log, signal } = dependencies;
  let lookingFor: Missing | null = null;
  let after = snowflakeAt(gap.since - OVERLAP_MS);
  let fetched = 0;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    try {
      if (lookingFor === null) {
        lookingFor = createMissing(await gaps.heardPosts(place));
        after = lookingFor.before(after);
      }
      const page = await readPage(dependencies, place.placeId, after, signal);
      lookingFor.seen(page.ids);
      const results = page.events.length === 0 ? [] : await accept(page.events);
      fetched += results.filter(({ state }, at) => state === "new" && isMessage(page.events[at])).length;
      pause = FIRST_PAUSE_MS;
      if (page.next === null) {
        await acceptDeletions(dependencies, place.placeId, lookingFor);
        break;
      }
      after = page.next;
    } catch (thrown) {
      const failure = asFailure(thrown);
      signal.throwIfAborted();
      if (isLasting(failure)) {
        log.warn("A place cannot be read any more", { place: place.placeId, code: failure.code });
        await tell(dependencies, gap, place, { fetched, readable: false });
        return;
      }
      const wait = failure.code === "discord.auth" ? REFUSED_PAUSE_MS : pause;
      await sleep(clock, Math.max(wait, failure.retryAfterMs ?? 0), signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
  if (fetched > 0) await tell(dependencies, gap, place, { fetched, readable: true });
}

/** What we know of and the place does not hold any more was deleted: told as the gateway would have told it. */
async function acceptDeletions(
  { accept, reader, clock }: Dependencies,
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
  dependencies: Dependencies,
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

/** Until the ledger takes it: others wait for that. Rejects when it never will, or we are to stop first. */
async function insist({ clock, signal }: Dependencies, store: () => Promise<unknown>): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      await store();
      return;
    } catch (thrown) {
      const failure = asFailure(thrown);
      signal.throwIfAborted();
      if (!failure.retry) throw failure;
      await sleep(clock, pause, signal);
    }
  }
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
  { rest, reader, clock }: Dependencies,
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
