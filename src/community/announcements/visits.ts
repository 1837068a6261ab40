import { createHash } from "node:crypto";
import { sleep, type Clock } from "../../domain/clock.ts";
import { asFailure, type Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import type { AnnouncementStore, Reading, Source, SourceMemory, SourceReader } from "../ports.ts";
import { marksOf } from "./marks.ts";
import { newsAmong } from "./news.ts";
import { nextVisit } from "./schedule.ts";
import { fillTemplate } from "./template.ts";

/** A source and how its news are announced. */
export interface NewsSource {
  /** Its key in the config. */
  readonly key: string;
  readonly source: Source;
  readonly everyMs: number;
  readonly template: string;
  /** Key of the role that is pinged. */
  readonly role: string | null;
  readonly crosspost: boolean;
}

export interface VisitOptions {
  readonly store: AnnouncementStore;
  readonly reader: SourceReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** There is something new to post. */
  readonly onNews: () => void;
}

/** After the store failed; sources have waits of their own. */
const STORE_PAUSE_MS = 30_000;

/** Visits one source again and again until the signal ends it. Nothing that a source does reaches another. */
export async function visitForever(source: NewsSource, options: VisitOptions): Promise<void> {
  const { clock, log, signal } = options;
  while (!signal.aborted) {
    let wait = STORE_PAUSE_MS;
    try {
      wait = await visitWhenDue(source, options);
    } catch (thrown) {
      if (!signal.aborted)
        log.error("a source's visit could not be recorded", {
          source: source.key,
          reason: asFailure(thrown).message,
        });
    }
    await sleep(clock, wait, signal).catch(() => undefined);
  }
}

/** Resolves with how long to wait for the next visit. */
async function visitWhenDue(source: NewsSource, options: VisitOptions): Promise<number> {
  const { store, clock, log, signal } = options;
  const digest = digestOf(source.source);
  const found = await store.source(source.key);
  const before: SourceMemory = found?.digest === digest ? found : { ...UNMET, digest };
  const wait = before.visitAt - clock.now();
  // A pause that a former config made longer does not bind.
  const isOutdated = before.failures === 0 && wait > 2 * source.everyMs;
  if (wait > 0 && !isOutdated) return wait;
  try {
    const reading = await options.reader.read(source.source, before.validators, signal);
    return await recordReading(source, before, reading, options);
  } catch (thrown) {
    signal.throwIfAborted();
    const failure = asFailure(thrown);
    if (failure.code.startsWith("store.")) throw failure;
    log.warn("a source could not be read", {
      source: source.key,
      code: failure.code,
      reason: failure.message,
      where: failure.where,
    });
    return recordFailure(source, before, failure, options);
  }
}

async function recordReading(
  source: NewsSource,
  before: SourceMemory,
  reading: Reading,
  options: VisitOptions,
): Promise<number> {
  const { store, clock, log, random, onNews } = options;
  const now = clock.now();
  const { key, everyMs, template, role, crosspost } = source;
  const items = reading.state === "read" ? reading.items : [];
  const marks = items.flatMap(marksOf);
  const isFirst = before.metAt === null;
  const known = isFirst ? null : await store.knownMarks(key, marks);
  const news = newsAmong(items, known, before.metAt ?? now);
  const pause = nextVisit({ everyMs, failures: 0, retryAfterMs: 0, random: random() });
  const memory: SourceMemory = {
    ...before,
    metAt: before.metAt ?? (reading.state === "read" ? now : null),
    validators: reading.state === "read" ? reading.validators : before.validators,
    visitAt: now + pause,
    failures: 0,
    failingSince: null,
    failure: null,
  };
  const drafts = news
    .map((item) => fillTemplate(template, item, key))
    .filter((text) => text !== "")
    .map((text) => ({ source: key, text, role, crosspost, dueAt: now }));
  await store.recordVisit(key, { memory, marks, drafts });
  if (isFirst) log.info("a source was met; what it says from now on is announced", { source: key });
  if (drafts.length > 0) {
    log.info("a source has news", { source: key, count: drafts.length });
    onNews();
  }
  return pause;
}

async function recordFailure(
  { key, everyMs }: NewsSource,
  before: SourceMemory,
  failure: Failure,
  { store, clock, random }: VisitOptions,
): Promise<number> {
  const now = clock.now();
  const failures = before.failures + 1;
  const pause = nextVisit({ everyMs, failures, retryAfterMs: failure.retryAfterMs ?? 0, random: random() });
  const memory: SourceMemory = {
    ...before,
    visitAt: now + pause,
    failures,
    failingSince: before.failingSince ?? now,
    failure: failure.code,
  };
  await store.recordVisit(key, { memory, marks: [], drafts: [] });
  return pause;
}

const UNMET: Omit<SourceMemory, "digest"> = {
  metAt: null,
  validators: null,
  visitAt: 0,
  failures: 0,
  failingSince: null,
  failure: null,
};

const digestOf = (source: Source): string =>
  createHash("sha256").update(JSON.stringify(source)).digest("base64url");
