import type { DatabaseSync } from "node:sqlite";
import type { TimerRequest } from "../../../bridge/effect.ts";
import type { ConversationId, EpochMs, MemberId } from "../../../domain/ids.ts";
import { wholeMs } from "./time.ts";

export interface Timers {
  /** Sets a timer, or moves the one of the same name and subject. */
  set(request: TimerRequest): void;
  earliest(): EpochMs | null;
  /** Takes the timers due by `now` out, earliest first, at most `limit`. */
  takeDue(now: EpochMs, limit: number): readonly DueTimer[];
}

export interface DueTimer extends TimerRequest {
  /** Given to no other setting of any timer, ever. */
  readonly id: number;
  readonly memberId: MemberId;
}

interface Row {
  readonly id: number;
  readonly conversation_id: ConversationId;
  readonly member_id: MemberId;
  readonly timer: string;
  readonly subject: string;
  readonly due_at: EpochMs;
}

export function openTimers(db: DatabaseSync): Timers {
  // REPLACE deletes and inserts: a timer that is moved gets a new id.
  const set = db.prepare(
    "INSERT OR REPLACE INTO timers (conversation_id, timer, subject, due_at) VALUES (?, ?, ?, ?)",
  );
  const earliest = db.prepare("SELECT min(due_at) AS due_at FROM timers");
  const due = db.prepare(`
    SELECT timers.id, conversation_id, member_id, timer, subject, due_at
    FROM timers JOIN conversations ON conversations.id = conversation_id
    WHERE due_at <= ? ORDER BY due_at, timers.id LIMIT ?`);
  const remove = db.prepare("DELETE FROM timers WHERE id = ?");

  return {
    set({ conversationId, timer, subject, dueAt }) {
      set.run(conversationId, timer, subject, wholeMs(dueAt));
    },
    earliest: () => earliest.get()?.["due_at"] as EpochMs | null,
    takeDue(now, limit) {
      const rows = due.all(now, limit) as unknown as readonly Row[];
      for (const { id } of rows) remove.run(id);
      return rows.map((row) => ({
        id: row.id,
        conversationId: row.conversation_id,
        memberId: row.member_id,
        timer: row.timer,
        subject: row.subject,
        dueAt: row.due_at,
      }));
    },
  };
}
