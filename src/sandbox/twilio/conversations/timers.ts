import { invalidParameter } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const MINUTE = 60_000;

/** Timers.Inactive (at least a minute) and Timers.Closed (at least ten), in milliseconds. */
export function readTimers(
  form: Form,
  before: { readonly inactive: number | null; readonly closed: number | null },
): { readonly inactive: number | null; readonly closed: number | null } {
  return {
    inactive: readTimer(form, "Timers.Inactive", MINUTE, before.inactive),
    closed: readTimer(form, "Timers.Closed", 10 * MINUTE, before.closed),
  };
}

/** The account's defaults, which have parameters of other names. */
export function readDefaultTimers(
  form: Form,
  before: { readonly inactive: number | null; readonly closed: number | null },
): { readonly inactive: number | null; readonly closed: number | null } {
  return {
    inactive: readTimer(form, "DefaultInactiveTimer", MINUTE, before.inactive),
    closed: readTimer(form, "DefaultClosedTimer", 10 * MINUTE, before.closed),
  };
}

/** As Twilio prints it; null for none. */
export function showTimer(ms: number | null): string | null {
  return ms === null ? null : `PT${ms / 1000}S`;
}

function readTimer(form: Form, name: string, least: number, before: number | null): number | null {
  const text = form.text(name);
  if (text === undefined) return before;
  const ms = parseDuration(text);
  if (ms === 0) return null;
  if (ms === undefined || ms < least) {
    throw invalidParameter(`${name} must be an ISO 8601 duration of at least ${least / MINUTE} min`);
  }
  return ms;
}

/** An ISO 8601 duration of days, hours, minutes and seconds, in milliseconds. */
function parseDuration(text: string): number | undefined {
  const parts = DURATION.exec(text);
  if (parts === null || !/\d/.test(text)) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? "0"));
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}
