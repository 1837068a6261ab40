import type { DatabaseSync } from "node:sqlite";
import type { Case } from "../../../domain/conversation.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { wholeMs } from "./time.ts";

export interface Cases {
  /** The conversation's newest case that is still open. */
  findOpen(conversation: ConversationId): Case | null;
  /** One more than any case ever had. */
  nextNumber(): CaseNumber;
  insert(opened: Case): void;
}

interface Row {
  readonly number: CaseNumber;
  readonly member_id: MemberId;
  readonly conversation_id: ConversationId;
  readonly kind: Case["kind"];
  readonly status: Case["status"];
  readonly title: Uint8Array;
  readonly opened_at: EpochMs;
}

export function openCases(db: DatabaseSync, vault: Vault): Cases {
  const findOpen = db.prepare(`
    SELECT number, member_id, conversation_id, kind, status, title, opened_at FROM cases
    WHERE conversation_id = ? AND status = 'open' ORDER BY number DESC LIMIT 1`);
  const highest = db.prepare("SELECT seq AS number FROM sqlite_sequence WHERE name = 'cases'");
  const insert = db.prepare(`
    INSERT INTO cases (number, member_id, conversation_id, kind, status, title, opened_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);

  return {
    findOpen(conversation) {
      const row = findOpen.get(conversation) as Row | undefined;
      if (row === undefined) return null;
      return {
        number: row.number,
        memberId: row.member_id,
        conversationId: row.conversation_id,
        kind: row.kind,
        status: row.status,
        title: vault.open("cases.title", row.number, row.title) as string,
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
  };
}
