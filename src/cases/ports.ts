import type { Case, CaseChange, CaseKind, CasePriority, CaseStatus, Changed } from "../domain/case.ts";
import type { FailureCode } from "../domain/failure.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../domain/ids.ts";

/** Which cases; what is null does not matter. */
export interface CaseFilter {
  /** Any of these; empty for all. */
  readonly statuses: readonly CaseStatus[];
  readonly kind: CaseKind | null;
  readonly priority: CasePriority | null;
  readonly memberId: MemberId | null;
  readonly assignee: string | null;
  readonly tag: string | null;
  readonly conversation: ConversationId | null;
  /** Opened at or after. */
  readonly since: EpochMs | null;
  /**
   * All of them stand in the title, the description, a note or a line of its conversations, see `searchWords`; a number
   * is also that of a case.
   */
  readonly words: readonly string[];
}

/** A page of cases, the newest first. */
export interface CasePage {
  /** Only cases with a lower number; null begins with the newest. */
  readonly before: CaseNumber | null;
  readonly limit: number;
}

/** What became of a case, with the news of it recorded: these members' lanes have something to decide. */
export interface CaseNews {
  readonly changed: Changed;
  readonly rings: readonly MemberId[];
}

/** Cases counted over those opened in a time. */
export interface CaseFigures {
  readonly opened: number;
  readonly byStatus: Readonly<Partial<Record<CaseStatus, number>>>;
  readonly byKind: Readonly<Partial<Record<CaseKind, number>>>;
  /** How often each score was given, from 1 to 5. */
  readonly scores: readonly [number, number, number, number, number];
  /** Cases whose promise of a first answer, or of a solution, was broken. */
  readonly brokenFirstAnswer: number;
  readonly brokenResolution: number;
}

/** Where cases are kept. Every change is one transaction with its history and the news of it. */
export interface CaseBook {
  /** Opens what `make` gives for the number that is free. Its member has to be known. */
  open(make: (number: CaseNumber) => Changed): Promise<CaseNews>;
  /** Changes a case as it stands; what `make` throws changes nothing. "case.not-found". */
  change(number: CaseNumber, make: (found: Case) => Changed): Promise<CaseNews>;
}

/** A file that came with a case. */
export interface KeptFile {
  readonly id: number;
  readonly name: string;
  /** As its sender's side said; null when it did not. */
  readonly contentType: string | null;
  readonly bytes: number;
  readonly keptAt: EpochMs;
  /** Why it could not be had; null when it is kept. */
  readonly missing: FailureCode | null;
}

/** What is in the files of cases. */
export interface CaseFiles {
  /** Oldest first; those that could not be had are among them. */
  list(number: CaseNumber): readonly KeptFile[];
  /**
   * Opens a file of a case: null when the case has no such file, or it could not be had. Rejects with "store.corrupt" or
   * "store.unavailable".
   */
  open(
    number: CaseNumber,
    id: number,
  ): Promise<{ readonly file: KeptFile; readonly body: AsyncIterable<Uint8Array> } | null>;
}

/** Reads cases, also while another process writes them. */
export interface CaseReader {
  find(number: CaseNumber): Case | null;
  /** Oldest first. */
  history(number: CaseNumber): readonly CaseChange[];
  /** The files that came with it, oldest first. */
  files(number: CaseNumber): readonly KeptFile[];
  list(filter: CaseFilter, page: CasePage): readonly Case[];
  figures(since: EpochMs): CaseFigures;
  /** Cases with a promise that is broken by then and was not noted yet, the most urgent first, at most `limit`. */
  due(by: EpochMs, limit: number): readonly CaseNumber[];
  /** Cases that are not over and whose promise is broken and still owed, the oldest first, at most `limit`. */
  late(limit: number): readonly Case[];
  /** Cases that were resolved by then and are not closed, the oldest first, at most `limit`. */
  resolvedBy(by: EpochMs, limit: number): readonly CaseNumber[];
}
