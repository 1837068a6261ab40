import type { DatabaseSync } from "node:sqlite";
import type { FailureCode } from "../../../domain/failure.ts";
import type { ConversationId, EpochMs } from "../../../domain/ids.ts";

/** Lines that were given up because the member's place did not take them. */
export interface Undelivered {
  count(id: ConversationId): number;
  /** Has them go out again: they surely did not arrive. */
  release(id: ConversationId, now: EpochMs): void;
}

const CLOSED: FailureCode = "member.unreachable";
const THEM = `conversation_id = ? AND state = 'parked' AND kind = 'say' AND failure_code = '${CLOSED}' AND body IS NOT NULL`;

export function openUndelivered(db: DatabaseSync): Undelivered {
  const count = db.prepare(`SELECT count(*) AS count FROM effects WHERE ${THEM}`);
  const release = db.prepare(
    `UPDATE effects SET state = 'pending', attempts = 0, due_at = ?, settled_at = NULL WHERE ${THEM}`,
  );
  return {
    count: (id) => Number(count.get(id)?.["count"]),
    release: (id, now) => void release.run(now, id),
  };
}
