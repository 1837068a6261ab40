import type { DatabaseSync } from "node:sqlite";
import type { CaseNumber, ConversationId } from "../../../domain/ids.ts";

/**
 * Lines that the index of words has passed before anybody knew that they belong to a case: they are entered for it
 * afterwards.
 */
export interface CaseBacklog {
  /** A conversation was linked to a case. */
  link(number: CaseNumber, conversation: ConversationId): void;
  /** An event turned out to belong to a conversation. */
  place(eventSeq: number, conversation: ConversationId): void;
}

export function openCaseBacklog(db: DatabaseSync): CaseBacklog {
  const link = db.prepare(`
    INSERT INTO case_backlog (number, conversation_id, after) VALUES (?, ?, 0)
    ON CONFLICT (number, conversation_id) DO UPDATE SET after = 0`);
  const place = db.prepare(`
    INSERT INTO case_backlog (number, conversation_id, after)
    SELECT number, conversation_id, ?1 - 1 FROM case_conversations
    WHERE conversation_id = ?2 AND ?1 <= (SELECT value FROM meta WHERE name = 'indexed_to')
    ON CONFLICT (number, conversation_id) DO UPDATE SET after = min(after, excluded.after)`);
  return {
    link: (number, conversation) => void link.run(number, conversation),
    place: (eventSeq, conversation) => void place.run(eventSeq, conversation),
  };
}
