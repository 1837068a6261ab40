import type { DatabaseSync } from "node:sqlite";
import type { Case, CaseChange } from "../../../domain/case.ts";
import type { CaseNumber } from "../../../domain/ids.ts";
import { searchWords } from "../../../domain/search-words.ts";
import type { SealedColumn, Vault } from "../../vault.ts";
import { openCaseBacklog } from "./case-backlog.ts";
import { openCaseWords, originOfNote, OWN_TEXT, type WordOrigin } from "./case-words.ts";

/** Keeps what cases are found by in step with them. */
export function openCaseIndex(db: DatabaseSync, vault: Vault) {
  const words = openCaseWords(db, vault);
  const backlog = openCaseBacklog(db);
  const addTag = db.prepare("INSERT OR IGNORE INTO case_tags (tag, number) VALUES (?, ?)");
  const dropTag = db.prepare("DELETE FROM case_tags WHERE tag = ? AND number = ?");
  const link = db.prepare(
    "INSERT OR IGNORE INTO case_conversations (number, conversation_id, idx) VALUES (?, ?, ?)",
  );
  return (now: Case, before: Case | null): void => {
    const { number } = now;
    const said = wordsOf(now);
    const old = before === null ? new Set<string>() : wordsOf(before);
    words.remove(number, OWN_TEXT, old.difference(said));
    words.add(number, OWN_TEXT, said.difference(old));
    const tags = new Set(now.tags);
    for (const tag of before?.tags ?? []) if (!tags.has(tag)) dropTag.run(tag, number);
    for (const tag of tags) addTag.run(tag, number);
    for (const [idx, conversation] of now.conversations.entries()) {
      if (link.run(number, conversation, idx).changes > 0) backlog.link(number, conversation);
    }
  };
}

function wordsOf({ title, description }: Case): Set<string> {
  return new Set(searchWords(`${title}\n${description}`));
}

/** What an assignee is found by: their name as people type it. */
export function nameKey(name: string): string {
  return `assignee ${name.trim().toLowerCase()}`;
}

/** Enters what a case is found by anew when the text itself was sealed with another key. */
export function openCaseReindexing(db: DatabaseSync, vault: Vault) {
  const words = openCaseWords(db, vault);
  const setAssignee = db.prepare("UPDATE cases SET assignee_digest = ? WHERE number = ?");
  const ofChange = db.prepare(
    "SELECT number FROM case_changes WHERE id = ? AND field IN ('note', 'public-note')",
  );
  const renew = (number: CaseNumber, origin: WordOrigin, text: string) => {
    const said = searchWords(text);
    words.remove(number, origin, said);
    words.add(number, origin, said);
  };
  return (column: SealedColumn, row: number, value: unknown): void => {
    if (column === "cases.assignee") setAssignee.run(vault.digest(nameKey(value as string)), row);
    if (column === "cases.title" || column === "cases.description")
      renew(row as CaseNumber, OWN_TEXT, value as string);
    if (column !== "case_changes.body") return;
    const number = ofChange.get(row)?.["number"];
    if (typeof number === "number")
      renew(number as CaseNumber, originOfNote(row), (value as CaseChange).to ?? "");
  };
}
