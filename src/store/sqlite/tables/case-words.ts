import type { DatabaseSync } from "node:sqlite";
import type { CaseNumber } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";

/** Where in a case a word stands: the seq of an event of one of its conversations, a note, or `OWN_TEXT`. */
export type WordOrigin = number;

/** Its title and its description. */
export const OWN_TEXT: WordOrigin = 0;

export const originOfNote = (changeId: number): WordOrigin => -changeId;

/** What cases are searched by; it holds no word, only keyed digests. */
export interface CaseWords {
  add(number: CaseNumber, origin: WordOrigin, words: Iterable<string>): void;
  /** Takes out what `add` put in, under whichever key that was. */
  remove(number: CaseNumber, origin: WordOrigin, words: Iterable<string>): void;
}

export function openCaseWords(db: DatabaseSync, vault: Vault): CaseWords {
  const add = db.prepare("INSERT OR IGNORE INTO case_words (digest, number, origin) VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM case_words WHERE digest = ? AND number = ? AND origin = ?");
  return {
    add(number, origin, words) {
      for (const word of words) add.run(vault.digest(word), number, origin);
    },
    remove(number, origin, words) {
      for (const word of words) for (const digest of vault.digests(word)) remove.run(digest, number, origin);
    },
  };
}
