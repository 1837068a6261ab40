import type { DatabaseSync } from "node:sqlite";
import type { Direction, Effect } from "../../../bridge/effect.ts";
import type { Lane } from "../../../bridge/ports.ts";
import type { Failure, FailureCode } from "../../../domain/failure.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { wholeMs } from "./time.ts";

export interface Effects {
  insert(effect: NewEffect): void;
  /** The lane's oldest effect that is neither settled nor parked. */
  oldestPending(lane: Lane): PendingEffect | null;
  /** Whose pending effect it is; null when it is not pending or unknown. */
  findPending(id: number): EffectOwner | null;
  /** Whether a try of it may have gone through, or be under way: it is in doubt, or its lane's oldest. */
  mayHaveBegun(id: number): boolean;
  finish(id: number, end: EffectEnd): void;
  retry(
    id: number,
    again: {
      readonly at: EpochMs;
      readonly failure: Failure;
      readonly inDoubt: boolean;
      readonly failedAt: EpochMs;
    },
  ): void;
  lanesWithPending(): readonly Lane[];
  /** Where an effect stands in its lane, for another one to stand there in its stead; null when it is unknown. */
  standing(id: number): Standing | null;
}

export interface Standing {
  readonly direction: Direction;
  /** A lane goes by ranks, and by ids where they are the same. */
  readonly rank: number;
}

export interface NewEffect {
  readonly eventSeq: number;
  /** Its place among the effects of its event. */
  readonly index: number;
  readonly memberId: MemberId;
  readonly effect: Effect;
  readonly epoch: number | null;
  readonly decidedAt: EpochMs;
  /** Not before then. */
  readonly dueAt: EpochMs;
  /** Null for the end of the lane. */
  readonly rank: number | null;
}

export interface EffectOwner {
  readonly memberId: MemberId;
  readonly conversationId: ConversationId | null;
  /** The case it is about; null when it is about none. */
  readonly caseNumber: CaseNumber | null;
}

export interface PendingEffect extends Omit<EffectOwner, "caseNumber"> {
  readonly id: number;
  readonly effect: Effect;
  readonly epoch: number | null;
  readonly attempts: number;
  readonly inDoubt: boolean;
  readonly dueAt: EpochMs;
  readonly decidedAt: EpochMs;
}

/** How an effect ends; `reason` says why it was dropped. */
export interface EffectEnd {
  readonly state: "done" | "dropped" | "parked";
  readonly at: EpochMs;
  readonly remoteId?: string | null;
  readonly remoteIds?: readonly string[];
  readonly reason?: string;
  readonly failure?: { readonly code: FailureCode; readonly message: string };
}

interface Row {
  readonly id: number;
  readonly event_seq: number;
  readonly idx: number;
  readonly member_id: MemberId;
  readonly conversation_id: ConversationId | null;
  readonly case_number: CaseNumber | null;
  readonly epoch: number | null;
  readonly attempts: number;
  readonly in_doubt: 0 | 1;
  readonly due_at: EpochMs;
  readonly decided_at: EpochMs;
  readonly body: Uint8Array;
}

/** As the index of what waits has it. */
const LANE_ORDER = "coalesce(rank, id), id";

export function openEffects(db: DatabaseSync, vault: Vault): Effects {
  const statements = prepare(db);
  const begunAtOpening = perhapsBegun(db);

  return {
    insert({ eventSeq, index, memberId, effect, epoch, decidedAt, dueAt, rank }) {
      const { kind, direction } = effect;
      const voice = "voice" in effect ? effect.voice : null;
      const conversationId = conversationOf(effect);
      const body = vault.seal("effects.body", effectRowName(eventSeq, index), effect);
      const columns = [eventSeq, index, memberId, direction, kind, voice, conversationId, epoch, decidedAt];
      const part = "part" in effect ? (effect.part ?? 0) : 0;
      statements.insert.run(...columns, wholeMs(dueAt), body, originOf(effect), part, caseOf(effect), rank);
    },
    oldestPending({ memberId, direction }) {
      const row = statements.oldest.get(memberId, direction) as Row | undefined;
      if (row === undefined) return null;
      return {
        id: row.id,
        memberId: row.member_id,
        conversationId: row.conversation_id,
        effect: vault.open("effects.body", effectRowName(row.event_seq, row.idx), row.body) as Effect,
        epoch: row.epoch,
        attempts: row.attempts,
        inDoubt: row.in_doubt === 1 || begunAtOpening.has(row.id),
        dueAt: row.due_at,
        decidedAt: row.decided_at,
      };
    },
    findPending(id) {
      const row = statements.find.get(id) as
        | Pick<Row, "member_id" | "conversation_id" | "case_number">
        | undefined;
      if (row === undefined) return null;
      const { member_id: memberId, conversation_id: conversationId, case_number: caseNumber } = row;
      return { memberId, conversationId, caseNumber };
    },
    mayHaveBegun(id) {
      const row = statements.begun.get(id);
      return row !== undefined && (row["in_doubt"] === 1 || begunAtOpening.has(id) || row["oldest"] === id);
    },
    finish(id, { state, at, remoteId, remoteIds, reason, failure }) {
      // A dropped effect was not tried: it was found to be out of date before.
      const tries = state === "dropped" ? 0 : 1;
      const { code = null, message = null } = failure ?? {};
      const all = remoteIds === undefined ? null : JSON.stringify(remoteIds);
      statements.finish.run(state, at, remoteId ?? null, all, reason ?? null, tries, code, message, id);
      if (failure !== undefined) statements.fail.run(id, at, failure.code, failure.message, 0);
    },
    retry(id, { at, failure, inDoubt, failedAt }) {
      statements.fail.run(id, failedAt, failure.code, failure.message, inDoubt ? 1 : 0);
      statements.retry.run(wholeMs(at), failure.code, failure.message, inDoubt ? 1 : 0, id);
    },
    lanesWithPending: () =>
      statements.lanes.all().map((row) => ({
        memberId: row["member_id"] as MemberId,
        direction: row["direction"] as Direction,
      })),
    standing: (id) => (statements.standing.get(id) as Standing | undefined) ?? null,
  };
}

