import type { DatabaseSync } from "node:sqlite";
import type { Transcript, TranscriptLine } from "../../../bridge/ports.ts";
import type { EarlierConversation } from "../../../domain/conversation.ts";
import type { Happening } from "../../../domain/event.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import type { Conversations } from "./conversations.ts";
import { eventRowName } from "./events.ts";
import { isAboutMessage, standing, type Told } from "./standing.ts";

export interface Past {
  transcript(id: ConversationId): Transcript | null;
  earlier(member: MemberId): readonly EarlierConversation[];
}

/** A transcript is a file in memory: a conversation that never ends must not become one of any size. */
const MOST_LINES = 5_000;
const MOST_EARLIER = 5;

export function openPast(db: DatabaseSync, vault: Vault, conversations: Conversations): Past {
  const said = db.prepare(`
    SELECT seq, source, source_id, kind, at, body FROM events
    WHERE conversation_id = ? AND state = 'decided'
      AND kind IN ('member.wrote', 'member.edited', 'member.deleted', 'member.submitted',
        'agent.wrote', 'agent.edited', 'agent.deleted', 'assistant.answered')
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
      const rows = (said.all(id) as unknown as readonly Told[]).toReversed();
      return { conversation, lines: asLeft(rows).flatMap((line) => lineOf(line, vault)) };
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

/** What was said at a time, and the event that tells what it says now. */
interface Said {
  readonly at: EpochMs;
  readonly row: Told;
}

/** Messages as their writers left them, where they first stood; what was deleted is left out. */
function asLeft(rows: readonly Told[]): readonly Said[] {
  const asTold = new Map(standing(rows).map((message) => [message.told, message]));
  return rows.flatMap((row): readonly Said[] => {
    const message = asTold.get(row);
    if (message === undefined) return isAboutMessage(row) ? [] : [{ at: row.at, row }];
    const { versions, deleted } = message;
    return versions === null || deleted ? [] : [{ at: versions.first.at, row: versions.last }];
  });
}

function lineOf({ at, row }: Said, vault: Vault): readonly TranscriptLine[] {
  const { kind, body } = row;
  const from = kind.startsWith("member.") ? "member" : kind.startsWith("agent.") ? "agent" : "assistant";
  // What was in it is no longer kept; a form may have been a comment on the rating, which nobody said.
  if (body === null) return kind === "member.submitted" ? [] : [{ at, from, author: null, text: null }];
  const name = eventRowName(row.source, row.source_id);
  const happening = vault.open("events.body", name, body) as Happening;
  if (happening.kind === "agent.wrote" || happening.kind === "agent.edited") {
    return happening.note === true ? [] : [{ at, from, author: happening.author, text: happening.text }];
  }
  const isSaid =
    happening.kind === "member.wrote" ||
    happening.kind === "member.edited" ||
    (happening.kind === "member.submitted" && happening.action === "leave-message") ||
    (happening.kind === "assistant.answered" && happening.found);
  return isSaid ? [{ at, from, author: null, text: happening.text }] : [];
}
