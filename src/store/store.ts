import type { Ledger } from "../bridge/ports.ts";
import type { LedgerRepair, SystemJournal, Upkeep } from "../operator/ports.ts";

/** An open database and what the other rooms get from it. */
export interface Store {
  readonly ledger: Ledger;
  readonly repair: LedgerRepair;
  readonly journal: SystemJournal;
  readonly upkeep: Upkeep;
  /** Made once for each database: tells what it names from what another database names alike. */
  readonly lineage: string;
  /** Commits what was asked for, then lets go of the database. Later calls are refused. */
  close(): Promise<void>;
}
