import type { DatabaseSync } from "node:sqlite";
import type { CaseReader } from "../../../../cases/ports.ts";
import type { LiveConversation, OperationsView, ParkedLine } from "../../../../desk/ports.ts";
import type { CaseNumber, ConversationId, EpochMs } from "../../../../domain/ids.ts";
import { openFigures } from "../figures.ts";
import type { Records } from "../records.ts";
import { openCaseDays } from "./case-days.ts";
import { openDelivery } from "./delivery.ts";
import type { People } from "./people.ts";

/** What one page can show and somebody can look through. */
const MOST_LIVE = 200;
const MOST_PARKED = 100;
const HOUR_MS = 60 * 60_000;

interface Parts {
  readonly db: DatabaseSync;
  readonly cases: CaseReader;
  readonly people: People;
  readonly records: Records;
}

export function openOperations(parts: Parts): (now: EpochMs) => OperationsView {
  const live = openLive(parts);
  const parked = openParked(parts);
  const figures = openFigures(parts.db);
  const delivery = openDelivery(parts.db);
  const days = openCaseDays(parts.db);
  return (now) => {
    const lately = days(now);
    return {
      at: now,
      ...live(),
      parked: parked(),
      ledger: figures(now - HOUR_MS),
      ...delivery(now - HOUR_MS, now),
      days: lately,
      cases: parts.cases.figures(lately[0]?.from ?? now),
    };
  };
}

function openLive({ db, people }: Parts): () => Pick<OperationsView, "live" | "answering"> {
  const counts = db.prepare(`
    SELECT answering, count(*) AS count FROM conversations INDEXED BY conversations_open
    WHERE answering <> 'ended' GROUP BY answering`);
  const open = db.prepare(`
    SELECT id FROM conversations INDEXED BY conversations_open WHERE answering <> 'ended'
    ORDER BY answering = 'waiting' DESC, answering = 'agent' DESC, opened_at LIMIT ${MOST_LIVE}`);
  // The newest few are enough: whoever writes more without an answer waits for about as long.
  const said = db.prepare(`
    SELECT kind, at FROM events
    WHERE conversation_id = ? AND kind IN ('member.wrote', 'agent.wrote', 'assistant.answered')
    ORDER BY seq DESC LIMIT 20`);
  const unansweredSince = (id: ConversationId): EpochMs | null => {
    let since: EpochMs | null = null;
    for (const row of said.all(id)) {
      if (row["kind"] !== "member.wrote") break;
      since = Number(row["at"]);
    }
    return since;
  };
  return () => {
    const answering = { assistant: 0, waiting: 0, agent: 0 };
    for (const row of counts.all()) {
      answering[row["answering"] as keyof typeof answering] = Number(row["count"]);
    }
    const live = open.all().flatMap((row): readonly LiveConversation[] => {
      const conversation = people.conversation(row["id"] as ConversationId);
      if (conversation === null) return [];
      const { id, memberId } = conversation;
      return [{ conversation, memberName: people.name(memberId), unansweredSince: unansweredSince(id) }];
    });
    return { live: live.toSorted(byUrgency), answering };
  };
}

const RANK = { waiting: 0, agent: 1, assistant: 2, ended: 3 } as const;

function byUrgency(one: LiveConversation, other: LiveConversation): number {
  const rank = RANK[one.conversation.answering] - RANK[other.conversation.answering];
  if (rank !== 0) return rank;
  return (
    (one.unansweredSince ?? Number.MAX_SAFE_INTEGER) - (other.unansweredSince ?? Number.MAX_SAFE_INTEGER)
  );
}

function openParked({ db, people, records }: Parts): () => readonly ParkedLine[] {
  const parked = db.prepare(`
    SELECT id FROM effects INDEXED BY effects_parked WHERE state = 'parked'
    ORDER BY event_seq, idx LIMIT ${MOST_PARKED}`);
  const caseOf = openCaseOf(db);
  return () =>
    parked.all().flatMap((row) => {
      const effect = records.effect(Number(row["id"]));
      if (effect === null) return [];
      const { memberId, conversationId } = effect;
      return [{ effect, memberName: people.name(memberId), caseNumber: caseOf(conversationId) }];
    });
}

/** The case that a conversation belongs to: its own, or the newest that it was linked to. */
export function openCaseOf(db: DatabaseSync): (id: ConversationId | null) => CaseNumber | null {
  const caseOf = db.prepare(`
    SELECT coalesce(case_number, (SELECT max(number) FROM case_conversations WHERE conversation_id = id)) AS number
    FROM conversations WHERE id = ?`);
  return (id) => (caseOf.get(id)?.["number"] as CaseNumber | null | undefined) ?? null;
}
