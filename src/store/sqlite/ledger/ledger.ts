import type { AcceptResult, Ledger } from "../../../bridge/ports.ts";
import type { InboundEvent } from "../../../domain/event.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import { decideOldest, MOST_CASES } from "./decide.ts";
import { storeFailure } from "../failures.ts";
import type { GroupCommit } from "../group-commit.ts";
import { recordEvent } from "./intake.ts";
import { claimOldest, settleEffect } from "./lanes.ts";
import type { DueTimer } from "../tables/timers.ts";
import type { Tables } from "../tables/all.ts";

export interface LedgerParts {
  readonly tables: Tables;
  /** Names the database in failures. */
  readonly path: string;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}

/** More rings than this would keep the event loop too long; `nextTimer` is still due then. */
const MOST_RINGS = 100;

export function createLedger({ tables, path, commits, now }: LedgerParts): Ledger {
  // Transactions begin and end within one turn of the event loop, so a read sees only what is committed.
  const read = async <Result>(query: () => Result): Promise<Result> => {
    try {
      return query();
    } catch (thrown) {
      throw storeFailure(thrown, path);
    }
  };
  const record = (events: readonly InboundEvent[]): readonly AcceptResult[] =>
    events.map((event) => recordEvent(tables, event, now()));

  return {
    accept: (events, checkpoint) =>
      commits.run(() => {
        const results = record(events);
        if (checkpoint !== undefined) tables.gateway.setCheckpoint(checkpoint);
        return results;
      }),
    decideNext: (memberId, choose) => commits.run(() => decideOldest(tables, memberId, choose, now())),
    claim: (lane) => read(() => claimOldest(tables, lane, now())),
    settle: (effectId, settlement) => commits.run(() => settleEffect(tables, effectId, settlement, now())),
    nextTimer: () => read(() => tables.timers.earliest()),
    ringTimers: (by) => commits.run(() => record(tables.timers.takeDue(by, MOST_RINGS).map(ring))),
    unfinished: () =>
      read(() => ({
        members: tables.events.membersWithUndecided(),
        lanes: tables.effects.lanesWithPending(),
      })),
    openGap: () =>
      commits.run(() => {
        tables.gaps.open(now());
        const gap = tables.gaps.find(now());
        if (gap === null || gap.places.length > 0) return gap;
        tables.gaps.close(gap.id, now());
        return null;
      }),
    closeGap: (id) => commits.run(() => tables.gaps.close(id, now())),
    gap: () => read(() => tables.gaps.find(now())),
    heardPosts: ({ conversationId, placeId }) =>
      read(() => (conversationId === null ? [] : tables.heard.posts(conversationId, placeId))),
    heardLines: (id) => read(() => tables.heard.lines(id)),
    checkpoint: () => read(() => tables.gateway.checkpoint()),
    delays: (before) => read(() => tables.delays.find(before)),
    threads: () => read(() => tables.members.threads()),
    conversationOf: (id) => read(() => tables.conversations.findByTransport(id)),
    transcript: (id) => read(() => tables.past.transcript(id)),
    earlierConversations: (memberId) => read(() => tables.past.earlier(memberId)),
    openCases: (memberId) => read(() => tables.cases.openOf(memberId, MOST_CASES)),
    conversationsToRead: (endedSince) => read(() => tables.conversations.toRead(endedSince)),
  };
}

function ring({ id, memberId, conversationId, timer, subject, dueAt }: DueTimer): InboundEvent {
  return {
    source: "timer",
    sourceId: String(id),
    at: dueAt,
    happening: { kind: "timer.rang", memberId, conversationId, timer, subject },
  };
}
