import type { DatabaseSync } from "node:sqlite";
import type { Happening } from "../../../domain/event.ts";
import type { ConversationId, PostId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { eventRowName } from "./events.ts";

export interface Answers {
  /** Whether the assistant answered that message in the conversation itself, or is about to. */
  has(conversationId: ConversationId, postId: PostId): boolean;
  /** The answers to that message in the conversation that wait to go out, whatever has happened since: their effects. */
  waiting(conversationId: ConversationId, postId: PostId): readonly number[];
}

interface Row {
  readonly source: string;
  readonly source_id: string;
  readonly body: Uint8Array;
}

export function openAnswers(db: DatabaseSync, vault: Vault): Answers {
  // What was decided under an epoch that is over is dropped, and answers nothing.
  const find = db.prepare(`
    SELECT source, source_id, body FROM events
    WHERE conversation_id = ?1 AND kind = 'assistant.answered' AND state = 'decided' AND body IS NOT NULL
      AND EXISTS (
        SELECT 1 FROM effects WHERE event_seq = seq AND effects.kind = 'say' AND (effects.state = 'done' OR (
          effects.state = 'pending' AND epoch = (SELECT epoch FROM conversations WHERE id = ?1))))`);
  const findWaiting = db.prepare(`
    SELECT source, source_id, events.body, effects.id FROM events JOIN effects ON event_seq = seq
    WHERE events.conversation_id = ? AND events.kind = 'assistant.answered' AND events.state = 'decided'
      AND events.body IS NOT NULL AND effects.kind = 'say' AND effects.state = 'pending'`);
  const answers = ({ source, source_id: id, body }: Row, postId: PostId) => {
    const said = vault.open("events.body", eventRowName(source, id), body) as Happening;
    return said.kind === "assistant.answered" && said.postId === postId && said.handoff !== true;
  };
  return {
    has: (conversationId, postId) =>
      (find.all(conversationId) as unknown as readonly Row[]).some((row) => answers(row, postId)),
    waiting: (conversationId, postId) =>
      (findWaiting.all(conversationId) as unknown as readonly (Row & { readonly id: number })[])
        .filter((row) => answers(row, postId))
        .map(({ id }) => id),
  };
}
