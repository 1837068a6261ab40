import type { DatabaseSync } from "node:sqlite";
import type { CaseReader } from "../../../../cases/ports.ts";
import type { DeskReader } from "../../../../desk/ports.ts";
import type { ConversationId } from "../../../../domain/ids.ts";
import type { Vault } from "../../../vault.ts";
import type { Records } from "../records.ts";
import { openCasePage } from "./case-page.ts";
import { openCaseOf, openOperations } from "./operations.ts";
import { openPeople } from "./people.ts";
import { openSearch } from "./search.ts";
import { openTimeline } from "./timeline.ts";

interface Parts {
  readonly db: DatabaseSync;
  readonly vault: Vault;
  readonly cases: CaseReader;
  readonly records: Records;
}

/** Reads what the desk's pages show, over a connection that may not write. */
export function openDeskReader({ db, vault, cases, records }: Parts): DeskReader {
  const people = openPeople(db, vault);
  const timeline = openTimeline(db, records);
  const caseOf = openCaseOf(db);
  const linked = db.prepare(
    "SELECT conversation_id AS id FROM case_conversations WHERE number = ? ORDER BY idx",
  );
  return {
    conversationsOf: (number) =>
      linked.all(number).flatMap((row) => people.conversation(row["id"] as ConversationId) ?? []),
    casePage: openCasePage({ db, cases, people, timeline }),
    conversationPage(id, before) {
      const conversation = people.conversation(id);
      if (conversation === null) return null;
      return {
        conversation,
        member: people.view(conversation.memberId),
        timeline: timeline([id], before),
      };
    },
    search: openSearch({ db, vault, cases, people, records }),
    operations: openOperations({ db, cases, people, records }),
    parkedEffect(effectId) {
      const effect = records.effect(effectId);
      if (effect?.state !== "parked") return null;
      return { effectId, caseNumber: caseOf(effect.conversationId) };
    },
  };
}
