import type { DatabaseSync } from "node:sqlite";
import type { CaseChange } from "../../../domain/case.ts";
import type { CaseNumber } from "../../../domain/ids.ts";
import { searchWords } from "../../../domain/search-words.ts";
import type { Vault } from "../../vault.ts";
import { openCaseWords, originOfNote } from "./case-words.ts";
import { wholeMs } from "./time.ts";

export interface CaseHistory {
  add(number: CaseNumber, changes: readonly CaseChange[]): void;
  /** Oldest first; lines whose text is gone are left out. */
  of(number: CaseNumber): readonly CaseChange[];
  /** One line by its id; null when its text is gone. */
  line(id: number): CaseChange | null;
}

/** The sealed part of a line. */
type Body = Pick<CaseChange, "actor" | "from" | "to">;

export function openCaseHistory(db: DatabaseSync, vault: Vault): CaseHistory {
  const insert = db.prepare("INSERT INTO case_changes (number, at, field, body) VALUES (?, ?, ?, NULL)");
  const fill = db.prepare("UPDATE case_changes SET body = ? WHERE id = ?");
  const words = openCaseWords(db, vault);
  const select = db.prepare(
    "SELECT id, at, field, body FROM case_changes WHERE number = ? AND body IS NOT NULL ORDER BY id",
  );
  const one = db.prepare("SELECT id, at, field, body FROM case_changes WHERE id = ? AND body IS NOT NULL");
  const lineOf = (row: Readonly<Record<string, unknown>>): CaseChange => ({
    at: Number(row["at"]),
    field: row["field"] as CaseChange["field"],
    ...(vault.open("case_changes.body", Number(row["id"]), row["body"] as Uint8Array) as Body),
  });
  return {
    add(number, changes) {
      for (const { at, field, ...body } of changes) {
        const id = Number(insert.run(number, wholeMs(at), field).lastInsertRowid);
        fill.run(vault.seal("case_changes.body", id, body satisfies Body), id);
        if (field !== "note" && field !== "public-note") continue;
        words.add(number, originOfNote(id), searchWords(body.to ?? ""));
      }
    },
    of: (number) => select.all(number).map(lineOf),
    line(id) {
      const row = one.get(id);
      return row === undefined ? null : lineOf(row);
    },
  };
}
