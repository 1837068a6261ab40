import type { Clock } from "../../domain/clock.ts";
import { asFailure, type Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import { createWorkLoop, type WorkLoop } from "../../domain/work-loop.ts";
import type { Announcement, AnnouncementChannel, AnnouncementStore } from "../ports.ts";
import { CROSSPOST_WINDOW_MS, nextCrosspost, nextTry } from "./schedule.ts";

export interface OutboxOptions {
  readonly store: AnnouncementStore;
  readonly channel: AnnouncementChannel;
  readonly channelId: string;
  /** Ids of roles by key. */
  readonly roles: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** How long it sleeps at most: a clock that was set, and a store that failed, are then noticed. */
const LONGEST_SLEEP_MS = 60_000;

/** Posts what is due, one after the other, and publishes it. */
export function createOutbox(options: OutboxOptions): WorkLoop {
  const { store, clock, log, signal } = options;
  const step = async () => {
    try {
      const next = await store.next();
      if (next === null) return LONGEST_SLEEP_MS;
      const wait = Math.max(0, next.tryAt - clock.now());
      if (wait === 0) await settle(next, options);
      return Math.min(wait, LONGEST_SLEEP_MS);
    } catch (thrown) {
      log.error("announcements could not be looked at", { reason: asFailure(thrown).message });
      return LONGEST_SLEEP_MS;
    }
  };
  return createWorkLoop(step, clock, signal);
}

function settle(announcement: Announcement, options: OutboxOptions): Promise<void> {
  const { state, postId } = announcement;
  if (state === "waiting" || postId === null) return post(announcement, options);
  return publish({ ...announcement, postId }, options);
}

async function post(announcement: Announcement, options: OutboxOptions): Promise<void> {
  const { store, channel, channelId, clock, log, signal } = options;
  const { id, key, source, inDoubt, dueAt } = announcement;
  const { text, roleId } = addressed(announcement, options);
  // Written down first: a process that ends in the middle leaves somebody who looks before trying again.
  await store.save({ ...announcement, inDoubt: true });
  try {
    const line = { channelId, key, text, roleId, inDoubt, decidedAt: dueAt };
    const postId = await channel.post(line, signal);
    log.info("an announcement was posted", { announcement: id, source });
    const now = clock.now();
    await store.save({
      ...announcement,
      state: "posted",
      postId,
      inDoubt: false,
      attempts: 0,
      tryAt: now,
      failure: null,
    });
  } catch (thrown) {
    if (signal.aborted) return;
    const failure = asFailure(thrown);
    const next = afterFailure(announcement, failure, options);
    const given = next === null ? ({ state: "failed", crosspostState: "none" } as const) : {};
    await store.save({
      ...announcement,
      ...next,
      ...given,
      inDoubt: inDoubt || !failure.certain,
      failure: failure.code,
    });
  }
}

function addressed({ role, text, id }: Announcement, { roles, log }: OutboxOptions) {
  if (role === null) return { text, roleId: null };
  const roleId = roles.get(role) ?? null;
  if (roleId === null) log.error("a role was not deployed yet: nobody is pinged", { announcement: id, role });
  return { text: roleId === null ? text : `<@&${roleId}> ${text}`, roleId };
}

async function publish(
  announcement: Announcement & { readonly postId: NonNullable<Announcement["postId"]> },
  options: OutboxOptions,
): Promise<void> {
  const { store, channel, channelId, clock, signal } = options;
  const now = clock.now();
  const from = nextCrosspost(await store.publishedSince(now - CROSSPOST_WINDOW_MS), now);
  if (from > now) return store.save({ ...announcement, tryAt: from });
  try {
    const done = await channel.publish(channelId, announcement.postId, signal);
    const became =
      done === "published"
        ? ({ crosspostState: "done", publishedAt: clock.now() } as const)
        : ({ crosspostState: "none" } as const);
    await store.save({ ...announcement, ...became, failure: null });
  } catch (thrown) {
    if (signal.aborted) return;
    const failure = asFailure(thrown);
    const next = afterFailure(announcement, failure, options);
    const given = next === null ? ({ crosspostState: "failed" } as const) : {};
    await store.save({ ...announcement, ...next, ...given, failure: failure.code });
  }
}

/** Null when it is given up: what is refused as it is would be refused again, but rights can be given. */
function afterFailure(
  { id, attempts }: Announcement,
  { code, message, retryAfterMs }: Failure,
  { clock, log }: OutboxOptions,
): Pick<Announcement, "attempts" | "tryAt"> | null {
  const tries = attempts + 1;
  const wait = code === "discord.refused" ? null : nextTry(tries, retryAfterMs ?? 0);
  log.warn("an announcement could not be posted or published", {
    announcement: id,
    attempts: tries,
    code,
    reason: message,
    again: wait !== null,
  });
  return wait === null ? null : { attempts: tries, tryAt: clock.now() + wait };
}
