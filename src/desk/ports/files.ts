import type { CaseNumber } from "../../domain/ids.ts";

/** A file kept with a case. */
export interface CaseFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

/** The files that cases keep beyond the time their side keeps them. */
export interface CaseFiles {
  /** Oldest first. */
  list(number: CaseNumber): readonly CaseFile[];
  /** Null when the case keeps no such file. */
  open(
    number: CaseNumber,
    id: string,
  ): Promise<{ readonly file: CaseFile; readonly body: Uint8Array } | null>;
}
