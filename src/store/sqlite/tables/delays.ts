import type { DatabaseSync } from "node:sqlite";
import type { Delays, LateLane } from "../../../bridge/ports.ts";
import type { Delay } from "../../../domain/conversation.ts";
import type { ConversationId, EpochMs, MemberId } from "../../../domain/ids.ts";

export interface DelayRows {
  find(before: EpochMs): Delays;
}

/** What waits is read, never the whole ledger. Of what goes out anew the wait begins with that. */
export function openDelays(db: DatabaseSync): DelayRows {
  const waiting = db.prepare(`
    SELECT conversation_id, member_id, direction, min(id) AS id
    FROM effects INDEXED BY effects_pending
    WHERE state = 'pending' AND decided_at < ? AND NOT (attempts = 0 AND due_at >= ?)
      AND kind IN ('say', 'post') AND conversation_id IS NOT NULL
    GROUP BY conversation_id, direction`);
  const known = db.prepare("SELECT id, member_id, delays FROM conversations WHERE delays IS NOT NULL");
  return {
    find(before) {
      const late = waiting.all(before, before).map((row): LateLane => ({
        memberId: row["member_id"] as MemberId,
        conversationId: row["conversation_id"] as ConversationId,
        side: row["direction"] as Delay["side"],
        effectId: Number(row["id"]),
      }));
      const told = known.all().flatMap((row) =>
        (JSON.parse(String(row["delays"])) as readonly Delay[]).map((delay): LateLane => ({
          ...delay,
          memberId: row["member_id"] as MemberId,
          conversationId: row["id"] as ConversationId,
        })),
      );
      return { began: without(late, told), over: without(told, late) };
    },
  };
}

/** Those whose side of the conversation is not among the others. */
function without(lanes: readonly LateLane[], others: readonly LateLane[]): readonly LateLane[] {
  const names = new Set(others.map(nameOf));
  return lanes.filter((lane) => !names.has(nameOf(lane)));
}

function nameOf({ conversationId, side }: LateLane): string {
  return `${side} ${conversationId}`;
}
