import type { DatabaseSync } from "node:sqlite";
import { writtenIn, type Happening } from "../../../domain/event.ts";
import type { CaseNumber } from "../../../domain/ids.ts";
import { searchWords } from "../../../domain/search-words.ts";
import type { Vault } from "../../vault.ts";
import { openCaseWords } from "./case-words.ts";

/** The index that texts are searched by, and by their words the cases they belong to; it holds no word, only keyed digests. */
export interface Words {
  insert(eventSeq: number, happening: Happening): void;
  /** Enters what `insert` did for a case that nobody knew of then. */
  insertFor(number: CaseNumber, eventSeq: number, happening: Happening): void;
  /** Takes out what they put in, under whichever key that was. */
  remove(eventSeq: number, happening: Happening): void;
}

export function openWords(db: DatabaseSync, vault: Vault): Words {
  const ofCases = openCaseWords(db, vault);
  const insert = db.prepare("INSERT OR IGNORE INTO words (digest, event_seq) VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM words WHERE digest = ? AND event_seq = ?");
  const cases = db.prepare(`
    SELECT number FROM events JOIN case_conversations USING (conversation_id) WHERE seq = ?`);
  const casesOf = (eventSeq: number) => cases.all(eventSeq).map((row) => row["number"] as CaseNumber);
  return {
    insert(eventSeq, happening) {
      const words = wordsOf(happening);
      for (const word of words) insert.run(vault.digest(word), eventSeq);
      for (const number of casesOf(eventSeq)) ofCases.add(number, eventSeq, words);
    },
    insertFor: (number, eventSeq, happening) => ofCases.add(number, eventSeq, wordsOf(happening)),
    remove(eventSeq, happening) {
      const words = wordsOf(happening);
      for (const word of words) for (const digest of vault.digests(word)) remove.run(digest, eventSeq);
      for (const number of casesOf(eventSeq)) ofCases.remove(number, eventSeq, words);
    },
  };
}

const wordsOf = (happening: Happening): ReadonlySet<string> => searchWords(writtenIn(happening) ?? "");
