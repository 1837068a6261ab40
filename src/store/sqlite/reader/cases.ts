import type { DatabaseSync } from "node:sqlite";
import type { CaseFigures, CaseReader } from "../../../cases/ports.ts";
import type { CaseNumber, EpochMs } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { keptFile, openCaseFileReader } from "../tables/case-files.ts";
import { openCaseHistory } from "../tables/case-history.ts";
import { openCaseRows } from "../tables/cases.ts";
import { inAll, openCaseLists } from "./case-lists.ts";

/** Reads cases over any connection, also one that may not write. */
export function openCaseReader(db: DatabaseSync, vault: Vault): CaseReader {
  const find = openCaseRows(db, vault);
  const lists = openCaseLists(db, vault);
  const history = openCaseHistoryReader(db, vault);
  const files = openCaseFileReader(db, vault);
  const due = db.prepare("SELECT number FROM cases WHERE breach_at <= ? ORDER BY breach_at LIMIT ?");
  const late = db.prepare(`
    SELECT number FROM cases
    WHERE status IN ('open', 'waiting-for-us', 'waiting-for-member') AND (
      first_answer ->> 'breachedAt' IS NOT NULL AND first_answer ->> 'metAt' IS NULL OR
      resolution ->> 'breachedAt' IS NOT NULL AND resolution ->> 'metAt' IS NULL)
    ORDER BY number LIMIT ?`);
  const resolved = db.prepare(
    "SELECT number FROM cases WHERE status = 'resolved' AND resolved_at <= ? ORDER BY number LIMIT ?",
  );
  return {
    find,
    history,
    files: (number) => files.ofCase(number).map(keptFile),
    list: (filter, { before, limit }) =>
      inAll(lists(filter), (before ?? Number.MAX_SAFE_INTEGER) - 1, limit)
        .map(find)
        .filter((found) => found !== null),
    figures: (since) => figuresSince(db, since),
    due: (by, limit) => due.all(by, limit).map((row) => row["number"] as CaseNumber),
    late: (limit) =>
      late
        .all(limit)
        .map((row) => find(row["number"] as CaseNumber))
        .filter((found) => found !== null),
    resolvedBy: (by, limit) => resolved.all(by, limit).map((row) => row["number"] as CaseNumber),
  };
}

function openCaseHistoryReader(db: DatabaseSync, vault: Vault): CaseReader["history"] {
  const history = openCaseHistory(db, vault);
  return (number) => history.of(number);
}

function figuresSince(db: DatabaseSync, since: EpochMs): CaseFigures {
  const count = (column: "status" | "kind" | "score") =>
    Object.fromEntries(
      db
        .prepare(
          `SELECT ${column} AS name, count(*) AS count FROM cases
           WHERE opened_at >= ? AND ${column} IS NOT NULL GROUP BY ${column}`,
        )
        .all(since)
        .map((row) => [String(row["name"]), Number(row["count"])]),
    );
  const total = db
    .prepare(
      `SELECT count(*) AS opened,
         coalesce(sum(first_answer ->> 'breachedAt' IS NOT NULL), 0) AS first,
         coalesce(sum(resolution ->> 'breachedAt' IS NOT NULL), 0) AS resolution
       FROM cases WHERE opened_at >= ?`,
    )
    .get(since);
  const scores = count("score");
  return {
    opened: Number(total?.["opened"]),
    byStatus: count("status"),
    byKind: count("kind"),
    scores: [scores[1] ?? 0, scores[2] ?? 0, scores[3] ?? 0, scores[4] ?? 0, scores[5] ?? 0],
    brokenFirstAnswer: Number(total?.["first"]),
    brokenResolution: Number(total?.["resolution"]),
  };
}
