import type { EpochMs } from "../../domain/ids.ts";
import type { AnnouncementDesk, AnnouncementStore } from "../ports.ts";
import { createDesk } from "./desk.ts";
import { createOutbox, type OutboxOptions } from "./outbox.ts";
import { visitForever, type NewsSource, type VisitOptions } from "./visits.ts";

/** Official news on their way to one channel. */
export interface Announcements extends AnnouncementDesk {
  stop(): Promise<void>;
}

type Options = Omit<OutboxOptions, "signal"> &
  Omit<VisitOptions, "signal" | "onNews"> & { readonly sources: readonly NewsSource[] };

/** Visits every source and posts what is due, until it is stopped. */
export function startAnnouncements(options: Options): Announcements {
  const stopping = new AbortController();
  const { signal } = stopping;
  const outbox = createOutbox({ ...options, signal });
  const visits = options.sources.map((source) =>
    visitForever(source, { ...options, signal, onNews: () => outbox.look() }),
  );
  outbox.look();
  const desk = createDesk(options.store);
  return {
    ...desk,
    async announce(draft) {
      const announcement = await desk.announce(draft);
      outbox.look();
      return announcement;
    },
    async stop() {
      stopping.abort(new Error("the daemon stops"));
      await Promise.all([...visits, outbox.idle()]);
    },
  };
}

/** Something about announcements that staff should look at. */
export interface NewsTrouble {
  readonly subject: string;
  readonly since: EpochMs;
  readonly count: number;
  /** The code of what it failed with last. */
  readonly code: string;
}

/** The sources that have been failing for longer than `longestMs`. */
export async function failingSources(
  store: AnnouncementStore,
  keys: readonly string[],
  longestMs: number,
  now: EpochMs,
): Promise<readonly NewsTrouble[]> {
  const memories = await Promise.all(keys.map(async (key) => ({ key, memory: await store.source(key) })));
  return memories.flatMap(({ key, memory }) => {
    const since = memory?.failingSince ?? null;
    if (memory === null || since === null || now - since < longestMs) return [];
    return [{ subject: key, since, count: memory.failures, code: memory.failure ?? "" }];
  });
}

/** How far back an announcement that was given up is worth telling of. */
const DAY_MS = 24 * 60 * 60_000;
const LOOKED_AT = 100;

/** What could not be posted though it was due longer than `longestMs`, or was given up lately; all of it together. */
export async function lateAnnouncements(
  store: AnnouncementStore,
  longestMs: number,
  now: EpochMs,
): Promise<readonly NewsTrouble[]> {
  const late = (await store.list(LOOKED_AT)).filter(
    ({ state, attempts, dueAt, failure }) =>
      failure !== null &&
      ((state === "waiting" && attempts > 0 && now - dueAt > longestMs) ||
        (state === "failed" && now - dueAt < DAY_MS)),
  );
  const [oldest] = late.toSorted((one, other) => one.dueAt - other.dueAt);
  if (oldest === undefined) return [];
  return [{ subject: "channel", since: oldest.dueAt, count: late.length, code: oldest.failure ?? "" }];
}
