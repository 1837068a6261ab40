import type { DatabaseSync } from "node:sqlite";

/** Whose texts were just dropped. */
export interface Dropped {
  readonly memberId: string | null;
  readonly conversationId: string | null;
}

/**
 * Drops what is known of conversations and members beside their events, once the last of those has lost its text: names,
 * what cases and their histories say, what members thought of it. Where somebody still talks nothing is dropped. A name becomes no bytes at
 * all, for its column must hold some value; it comes back when the member does.
 * @param changed members, conversations and cases may read otherwise now
 */
export function openForgetting(
  db: DatabaseSync,
  changed: () => void,
): (dropped: readonly Dropped[], upTo: number) => void {
  const conversation = db.prepare(`
    UPDATE conversations SET agent_name = NULL, owed = NULL, ahead = NULL, desk = NULL
    WHERE id = ?1 AND answering = 'ended'
      AND (SELECT max(seq) FROM events WHERE conversation_id = ?1) <= ?2
    RETURNING 1`);
  // A case may go on in a later conversation.
  const cases = db.prepare(`
    UPDATE cases SET title = NULL, description = NULL, comment = NULL
    WHERE number IN (SELECT number FROM case_conversations WHERE conversation_id = ?1) AND NOT EXISTS (
      SELECT 1 FROM conversations INDEXED BY conversations_by_case
      WHERE case_number = cases.number AND answering <> 'ended')
    RETURNING number`);
  const history = db.prepare("UPDATE case_changes SET body = NULL WHERE number = ?");
  // The words of lines went with the lines.
  const words = db.prepare("DELETE FROM case_words WHERE number = ? AND origin <= 0");
  const member = db.prepare(`
    UPDATE members SET name = x''
    WHERE id = ?1 AND (SELECT max(seq) FROM events WHERE member_id = ?1) <= ?2
      AND NOT EXISTS (SELECT 1 FROM conversations WHERE member_id = ?1 AND answering <> 'ended')`);

  return (dropped, upTo) => {
    for (const id of new Set(dropped.map(({ conversationId }) => conversationId))) {
      if (id === null || conversation.get(id, upTo) === undefined) continue;
      for (const { number } of cases.all(id)) {
        history.run(number as number);
        words.run(number as number);
      }
    }
    for (const id of new Set(dropped.map(({ memberId }) => memberId))) {
      if (id !== null) member.run(id, upTo);
    }
    changed();
  };
}

/** As many as are looked at for a batch. */
const BATCH = 100;

/** Drops what reports say that are long over and never led to a conversation; gives how many. */
export function openReportForgetting(db: DatabaseSync, changed: () => void): (before: number) => number {
  const cases = db.prepare(`
    UPDATE cases SET title = NULL, description = NULL, comment = NULL
    WHERE number IN (
      SELECT number FROM cases
      WHERE status IN ('resolved', 'closed') AND changed_at < ? AND title IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM case_conversations WHERE number = cases.number)
      LIMIT ${BATCH})
    RETURNING number`);
  const history = db.prepare("UPDATE case_changes SET body = NULL WHERE number = ?");
  // No line was ever said of them; without its bound the whole index would be read for each.
  const words = db.prepare("DELETE FROM case_words WHERE number = ? AND origin <= 0");
  return (before) => {
    const forgotten = cases.all(before);
    for (const { number } of forgotten) {
      history.run(number as number);
      words.run(number as number);
    }
    if (forgotten.length > 0) changed();
    return forgotten.length;
  };
}
