import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

const LINEAGE_BYTES = 4;
/** Numbers of cases that were told to members after the backup are lost with what came after it. */
const CASES_SKIPPED = 1_000;

/** Which lineage an effect was decided under: that of the newest beginning before it. */
export interface Lineages {
  readonly current: string;
  of(effectId: number): string;
}

interface Later {
  /** The last effect of the lineage before. */
  readonly after: number;
  readonly lineage: string;
}

export const newLineage = (): string => randomBytes(LINEAGE_BYTES).toString("hex");

export function readLineages(db: DatabaseSync): Lineages {
  const value = (name: string) => db.prepare("SELECT value FROM meta WHERE name = ?").get(name)?.["value"];
  const first = String(value("lineage"));
  const later = JSON.parse(String(value("lineages") ?? "[]")) as readonly Later[];
  return {
    current: later.at(-1)?.lineage ?? first,
    of: (effectId) => later.findLast(({ after }) => effectId > after)?.lineage ?? first,
  };
}

/**
 * Begins a new lineage, for a database that was put back from a backup: the numbers it gives from now on were given before,
 * to other things, and what they named may lie on the other side. What was decided before the backup keeps its names, so
 * that it is found there. Runs inside the caller's transaction.
 */
export function beginLineage(db: DatabaseSync): void {
  const later = JSON.parse(
    String(db.prepare("SELECT value FROM meta WHERE name = 'lineages'").get()?.["value"] ?? "[]"),
  ) as readonly Later[];
  const after = Number(db.prepare("SELECT max(id) AS id FROM effects").get()?.["id"] ?? 0);
  const lineages: readonly Later[] = [...later, { after, lineage: newLineage() }];
  db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('lineages', ?)").run(
    JSON.stringify(lineages),
  );
  db.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'cases'").run(CASES_SKIPPED);
}
