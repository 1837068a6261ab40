import type { ReportFile } from "../../domain/content.ts";
import type { FailureCode } from "../../domain/failure.ts";
import type { CaseNumber, FileId, InteractionId } from "../../domain/ids.ts";
import type { FileStream } from "./files.ts";

/** What became of the files of a report. */
export interface HandedOver {
  readonly kept: readonly string[];
  readonly missing: readonly { readonly name: string; readonly code: FailureCode }[];
}

/** Where files of reports are kept for longer than their addresses are good. */
export interface ReportFiles {
  /** Those of the report that are kept, or known to be missing. */
  settled(report: InteractionId): Promise<ReadonlySet<FileId>>;
  /** Keeps a file as it comes. "file.refused" when it is larger than allowed; "store.unavailable". */
  keep(report: InteractionId, file: ReportFile, stream: FileStream): Promise<void>;
  /** Remembers that it could not be had. */
  miss(report: InteractionId, file: ReportFile, code: FailureCode): Promise<void>;
  /** Gives the files of a report to a case, and tells which. Repeating it is harmless. */
  handOver(report: InteractionId, caseNumber: CaseNumber): Promise<HandedOver>;
}
