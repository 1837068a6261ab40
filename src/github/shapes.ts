import type { TrackedIssue } from "../trackers/ports.ts";

/** A field of whatever was received; undefined where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** An id or number of GitHub's as text; null when it is none. */
export function numberOf(value: unknown): string | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? String(value) : null;
}

export function timeOf(value: unknown): number | null {
  const at = Date.parse(textOf(value));
  return Number.isNaN(at) ? null : at;
}

/** An issue as the REST API and webhooks describe it; null when it cannot be understood. */
export function issueOf(value: unknown): TrackedIssue | null {
  const id = numberOf(fieldOf(value, "number"));
  const at = timeOf(fieldOf(value, "updated_at"));
  const state = fieldOf(value, "state");
  if (id === null || at === null || (state !== "open" && state !== "closed")) return null;
  const login = textOf(fieldOf(fieldOf(value, "user"), "login"));
  return { id, url: textOf(fieldOf(value, "html_url")), state, at, author: login === "" ? null : login };
}
