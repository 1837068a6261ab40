import type { AlertNews } from "../../alerts/ports.ts";

/** An alert as staff reads it; Discord shows times by each reader's own clock. */
export function alertPost({ stage, since, overAt, at, sentence }: AlertNews): string {
  if (stage === "began") return `🔴 **Alert**, since ${timeOf(since)}: ${sentence}`;
  return `🟢 **Over** since ${timeOf(overAt ?? at)}, after it began ${timeOf(since)}: ${sentence}`;
}

/** Rounded down to seconds, as Discord takes them. */
const timeOf = (ms: number): string => `<t:${Math.floor(ms / 1000)}:f>`;
