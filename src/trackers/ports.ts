import type { Case, CaseChange, CaseKind, Changed } from "../domain/case.ts";
import type { FailureCode } from "../domain/failure.ts";
import type { CaseNumber, EpochMs, MemberId } from "../domain/ids.ts";

// ------------------------------------------------------------------------------------------------ the trackers

/** What a tracker is told of a case. */
export type DispatchKind = "opened" | "noted" | "ended" | "reopened" | "renamed";

/** A case as a tracker shows it. */
export interface TrackedIssue {
  /** What the tracker calls it, such as its number. */
  readonly id: string;
  /** Its page. */
  readonly url: string;
  readonly state: "open" | "closed";
  /** When that was so, by the tracker's clock. */
  readonly at: EpochMs;
  /** Whose account wrote it there: ours. Null when that was not told. */
  readonly author: string | null;
}

/** One thing that a tracker is told. */
export interface TrackerLine {
  readonly kind: DispatchKind;
  /** The same for every try; nothing else has it. */
  readonly key: string;
  readonly case: Pick<Case, "number" | "kind" | "status" | "priority" | "tags" | "openedAt">;
  readonly title: string;
  /** Markdown; people wrote parts of it. */
  readonly text: string;
  /** Whose words they are; null when that is nobody's business. */
  readonly by: string | null;
  /** Of what ended: whether it was solved, or is not going to be. */
  readonly solved: boolean;
  /** When it happened. */
  readonly at: EpochMs;
  /** Null while the tracker shows nothing of the case, and always where it keeps nothing for us. */
  readonly issue: TrackedIssue | null;
  /** True when an earlier try may have gone through; none began before `madeAt`. */
  readonly inDoubt: boolean;
  readonly madeAt: EpochMs;
}

/** What became of it there. */
export interface Told {
  /** The case as it is shown now; null where the tracker keeps nothing for us. */
  readonly issue: TrackedIssue | null;
  /** The comment that was written; null for none. */
  readonly commentId: string | null;
}

/** Where cases are mirrored. */
export interface Tracker {
  /**
   * Tells it once, however often it is tried. Rejects with "tracker.gone" when what it is about exists no more,
   * "tracker.refused" or "webhook.refused" when it is not taken as it is, and with other Failures when trying again
   * may help.
   */
  tell(line: TrackerLine, signal: AbortSignal): Promise<Told>;
}

// ------------------------------------------------------------------------------------------ what trackers say

/** Something that somebody did in a tracker. */
export interface Heard {
  /** Unique within the tracker; a second arrival with the same id is a duplicate. */
  readonly id: string;
  /** What the tracker calls the issue. */
  readonly issueId: string;
  readonly issueUrl: string;
  /** The key in what the issue says; null when it holds none. */
  readonly issueKey: string | null;
  /** When it happened, by the tracker's clock. */
  readonly at: EpochMs;
  /** Their account. */
  readonly by: string;
  /** What was changed, as people name it, such as "nebula/engine#45". */
  readonly where: string;
  readonly what:
    | { readonly kind: "closed" | "reopened" }
    /** Something that we do not follow: it stands as we know it. */
    | { readonly kind: "unchanged" }
    | {
        readonly kind: "comment";
        readonly commentId: string;
        readonly text: string;
        /** The key in it; null when it holds none. */
        readonly key: string | null;
      };
}

/** What was recorded of it; `reason` says why nothing follows, `rings` whose lanes have something to decide. */
export type HeardState =
  | { readonly state: "recorded"; readonly caseNumber: CaseNumber; readonly rings: readonly MemberId[] }
  | { readonly state: "duplicate" }
  | { readonly state: "ignored"; readonly reason: string };

/** Takes what a tracker says. Resolves when it is safe; rejects with a Failure of the store. */
export type Hear = (tracker: string, heard: Heard) => Promise<HeardState>;

/** Who reads what happened in a tracker. */
export interface NewsReader {
  /** How we know an issue to stand; null when it is none of ours. */
  known(issueId: string, issueKey: string | null): Promise<TrackedIssue["state"] | null>;
  hear(heard: Heard): Promise<unknown>;
}

