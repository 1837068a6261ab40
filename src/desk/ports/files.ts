import type { CaseNumber } from "../../domain/ids.ts";

/** A file that came with a case. */
export interface CaseFile {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  /** Why it could not be had; null when it is kept. */
  readonly missing: string | null;
}

/** The files that cases keep beyond the time their side keeps them. */
export interface CaseFiles {
  /** Oldest first; those that could not be had are among them. */
  list(number: CaseNumber): readonly CaseFile[];
  /** Null when the case has no such file, or it could not be had. */
  open(
    number: CaseNumber,
    id: number,
  ): Promise<{ readonly file: CaseFile; readonly body: AsyncIterable<Uint8Array> } | null>;
}
