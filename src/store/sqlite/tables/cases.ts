import type { DatabaseSync } from "node:sqlite";
import type { Case, Conversation, Rating } from "../../../domain/conversation.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { openDroppable } from "./droppable.ts";
import { wholeMs } from "./time.ts";

export interface Cases {
  /** The newest open case of a conversation, or of the one that it goes on from. */
  findOpen(conversation: Pick<Conversation, "id" | "caseNumber">): Case | null;
  /** One more than any case ever had. */
  nextNumber(): CaseNumber;
  insert(opened: Case): void;
  rate(number: CaseNumber, rating: Rating): void;
}

interface Row {
  readonly number: CaseNumber;
  readonly member_id: MemberId;
  readonly conversation_id: ConversationId;
  readonly kind: Case["kind"];
  readonly status: Case["status"];
  readonly title: Uint8Array;
  readonly opened_at: EpochMs;
  readonly score: number | null;
  readonly comment: Uint8Array | null;
}

export function openCases(db: DatabaseSync, vault: Vault): Cases {
  const findOpen = db.prepare(`
    SELECT number, member_id, conversation_id, kind, status, title, opened_at, score, comment FROM cases
    WHERE number = max(
      coalesce((SELECT max(number) FROM cases WHERE conversation_id = ? AND status = 'open'), 0),
      coalesce((SELECT number FROM cases WHERE number = ? AND status = 'open'), 0))`);
  const highest = db.prepare("SELECT seq AS number FROM sqlite_sequence WHERE name = 'cases'");
  const insert = db.prepare(`
    INSERT INTO cases (number, member_id, conversation_id, kind, status, title, opened_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const rate = db.prepare("UPDATE cases SET score = ?, comment = ? WHERE number = ?");

  return {
    findOpen({ id, caseNumber }) {
      const row = findOpen.get(id, caseNumber) as Row | undefined;
      if (row === undefined) return null;
      return {
        number: row.number,
        memberId: row.member_id,
        conversationId: row.conversation_id,
        kind: row.kind,
        status: row.status,
        title: openDroppable(vault, "cases.title", row.number, row.title),
        rating: ratingOf(row, vault),
        openedAt: row.opened_at,
      };
    },
    nextNumber() {
      const row = highest.get() as { readonly number: number } | undefined;
      return ((row?.number ?? 0) + 1) as CaseNumber;
    },
    insert({ number, memberId, conversationId, kind, status, title, openedAt }) {
      const sealed = vault.seal("cases.title", number, title);
      insert.run(number, memberId, conversationId, kind, status, sealed, wholeMs(openedAt));
    },
    rate(number, { score, comment }) {
      rate.run(score, comment === "" ? null : vault.seal("cases.comment", number, comment), number);
    },
  };
}

function ratingOf({ number, score, comment }: Row, vault: Vault): Rating | null {
  if (score === null) return null;
  return { score, comment: comment === null ? "" : (vault.open("cases.comment", number, comment) as string) };
}