/** What happens in a tracker, for when it told us and we were not there. */
export interface TrackerNews {
  /**
   * Has the reader hear what happened to our issues since then, oldest first; a part of it when that is much. Gives the
   * time up to which that was all, by the tracker's clock; null when nothing happened since it was read with the same
   * `since`. Rejects with a Failure, also that of the reader: then the same is read again.
   */
  read(
    since: EpochMs,
    reader: NewsReader,
    signal: AbortSignal,
  ): Promise<{ readonly upTo: EpochMs; readonly more: boolean } | null>;
}

// ------------------------------------------------------------------------------------------------ what is kept

export interface Dispatch {
  readonly id: number;
  readonly key: string;
  readonly kind: DispatchKind;
  readonly caseNumber: CaseNumber;
  readonly madeAt: EpochMs;
  readonly attempts: number;
  /** When the next try is due. */
  readonly tryAt: EpochMs;
  readonly inDoubt: boolean;
  /** What the last failed try ended in. */
  readonly failure: FailureCode | null;
}

/** With all that is needed to tell it. */
export interface DueDispatch extends Dispatch {
  readonly case: Case;
  /** What it tells of; null once that is no longer kept. */
  readonly change: CaseChange | null;
  readonly issue: TrackedIssue | null;
}

/** A line of a case's history that a tracker may have to hear of. */
export interface FreshLine {
  readonly case: Case;
  readonly change: CaseChange;
  /** Whether the tracker shows the case, or is about to. */
  readonly mirrored: boolean;
}

/** What follows from something heard. */
export type HeardRuling =
  | { readonly ignored: string; readonly issue?: TrackedIssue }
  | { readonly changed: Changed; readonly issue?: TrackedIssue };

/** Remembers what trackers are to be told and what they said. Everything rejects with a Failure when the store fails. */
export interface TrackerStore {
  /**
   * Has `plan` name what follows from lines that the tracker has not heard of, and keeps that. The first time of all
   * nothing follows: what was before is not mirrored. Resolves true when there may be more.
   */
  gather(
    tracker: string,
    kinds: readonly CaseKind[],
    plan: (line: FreshLine) => readonly DispatchKind[],
  ): Promise<boolean>;
  /** What is due next; of each case the oldest. Null when nothing waits. */
  next(tracker: string): Promise<DueDispatch | null>;
  /** Whatever waits may have been told: a process ended, or the database was put back. */
  doubtAll(tracker: string): Promise<void>;
  /** Keeps how trying it goes. */
  save(dispatch: Dispatch): Promise<void>;
  /** It was told; what `note` makes of the case goes along. Gives the members whose lanes have something to decide. */
  told(
    tracker: string,
    dispatch: Dispatch,
    told: Told,
    note: ((found: Case) => Changed) | null,
  ): Promise<readonly MemberId[]>;
  /** It is not tried any more. */
  giveUp(dispatch: Dispatch): Promise<void>;
  /** Nothing is tried before then, which may also be earlier than was said before. */
  hold(tracker: string, until: EpochMs): Promise<void>;
  /** Records what was heard, once, with what follows. */
  hear(
    tracker: string,
    heard: Heard,
    rule: (found: Case, issue: TrackedIssue | null) => HeardRuling,
  ): Promise<HeardState>;
  /** How an issue is known to stand; null when it shows no case. */
  known(tracker: string, issueId: string, issueKey: string | null): Promise<TrackedIssue["state"] | null>;
  /**
   * Up to which time what happened there was read; before the first time, since when cases are shown there. Null when none
   * is.
   */
  readUpTo(tracker: string): Promise<EpochMs | null>;
  /** It was read up to then. */
  markRead(tracker: string, upTo: EpochMs): Promise<void>;
  /** What waits since before a time and failed, and what was given up since then, by tracker. */
  late(before: EpochMs, givenUpSince: EpochMs): Promise<readonly TrackerTrouble[]>;
}

export interface TrackerTrouble {
  readonly tracker: string;
  readonly count: number;
  readonly since: EpochMs;
  readonly code: string;
}
