import type { Effect, TimerRequest } from "../../../../src/bridge/effect.ts";
import type { GatewayCheckpoint } from "../../../../src/bridge/ports.ts";
import type { Case } from "../../../../src/domain/case.ts";
import type { Conversation, Member } from "../../../../src/domain/conversation.ts";
import type { InboundEvent } from "../../../../src/domain/event.ts";
import type { ConversationId, EpochMs, MemberId } from "../../../../src/domain/ids.ts";
import type { Raid } from "../../../../src/domain/raid.ts";

export interface EventRecord {
  readonly seq: number;
  readonly event: InboundEvent;
  readonly memberId: MemberId | null;
  readonly conversationId: ConversationId | null;
  readonly state: "new" | "decided" | "ignored";
}

export interface EffectRecord {
  readonly id: number;
  readonly eventSeq: number;
  readonly effect: Effect;
  readonly memberId: MemberId;
  readonly conversationId: ConversationId | null;
  readonly epoch: number | null;
  readonly decidedAt: EpochMs;
  readonly state: "pending" | "done" | "dropped" | "parked";
  readonly attempts: number;
  readonly inDoubt: boolean;
  readonly dueAt: EpochMs;
  /** Where it stands in its lane; those with the same rank go by their ids. */
  readonly rank: number;
  readonly remoteId: string | null;
  readonly remoteIds: readonly string[] | null;
  /** The code of the failure it was given up for last, also when it was delivered after all. */
  readonly failure: string | null;
}

/** Records are replaced, never changed, so that a copy of the lists is a copy of everything. */
export interface State {
  readonly events: EventRecord[];
  readonly effects: EffectRecord[];
  readonly members: Map<MemberId, Member>;
  readonly conversations: Map<ConversationId, Conversation>;
  readonly cases: Case[];
  timers: (TimerRequest & { readonly id: number })[];
  timersSet: number;
  checkpoint: GatewayCheckpoint | null;
  /** Who asked for help before any conversation, when last, and when a place was opened for them. */
  readonly newcomers: Map<MemberId, { readonly askedAt: EpochMs; readonly openedAt: EpochMs | null }>;
  raid: Raid | null;
  readonly gaps: { readonly since: EpochMs; closed: boolean }[];
}

/** All that is stored, to look at. */
export interface Stored {
  readonly events: readonly EventRecord[];
  readonly effects: readonly EffectRecord[];
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly conversations: ReadonlyMap<ConversationId, Conversation>;
  readonly timers: readonly TimerRequest[];
  readonly checkpoint: GatewayCheckpoint | null;
  readonly gaps: readonly { readonly since: EpochMs; readonly closed: boolean }[];
}

/** The order in which a lane goes through its effects. */
export function byLane(one: EffectRecord, other: EffectRecord): number {
  return one.rank - other.rank || one.id - other.id;
}

export function findWhere<Value>(
  map: ReadonlyMap<string, Value>,
  test: (value: Value) => boolean,
): Value | null {
  return [...map.values()].findLast(test) ?? null;
}

export function copyOf({ events, effects, members, conversations, newcomers, cases, ...rest }: State): State {
  return {
    ...rest,
    events: [...events],
    effects: [...effects],
    members: new Map(members),
    conversations: new Map(conversations),
    newcomers: new Map(newcomers),
    cases: [...cases],
  };
}