/**
 * What another process may have been killed in the middle of. A lane begins an effect when the one before it is
 * settled, so that is one in each lane: the oldest, or the first behind those that a replay has put before it, which
 * are in doubt anyway. What waited behind it was never begun, and need not be looked for.
 */
function perhapsBegun(db: DatabaseSync): ReadonlySet<number> {
  const rows = db.prepare(`
    SELECT id FROM (
      SELECT id, row_number() OVER (PARTITION BY member_id, direction ORDER BY ${LANE_ORDER}) AS place
      FROM effects WHERE state = 'pending' AND in_doubt = 0
    ) WHERE place = 1`);
  return new Set(rows.all().map(({ id }) => Number(id)));
}

function prepare(db: DatabaseSync) {
  return {
    insert: db.prepare(`
      INSERT INTO effects (
        event_seq, idx, member_id, direction, kind, voice, conversation_id, epoch, decided_at, due_at, body,
        origin_id, part, case_number, rank, state, attempts, in_doubt
      ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, 0)`),
    oldest: db.prepare(`
      SELECT id, event_seq, idx, member_id, conversation_id, epoch, attempts, in_doubt, due_at, decided_at, body
      FROM effects WHERE member_id = ? AND direction = ? AND state = 'pending'
      ORDER BY ${LANE_ORDER} LIMIT 1`),
    find: db.prepare(
      "SELECT member_id, conversation_id, case_number FROM effects WHERE id = ? AND state = 'pending'",
    ),
    begun: db.prepare(`
      SELECT in_doubt, (
        SELECT id FROM effects
        WHERE member_id = one.member_id AND direction = one.direction AND state = 'pending'
        ORDER BY ${LANE_ORDER} LIMIT 1
      ) AS oldest
      FROM effects AS one WHERE id = ? AND state = 'pending'`),
    finish: db.prepare(`
      UPDATE effects SET
        state = ?, settled_at = ?, remote_id = ?, remote_ids = ?, reason = ?, attempts = attempts + ?,
        failure_code = coalesce(?, failure_code), failure_message = coalesce(?, failure_message)
      WHERE id = ?`),
    retry: db.prepare(`
      UPDATE effects SET
        attempts = attempts + 1, due_at = ?, failure_code = ?, failure_message = ?,
        in_doubt = max(in_doubt, ?)
      WHERE id = ?`),
    fail: db.prepare("INSERT INTO tries (effect_id, at, code, message, in_doubt) VALUES (?, ?, ?, ?, ?)"),
    lanes: db.prepare(`
      SELECT DISTINCT member_id, direction FROM effects WHERE state = 'pending'
      ORDER BY member_id, direction`),
    standing: db.prepare("SELECT direction, coalesce(rank, id) AS rank FROM effects WHERE id = ?"),
  };
}

/** The conversation an effect is for; null when it is for none. */
export function conversationOf(effect: Effect): ConversationId | null {
  return "conversationId" in effect ? effect.conversationId : null;
}

function caseOf(effect: Effect): CaseNumber | null {
  return "caseNumber" in effect ? effect.caseNumber : null;
}

/** The message an effect carries or changes; null when it is our own. */
export function originOf(effect: Effect): string | null {
  if ("postId" in effect && effect.kind !== "answer") return effect.postId;
  return "lineId" in effect ? (effect.lineId ?? null) : null;
}

/** An effect's body is tied to its place among the effects of its event. */
export function effectRowName(eventSeq: number, index: number): string {
  return `${eventSeq}.${index}`;
}
