import type { EpochMs } from "../domain/ids.ts";
import type { LedgerFigures, LedgerReader } from "./ports.ts";

/** What only the running process knows. */
export interface DaemonFacts {
  readonly version: string;
  readonly startedAt: EpochMs;
  readonly gateway: boolean;
}

/** A look at the whole deployment; `status --json` prints it as it is. */
export interface Status {
  /** Null when no daemon answers. */
  readonly daemon: DaemonFacts | null;
  readonly at: EpochMs;
  /** The span that `failures` and `received` count, in milliseconds before `at`. */
  readonly spanMs: number;
  readonly figures: LedgerFigures;
}

const SPAN_MS = 60 * 60_000;

export function readStatus(reader: LedgerReader, daemon: DaemonFacts | null, now: EpochMs): Status {
  return { daemon, at: now, spanMs: SPAN_MS, figures: reader.figures(now - SPAN_MS) };
}
