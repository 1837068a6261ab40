import type { EpochMs } from "../../../domain/ids.ts";

/** Time columns take whole milliseconds; a fraction, such as jitter leaves behind, would be refused. */
export function wholeMs(at: EpochMs): EpochMs {
  return Math.ceil(at);
}
