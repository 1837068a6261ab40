import { InvalidArgumentError } from "commander";

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A moment as flags take it: `15m`, `2h`, `3d` ago, or an ISO date or time. */
export function moment(text: string): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/u.exec(text) ?? [];
  if (count !== undefined) return Date.now() - Number(count) * (UNIT_MS[unit] ?? 0);
  const at = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?$/u.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new InvalidArgumentError("Say 15m, 2h or 3d, or a time such as 2026-11-22T08:00:00Z.");
}

/** A moment to come: `15m`, `2h`, `3d` from now, or a time with its zone. */
export function coming(text: string): number {
  const [, count, unit = ""] = /^(\d{1,6})([smhd])$/u.exec(text) ?? [];
  const at =
    count === undefined ? Date.parse(zoned(text)) : Date.now() + Number(count) * (UNIT_MS[unit] ?? 0);
  if (at >= Date.now()) return at;
  throw new InvalidArgumentError("Say 15m, 2h or 3d, or a time to come such as 2026-11-22T08:00:00Z.");
}

/** Nothing unless it says its zone: an announcement must not depend on the machine it was made on. */
const zoned = (text: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/u.test(text) ? text : "";

/** How long ago, in the largest unit that says enough. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
