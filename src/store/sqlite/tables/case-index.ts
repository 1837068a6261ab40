import type { DatabaseSync } from "node:sqlite";
import type { Case, CaseChange } from "../../../domain/case.ts";
import type { CaseNumber } from "../../../domain/ids.ts";
import { searchWords } from "../../../domain/search-words.ts";
import type { SealedColumn, Vault } from "../../vault.ts";

/** Keeps what cases are found by in step with them. */
export function openCaseIndex(db: DatabaseSync, vault: Vault) {
  const addWord = db.prepare("INSERT OR IGNORE INTO case_words (digest, number) VALUES (?, ?)");
  const dropWord = db.prepare("DELETE FROM case_words WHERE digest = ? AND number = ?");
  const addTag = db.prepare("INSERT OR IGNORE INTO case_tags (tag, number) VALUES (?, ?)");
  const dropTag = db.prepare("DELETE FROM case_tags WHERE tag = ? AND number = ?");
  const link = db.prepare(
    "INSERT OR IGNORE INTO case_conversations (number, conversation_id, idx) VALUES (?, ?, ?)",
  );
  return (now: Case, before: Case | null): void => {
    const { number } = now;
    const words = wordsOf(now);
    const old = before === null ? new Set<string>() : wordsOf(before);
    for (const word of old.difference(words))
      for (const digest of vault.digests(word)) dropWord.run(digest, number);
    for (const word of words.difference(old)) addWord.run(vault.digest(word), number);
    const tags = new Set(now.tags);
    for (const tag of before?.tags ?? []) if (!tags.has(tag)) dropTag.run(tag, number);
    for (const tag of tags) addTag.run(tag, number);
    for (const [idx, conversation] of now.conversations.entries()) link.run(number, conversation, idx);
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
  const dropWord = db.prepare("DELETE FROM case_words WHERE digest = ? AND number = ?");
  const addWord = db.prepare("INSERT OR IGNORE INTO case_words (digest, number) VALUES (?, ?)");
  const setAssignee = db.prepare("UPDATE cases SET assignee_digest = ? WHERE number = ?");
  const ofChange = db.prepare(
    "SELECT number FROM case_changes WHERE id = ? AND field IN ('note', 'public-note')",
  );
  const renew = (number: CaseNumber, text: string) => {
    for (const word of searchWords(text)) {
      for (const digest of vault.digests(word)) dropWord.run(digest, number);
      addWord.run(vault.digest(word), number);
    }
  };
  return (column: SealedColumn, row: number, value: unknown): void => {
    if (column === "cases.assignee") setAssignee.run(vault.digest(nameKey(value as string)), row);
    if (column === "cases.title" || column === "cases.description") renew(row as CaseNumber, value as string);
    if (column !== "case_changes.body") return;
    const number = ofChange.get(row)?.["number"];
    if (typeof number === "number") renew(number as CaseNumber, (value as CaseChange).to ?? "");
  };
}
