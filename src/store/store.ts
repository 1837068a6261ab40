import type { AlertStore, LedgerTroubles } from "../alerts/ports.ts";
import type { Ledger, ReportFiles } from "../bridge/ports.ts";
import type { AnnouncementStore } from "../community/ports.ts";
import type { CaseBook, CaseFiles, CaseReader } from "../cases/ports.ts";
import type { TrackerStore } from "../trackers/ports.ts";
import type { BlocklistStore, LedgerRepair, SystemJournal, Upkeep } from "../operator/ports.ts";

/** An open database and what the other rooms get from it. */
export interface Store {
  readonly ledger: Ledger;
  readonly cases: CaseBook;
  readonly caseReader: CaseReader;
  readonly caseFiles: CaseFiles;
  readonly reportFiles: ReportFiles;
  readonly announcements: AnnouncementStore;
  readonly blocklist: BlocklistStore;
  readonly trackers: TrackerStore;
  readonly repair: LedgerRepair;
  readonly journal: SystemJournal;
  readonly upkeep: Upkeep;
  readonly alerts: AlertStore & {
    /** Writes something of no meaning; rejects as every write does. */
    probe(): Promise<void>;
  };
  readonly troubles: LedgerTroubles;
  /** Made once for each database, and anew when it is put back from a backup: tells what it names from all else. */
  readonly lineages: {
    readonly current: string;
    /** The one that an effect was decided under. */
    of(effectId: number): string;
  };
  /** Says that the database was put back from a backup; counts from the next opening on. */
  beginLineage(): Promise<void>;
  /** Commits what was asked for, then lets go of the database. Later calls are refused. */
  close(): Promise<void>;
}
