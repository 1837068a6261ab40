import { DatabaseSync } from "node:sqlite";
import { openReadingVault } from "../../../src/store/sqlite/keyring.ts";

/**
 * The keyed index asked as directly as SQLite can be: the digests of the words, the newest cases that hold the first of them
 * and the others too, and the rows of these cases as they lie there.
 */
export function openBare(path: string, secret: string) {
  const db = new DatabaseSync(path, { readOnly: true });
  process.on("exit", () => db.close());
  const vault = openReadingVault(db, { secret, oldSecrets: [] }, path);
  const statement = (others: number) =>
    db.prepare(`
      SELECT cases.* FROM (
        SELECT DISTINCT number FROM case_words AS w WHERE digest = ?
        ${"AND EXISTS (SELECT 1 FROM case_words WHERE digest = ? AND number = w.number)".repeat(others)}
        ORDER BY number DESC LIMIT ?
      ) JOIN cases USING (number)`);
  const statements = [statement(0), statement(1), statement(2)];
  return (words: readonly string[], limit: number): readonly number[] => {
    const digests = words.map((word) => vault.digest(word));
    const rows = statements[words.length - 1]?.all(...digests, limit) ?? [];
    return rows.map((row) => Number(row["number"])).toSorted((one, other) => other - one);
  };
}
