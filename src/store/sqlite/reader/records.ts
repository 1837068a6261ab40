import type { DatabaseSync } from "node:sqlite";
import type { Direction, Effect, Voice } from "../../../bridge/effect.ts";
import type { Happening } from "../../../domain/event.ts";
import type {
  CaseNumber,
  ConversationId,
  EpochMs,
  MemberId,
  TransportConversationId,
} from "../../../domain/ids.ts";
import type { EffectRecord, EffectState, FailedTry, LedgerRecord } from "../../../operator/ports.ts";
import type { Vault } from "../../vault.ts";
import { openDroppable } from "../tables/droppable.ts";
import { effectRowName } from "../tables/effects.ts";
import { eventRowName } from "../tables/events.ts";

/** Turns rows into records, opening what is sealed. */
export interface Records {
  record(seq: number): LedgerRecord | null;
  effect(effectId: number): EffectRecord | null;
  parked(): readonly EffectRecord[];
  failedTries(effectId: number): readonly FailedTry[];
}

interface EventRow {
  readonly seq: number;
  readonly source: string;
  readonly source_id: string;
  readonly kind: LedgerRecord["kind"];
  readonly member_id: MemberId | null;
  readonly name: Uint8Array | null;
  readonly conversation_id: ConversationId | null;
  readonly transport_conversation_id: TransportConversationId | null;
  readonly case_number: CaseNumber | null;
  readonly at: EpochMs;
  readonly received_at: EpochMs;
  readonly decided_at: EpochMs | null;
  readonly state: LedgerRecord["state"];
  readonly reason: string | null;
  readonly body: Uint8Array | null;
  readonly expired_at: EpochMs | null;
}

interface EffectRow {
  readonly id: number;
  readonly event_seq: number;
  readonly idx: number;
  readonly member_id: MemberId;
  readonly direction: Direction;
  readonly kind: Effect["kind"];
  readonly voice: Voice | null;
  readonly conversation_id: ConversationId | null;
  readonly state: EffectState;
  readonly attempts: number;
  readonly in_doubt: 0 | 1;
  readonly due_at: EpochMs;
  readonly decided_at: EpochMs;
  readonly settled_at: EpochMs | null;
  readonly remote_id: string | null;
  readonly reason: string | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly body: Uint8Array | null;
  readonly expired_at: EpochMs | null;
}

export function openRecords(db: DatabaseSync, vault: Vault): Records {
  const event = db.prepare(`
    SELECT e.*, m.name, c.transport_conversation_id, c.case_number FROM events AS e
    LEFT JOIN members AS m ON m.id = e.member_id
    LEFT JOIN conversations AS c ON c.id = e.conversation_id
    WHERE e.seq = ?`);
  const ofEvent = db.prepare("SELECT * FROM effects WHERE event_seq = ? ORDER BY idx");
  const one = db.prepare("SELECT * FROM effects WHERE id = ?");
  const parked = db.prepare(
    "SELECT * FROM effects INDEXED BY effects_parked WHERE state = 'parked' ORDER BY event_seq, idx",
  );
  const tries = db.prepare("SELECT at, code, message, in_doubt FROM tries WHERE effect_id = ? ORDER BY id");
  const toEffects = (rows: readonly unknown[]) => rows.map((row) => toEffect(row as EffectRow, vault));

  return {
    record(seq) {
      const row = event.get(seq) as EventRow | undefined;
      return row === undefined ? null : toRecord(row, vault, toEffects(ofEvent.all(seq)));
    },
    effect(effectId) {
      const row = one.get(effectId);
      return row === undefined ? null : toEffect(row as unknown as EffectRow, vault);
    },
    parked: () => toEffects(parked.all()),
    failedTries: (effectId) =>
      tries.all(effectId).map((row) => ({
        at: Number(row["at"]),
        code: String(row["code"]),
        message: String(row["message"]),
        inDoubt: row["in_doubt"] === 1,
      })),
  };
}

function toRecord(row: EventRow, vault: Vault, effects: readonly EffectRecord[]): LedgerRecord {
  const { seq, source, source_id: sourceId, body, name, member_id: memberId } = row;
  return {
    seq,
    source,
    sourceId,
    kind: row.kind,
    memberId,
    memberName: name === null ? null : openDroppable(vault, "members.name", memberId ?? "", name) || null,
    conversationId: row.conversation_id,
    transportConversationId: row.transport_conversation_id,
    caseNumber: row.case_number,
    at: row.at,
    receivedAt: row.received_at,
    decidedAt: row.decided_at,
    state: row.state,
    reason: row.reason,
    happening:
      body === null ? null : (vault.open("events.body", eventRowName(source, sourceId), body) as Happening),
    expiredAt: row.expired_at,
    effects,
  };
}

function toEffect(row: EffectRow, vault: Vault): EffectRecord {
  const { body, failure_code: code, failure_message: message } = row;
  return {
    effectId: row.id,
    eventSeq: row.event_seq,
    memberId: row.member_id,
    direction: row.direction,
    kind: row.kind,
    voice: row.voice,
    conversationId: row.conversation_id,
    state: row.state,
    attempts: row.attempts,
    inDoubt: row.in_doubt === 1,
    dueAt: row.due_at,
    decidedAt: row.decided_at,
    settledAt: row.settled_at,
    remoteId: row.remote_id,
    reason: row.reason,
    failure: code === null ? null : { code, message: message ?? "" },
    effect:
      body === null
        ? null
        : (vault.open("effects.body", effectRowName(row.event_seq, row.idx), body) as Effect),
    expiredAt: row.expired_at,
  };
}
