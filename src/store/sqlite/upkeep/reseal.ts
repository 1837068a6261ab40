import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { Happening } from "../../../domain/event.ts";
import type { SealedColumn, Vault } from "../../vault.ts";
import { isDropped } from "../tables/droppable.ts";
import { effectRowName } from "../tables/effects.ts";
import { fileRowName } from "../tables/case-files.ts";
import { openCaseReindexing } from "../tables/case-index.ts";
import { openIndexedTo } from "./index-words.ts";
import { eventRowName } from "../tables/events.ts";
import { openWords } from "../tables/words.ts";

type Row = Readonly<Record<string, SQLOutputValue>>;

/** What a sealed field is bound to, by the column it is in; see the tables that seal it. */
const ROW_NAMES: Readonly<Record<SealedColumn, (row: Row) => string | number>> = {
  "announcements.text": ({ key }) => String(key),
  "members.name": ({ id }) => String(id),
  "conversations.agent_name": ({ id }) => String(id),
  "conversations.owed": ({ id }) => String(id),
  "conversations.ahead": ({ id }) => String(id),
  "conversations.desk": ({ id }) => String(id),
  "cases.assignee": ({ number }) => Number(number),
  "cases.comment": ({ number }) => Number(number),
  "cases.description": ({ number }) => Number(number),
  "case_changes.body": ({ id }) => Number(id),
  "case_files.facts": ({ report, file_id: fileId }) => fileRowName(String(report), String(fileId)),
  "cases.title": ({ number }) => Number(number),
  "events.body": (row) => eventRowName(String(row["source"]), String(row["source_id"])),
  "effects.body": (row) => effectRowName(Number(row["event_seq"]), Number(row["idx"])),
};

const BATCH = 200;

/**
 * Seals with today's key what former ones sealed, a batch at each call, and forgets their keys at the end: then
 * their secrets are no longer needed. Each call runs inside the caller's transaction, and resolves false once nothing
 * is left. Calls take up where the last one stood; another process begins anew and finds what is done done.
 */
export function openReseal(db: DatabaseSync, vault: Vault): () => boolean {
  const words = openWords(db, vault);
  const readIndexedTo = openIndexedTo(db);
  const keys = db.prepare("SELECT count(*) AS count FROM keys");
  const forget = db.prepare("DELETE FROM keys WHERE id <> ?");
  const columns = Object.keys(ROW_NAMES).map((name) => openColumn(db, vault, name as SealedColumn));
  const positions = columns.map(() => 0);
  const reindexCase = openCaseReindexing(db, vault);
  const reindex = (name: SealedColumn, row: number, said: unknown) => {
    reindexCase(name, row, said);
    if (name !== "events.body" || row > readIndexedTo()) return;
    words.remove(row, said as Happening);
    words.insert(row, said as Happening);
  };

  return () => {
    if (Number(keys.get()?.["count"]) <= 1) return false;
    for (const [index, column] of columns.entries()) {
      const reached = column(positions[index] ?? 0, reindex);
      if (reached === null) continue;
      positions[index] = reached;
      return true;
    }
    forget.run(vault.keyId);
    return false;
  };
}

/** Looks at the rows behind a position; gives the position it came to, null at the end. */
function openColumn(db: DatabaseSync, vault: Vault, name: SealedColumn) {
  const [table = "", column = ""] = name.split(".");
  const select = db.prepare(
    `SELECT rowid AS position, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${BATCH}`,
  );
  const update = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`);
  return (after: number, said: (name: SealedColumn, row: number, value: unknown) => void): number | null => {
    const rows = select.all(after);
    for (const row of rows) {
      const sealed = row[column];
      if (!(sealed instanceof Uint8Array) || isDropped(sealed) || vault.isCurrent(sealed)) continue;
      const rowName = ROW_NAMES[name](row);
      const value = vault.open(name, rowName, sealed);
      update.run(vault.seal(name, rowName, value), Number(row["position"]));
      said(name, Number(row["position"]), value);
    }
    const last = rows.at(-1)?.["position"];
    return last === undefined ? null : Number(last);
  };
}
