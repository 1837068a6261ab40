import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { CaseFigures, CaseFilter, CasePage, CaseReader } from "../../../cases/ports.ts";
import type { CaseNumber, EpochMs } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { keptFile, openCaseFileReader } from "../tables/case-files.ts";
import { openCaseHistory } from "../tables/case-history.ts";
import { nameKey } from "../tables/case-index.ts";
import { openCaseRows } from "../tables/cases.ts";

/** Reads cases over any connection, also one that may not write. */
export function openCaseReader(db: DatabaseSync, vault: Vault): CaseReader {
  const find = openCaseRows(db, vault);
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
    list: (filter, page) =>
      findNumbers(db, vault, filter, page)
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

interface Part {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Each condition has an index that gives the numbers in their order, so that a page costs what it shows. */
function findNumbers(
  db: DatabaseSync,
  vault: Vault,
  filter: CaseFilter,
  page: CasePage,
): readonly CaseNumber[] {
  const parts: readonly (Part | null)[] = [
    page.before === null ? null : { sql: "number < ?", values: [page.before] },
    filter.statuses.length === 0
      ? null
      : { sql: `status IN (${filter.statuses.map(() => "?").join(", ")})`, values: filter.statuses },
    filter.kind === null ? null : { sql: "kind = ?", values: [filter.kind] },
    filter.priority === null ? null : { sql: "priority = ?", values: [filter.priority] },
    filter.memberId === null ? null : { sql: "member_id = ?", values: [filter.memberId] },
    filter.since === null ? null : { sql: "opened_at >= ?", values: [filter.since] },
    filter.assignee === null ? null : isDigest("assignee_digest", vault.digests(nameKey(filter.assignee))),
    filter.tag === null
      ? null
      : { sql: "number IN (SELECT number FROM case_tags WHERE tag = ?)", values: [filter.tag] },
    filter.conversation === null
      ? null
      : {
          sql: "number IN (SELECT number FROM case_conversations WHERE conversation_id = ?)",
          values: [filter.conversation],
        },
    ...filter.words.map((word) => hasWord(vault.digests(word))),
  ];
  const conditions = parts.filter((part) => part !== null);
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`;
  return db
    .prepare(`SELECT number FROM cases ${where} ORDER BY number DESC LIMIT ?`)
    .all(...conditions.flatMap(({ values }) => values), page.limit)
    .map((row) => row["number"] as CaseNumber);
}

function isDigest(column: string, digests: readonly Uint8Array[]): Part {
  return { sql: `${column} IN (${digests.map(() => "?").join(", ")})`, values: digests };
}

function hasWord(digests: readonly Uint8Array[]): Part {
  const any = digests.map(() => "?").join(", ");
  return { sql: `number IN (SELECT number FROM case_words WHERE digest IN (${any}))`, values: digests };
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
