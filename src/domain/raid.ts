import type { EpochMs } from "./ids.ts";

/** A time in which more newcomers ask for help than is usual. */
export interface Raid {
  readonly since: EpochMs;
  /** It lasts until then, unless more of them come. */
  readonly until: EpochMs;
}
