import type { EpochMs } from "../../domain/ids.ts";

/** A moment that Discord shows in the reader's own time and language: in full, or from now. */
export function stamp(at: EpochMs, style: "F" | "R"): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}
