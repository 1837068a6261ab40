import type { DatabaseSync } from "node:sqlite";
import type { Transcript, TranscriptLine } from "../../../bridge/ports.ts";
import type { EarlierConversation } from "../../../domain/conversation.ts";
import type { Happening, Source } from "../../../domain/event.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import type { Conversations } from "./conversations.ts";
import { eventRowName } from "./events.ts";

export interface Past {
  transcript(id: ConversationId): Transcript | null;
  earlier(member: MemberId): readonly EarlierConversation[];
}

/** A transcript is a file in memory: a conversation that never ends must not become one of any size. */
const MOST_LINES = 5_000;
const MOST_EARLIER = 5;

interface Row {
  readonly source: Source;
  readonly source_id: string;
  readonly kind: Happening["kind"];
  readonly at: EpochMs;
  readonly body: Uint8Array | null;
}

export function openPast(db: DatabaseSync, vault: Vault, conversations: Conversations): Past {
  const said = db.prepare(`
    SELECT source, source_id, kind, at, body FROM events
    WHERE conversation_id = ? AND state = 'decided'
      AND kind IN ('member.wrote', 'member.submitted', 'agent.wrote', 'assistant.answered')
    ORDER BY seq DESC LIMIT ${MOST_LINES}`);
  const earlier = db.prepare(`
    SELECT c.id, c.case_number, c.ended_at, k.score FROM conversations AS c
    LEFT JOIN cases AS k ON k.number = c.case_number
    WHERE c.member_id = ? AND c.ended_at IS NOT NULL AND c.case_number IS NOT NULL
    ORDER BY c.ordinal DESC LIMIT ${MOST_EARLIER}`);

  return {
    transcript(id) {
      const conversation = conversations.find(id);
      if (conversation === null) return null;
      const rows = said.all(id) as unknown as readonly Row[];
      return { conversation, lines: rows.toReversed().flatMap((row) => lineOf(row, vault)) };
    },
    earlier: (member) =>
      earlier.all(member).map((row) => ({
        id: row["id"] as ConversationId,
        caseNumber: row["case_number"] as CaseNumber | null,
        endedAt: row["ended_at"] as EpochMs,
        score: row["score"] as number | null,
      })),
  };
}

function lineOf(row: Row, vault: Vault): readonly TranscriptLine[] {
  const { at, body } = row;
  const from = row.kind.startsWith("member.") ? "member" : row.kind === "agent.wrote" ? "agent" : "assistant";
  // What was in it is no longer kept; a form may have been a comment on the rating, which nobody said.
  if (body === null) return row.kind === "member.submitted" ? [] : [{ at, from, author: null, text: null }];
  const name = eventRowName(row.source, row.source_id);
  const happening = vault.open("events.body", name, body) as Happening;
  if (happening.kind === "member.wrote") return [{ at, from, author: null, text: happening.text }];
  if (happening.kind === "member.submitted" && happening.action === "leave-message") {
    return [{ at, from, author: null, text: happening.text }];
  }
  if (happening.kind === "agent.wrote" && happening.note !== true) {
    return [{ at, from, author: happening.author, text: happening.text }];
  }
  if (happening.kind === "assistant.answered" && happening.found) {
    return [{ at, from, author: null, text: happening.text }];
  }
  return [];
}
