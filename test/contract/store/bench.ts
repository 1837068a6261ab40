import type { Ledger } from "../../../src/bridge/ports.ts";
import type { EpochMs } from "../../../src/domain/ids.ts";

/** What a test of the contract works with. */
export interface Bench {
  readonly ledger: Ledger;
  /** The ledger's clock; set it. */
  now: EpochMs;
  /** Closes the database and opens it again, as after a restart. */
  reopen(): Promise<void>;
}
