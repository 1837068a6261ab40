import type { DatabaseSync } from "node:sqlite";
import { writtenIn, type Happening } from "../../../domain/event.ts";
import { searchWords } from "../../../domain/search-words.ts";
import type { Vault } from "../../vault.ts";

/** The index that texts are searched by; it holds no word, only keyed digests. */
export interface Words {
  insert(eventSeq: number, happening: Happening): void;
  /** Takes out what `insert` put in, under whichever key that was. */
  remove(eventSeq: number, happening: Happening): void;
}

export function openWords(db: DatabaseSync, vault: Vault): Words {
  const insert = db.prepare("INSERT OR IGNORE INTO words (digest, event_seq) VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM words WHERE digest = ? AND event_seq = ?");
  return {
    insert(eventSeq, happening) {
      for (const word of searchWords(writtenIn(happening) ?? "")) insert.run(vault.digest(word), eventSeq);
    },
    remove(eventSeq, happening) {
      for (const word of searchWords(writtenIn(happening) ?? ""))
        for (const digest of vault.digests(word)) remove.run(digest, eventSeq);
    },
  };
}
