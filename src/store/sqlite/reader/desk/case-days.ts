import type { DatabaseSync } from "node:sqlite";
import type { CaseDay } from "../../../../desk/ports.ts";
import type { EpochMs } from "../../../../domain/ids.ts";

const DAY_MS = 24 * 60 * 60_000;
const DAYS = 14;

/** The last days up to now, by UTC, whether anything was opened or not. */
export function openCaseDays(db: DatabaseSync): (now: EpochMs) => readonly CaseDay[] {
  const select = db.prepare(`
    SELECT opened_at / ${DAY_MS} AS day, count(*) AS opened,
      ${counted("first_answer", "metAt")} AS kept_first, ${counted("first_answer", "breachedAt")} AS broken_first,
      ${counted("resolution", "metAt")} AS kept_resolution, ${counted("resolution", "breachedAt")} AS broken_resolution
    FROM cases WHERE opened_at >= ? GROUP BY day`);
  return (now) => {
    const today = Math.floor(now / DAY_MS);
    const first = today - DAYS + 1;
    const byDay = new Map(select.all(first * DAY_MS).map((row) => [Number(row["day"]), row]));
    return Array.from({ length: DAYS }, (_, index) => {
      const row = byDay.get(first + index) ?? {};
      return {
        from: (first + index) * DAY_MS,
        opened: Number(row["opened"] ?? 0),
        keptFirstAnswer: Number(row["kept_first"] ?? 0),
        brokenFirstAnswer: Number(row["broken_first"] ?? 0),
        keptResolution: Number(row["kept_resolution"] ?? 0),
        brokenResolution: Number(row["broken_resolution"] ?? 0),
      };
    });
  };
}

/** Promises that were kept in time, or broken, whatever came later. */
function counted(clock: "first_answer" | "resolution", moment: "metAt" | "breachedAt"): string {
  const inTime = moment === "metAt" ? `AND ${clock} ->> 'breachedAt' IS NULL` : "";
  return `sum(${clock} ->> 'targetMs' IS NOT NULL AND ${clock} ->> '${moment}' IS NOT NULL ${inTime})`;
}
