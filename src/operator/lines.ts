import type { Voice } from "../bridge/effect.ts";
import { writtenIn } from "../domain/event.ts";
import type { EpochMs, MemberId } from "../domain/ids.ts";
import type { EffectRecord, LedgerRecord } from "./ports.ts";

/** Who speaks in a line. */
export const sides = ["member", "assistant", "agent", "system"] as const;
export type Side = (typeof sides)[number];

/**
 * How far a line has come: waiting for its first try, to be tried again, there, given up because it no longer
 * mattered, given up with a failure, left alone on purpose, or noted by the daemon about itself.
 */
export const lineStates = [
  "waiting",
  "retrying",
  "delivered",
  "dropped",
  "parked",
  "ignored",
  "noted",
] as const;
export type LineState = (typeof lineStates)[number];

/** One line of the merged view. The fields are a contract: `logs --json` prints them as they are. */
export interface Line {
  /** `m12` for what happened; `m12.e45` for one thing that was sent because of it. */
  readonly id: string;
  /** The same for everything that one message led to. */
  readonly message: string;
  readonly time: EpochMs;
  readonly side: Side;
  /** The event's or the effect's kind. */
  readonly kind: string;
  /** Where a line of the system goes; null where the side says it. */
  readonly to: "member" | "agent" | null;
  readonly state: LineState;
  /** Why it stands there: a failure, a reason, the particulars of a note. Never a member's text. */
  readonly reason: string | null;
  readonly attempts: number;
  readonly memberId: MemberId | null;
  readonly memberName: string | null;
  readonly conversation: string | null;
  readonly case: number | null;
  /** Null when the line says nothing, or no longer. */
  readonly text: string | null;
  /** When retention dropped the text. */
  readonly textDroppedAt: EpochMs | null;
  /** The id that the other side gave it. */
  readonly remoteId: string | null;
}

/** What a record looks like to somebody who reads the conversation; nothing when only the bridge cares. */
export function linesOf(record: LedgerRecord): readonly Line[] {
  const said = SPEAKERS[record.kind] ?? null;
  const carrying = said === null ? [] : carriersOf(record, said);
  const carriers = new Set(carrying);
  const others = record.effects
    .filter((effect) => !carriers.has(effect))
    .flatMap((effect) => effectLine(record, effect));
  return said === null ? others : [eventLine(record, said, carrying), ...others];
}

/** Who an event is a line of; what is missing is a step of the bridge. */
const SPEAKERS: Partial<Readonly<Record<LedgerRecord["kind"], Side>>> = {
  "member.wrote": "member",
  "member.commanded": "member",
  "member.pressed": "member",
  "agent.wrote": "agent",
  "assistant.answered": "assistant",
  "task.moved": "system",
  "transport.closed": "system",
  "delivery.failed": "system",
  "daemon.started": "system",
  "daemon.stopped": "system",
  "gateway.identified": "system",
  "gateway.resumed": "system",
  "gateway.closed": "system",
  "gateway.gap": "system",
};

/** The effects that carry what was said, or else those that no line of their own tells of. */
function carriersOf({ kind, effects }: LedgerRecord, side: Side): readonly EffectRecord[] {
  if (side === "system") return [];
  const lines = effects.filter((effect) => effect.kind === "say" || effect.kind === "post");
  const voiced = lines.filter(({ voice }) => voice === side);
  if (voiced.length > 0 || kind.endsWith(".wrote") || kind === "assistant.answered") return voiced;
  return effects.filter((effect) => !lines.includes(effect));
}

function eventLine(record: LedgerRecord, side: Side, carrying: readonly EffectRecord[]): Line {
  const worst = carrying.toSorted((one, other) => RANK[stateOf(one)] - RANK[stateOf(other)])[0];
  const expired = record.happening === null && record.expiredAt !== null;
  return {
    ...common(record),
    id: `m${record.seq}`,
    time: record.receivedAt,
    side,
    kind: record.kind,
    to: null,
    state: record.source === "system" ? "noted" : stateOfEvent(record, worst),
    reason: reasonOf(record, worst),
    attempts: worst?.attempts ?? 0,
    text: textOf(record),
    textDroppedAt: expired ? record.expiredAt : null,
    remoteId: carrying.find(({ remoteId }) => remoteId !== null)?.remoteId ?? null,
  };
}

function stateOfEvent(record: LedgerRecord, worst: EffectRecord | undefined): LineState {
  if (record.state === "new") return "waiting";
  if (worst !== undefined) return stateOf(worst);
  return record.state === "ignored" ? "ignored" : "delivered";
}

function reasonOf(record: LedgerRecord, worst: EffectRecord | undefined): string | null {
  const { happening } = record;
  if (worst !== undefined && worst.state !== "done") return whyOf(worst);
  if (happening?.kind === "task.moved") {
    const stage = `${happening.stage}, task ${happening.taskId}`;
    return record.reason === null ? stage : `${stage}: ${record.reason}`;
  }
  if (happening?.kind === "delivery.failed") return `the ${happening.side}'s side: ${happening.code}`;
  return record.reason;
}

function textOf({ happening }: LedgerRecord): string | null {
  if (happening === null) return null;
  if (happening.kind === "member.commanded") return `/${happening.command}`;
  if (happening.kind === "member.pressed") return `[${happening.action}]`;
  return writtenIn(happening);
}

/** A line we say ourselves always shows; a step of ours only when it is in trouble. */
function effectLine(record: LedgerRecord, effect: EffectRecord): readonly Line[] {
  const spoken = effect.kind === "say" || effect.kind === "post";
  const state = stateOf(effect);
  if (!spoken && state !== "parked" && state !== "retrying") return [];
  const { effect: what } = effect;
  return [
    {
      ...common(record),
      id: `m${record.seq}.e${effect.effectId}`,
      time: effect.decidedAt,
      side: SIDE_OF_VOICE[effect.voice ?? "notice"],
      kind: effect.kind,
      to: effect.direction === "assistant" ? null : effect.direction,
      state,
      reason: whyOf(effect),
      attempts: effect.attempts,
      memberId: effect.memberId,
      conversation: effect.conversationId ?? record.conversationId,
      text: what !== null && (what.kind === "say" || what.kind === "post") ? what.text : null,
      textDroppedAt: what === null ? effect.expiredAt : null,
      remoteId: effect.remoteId,
    },
  ];
}

const SIDE_OF_VOICE: Readonly<Record<Voice, Side>> = {
  member: "member",
  agent: "agent",
  assistant: "assistant",
  notice: "system",
};

const common = ({ seq, memberId, memberName, conversationId, caseNumber }: LedgerRecord) => ({
  message: `m${seq}`,
  memberId,
  memberName,
  conversation: conversationId,
  case: caseNumber,
});

function stateOf({ state, attempts, failure }: EffectRecord): LineState {
  switch (state) {
    case "pending":
      return attempts > 0 && failure !== null ? "retrying" : "waiting";
    case "done":
      return "delivered";
    case "dropped":
      return "dropped";
    case "parked":
      return "parked";
  }
}

/** What is wrong shows first. */
const RANK: Readonly<Record<LineState, number>> = {
  parked: 0,
  retrying: 1,
  waiting: 2,
  dropped: 3,
  ignored: 4,
  delivered: 5,
  noted: 6,
};

function whyOf({ state, reason, failure }: EffectRecord): string | null {
  if (state === "dropped") return reason;
  return state === "done" || failure === null ? null : `${failure.message} [${failure.code}]`;
}
