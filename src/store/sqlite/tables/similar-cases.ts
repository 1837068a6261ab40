import type { DatabaseSync } from "node:sqlite";
import type { Case, CaseKind } from "../../../domain/case.ts";
import type { CaseNumber } from "../../../domain/ids.ts";
import { searchWords } from "../../../domain/search-words.ts";
import type { Vault } from "../../vault.ts";

export interface SimilarCases {
  /** Cases of the kind that are not over and share much of the text's words, the most similar first. */
  find(kind: CaseKind, text: string, most: number): readonly Case[];
}

/** Only so many of the newest cases are compared, so that a frequent word costs no more than this. */
const REACH = 10_000;
/** Shorter words of alphabets are in every sentence. */
const SHORT_WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]{1,3}$/u;
const MOST_WORDS = 12;

/** @param find reads a case that a row names */
export function openSimilarCases(
  db: DatabaseSync,
  vault: Vault,
  find: (number: CaseNumber) => Case | null,
): SimilarCases {
  const newest = db.prepare("SELECT seq AS number FROM sqlite_sequence WHERE name = 'cases'");
  return {
    find(kind, text, most) {
      const words = [...new Set(searchWords(text))].filter((word) => !SHORT_WORD.test(word));
      const compared = words.slice(0, MOST_WORDS);
      if (compared.length === 0) return [];
      const digests = compared.flatMap((word) => vault.digests(word));
      const after = Number(newest.get()?.["number"] ?? 0) - REACH;
      const rows = db
        .prepare(
          // A word is there once for the case itself, and once for every line that says it.
          `SELECT words.number, count(DISTINCT words.digest) AS shared FROM case_words AS words
           JOIN cases ON cases.number = words.number
           WHERE words.digest IN (${digests.map(() => "?").join(", ")}) AND words.number > ?
             AND cases.kind = ? AND cases.duplicate_of IS NULL
             AND cases.status IN ('open', 'waiting-for-us', 'waiting-for-member')
           GROUP BY words.number HAVING shared >= ?
           ORDER BY shared DESC, words.number DESC LIMIT ?`,
        )
        .all(...digests, after, kind, enough(compared.length), most);
      return rows.map((row) => find(row["number"] as CaseNumber)).filter((found) => found !== null);
    },
  };
}

/** Half of the words, and never one alone of several: two reports that share "crash" need not be the same. */
function enough(words: number): number {
  return Math.max(Math.min(2, words), Math.ceil(words / 2));
}
