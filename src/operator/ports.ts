import type { Direction, Effect, Voice } from "../bridge/effect.ts";
import type { Lane } from "../bridge/ports.ts";
import type { CaseReader } from "../cases/ports.ts";
import type { Block } from "../domain/block.ts";
import type { Happening } from "../domain/event.ts";
import type {
  CaseNumber,
  ConversationId,
  EpochMs,
  MemberId,
  TransportConversationId,
} from "../domain/ids.ts";
import type { Raid } from "../domain/raid.ts";

// -------------------------------------------------------------------------------------------- what is recorded

export type EventState = "new" | "decided" | "ignored";
export type EffectState = "pending" | "done" | "dropped" | "parked";

/** What the daemon notes of itself; it stands between the messages it may explain. */
export type SystemKind =
  | "daemon.started"
  | "daemon.stopped"
  | "gateway.identified"
  | "gateway.resumed"
  | "gateway.closed"
  | "gateway.gap";

/** One event of the ledger with everything that was to be done about it. */
export interface LedgerRecord {
  readonly seq: number;
  readonly source: string;
  readonly sourceId: string;
  readonly kind: Happening["kind"] | SystemKind;
  readonly memberId: MemberId | null;
  readonly memberName: string | null;
  readonly conversationId: ConversationId | null;
  readonly transportConversationId: TransportConversationId | null;
  readonly caseNumber: CaseNumber | null;
  readonly at: EpochMs;
  readonly receivedAt: EpochMs;
  readonly decidedAt: EpochMs | null;
  readonly state: EventState;
  /** Why it was ignored; of what the daemon noted, the particulars. */
  readonly reason: string | null;
  /** Null when it was never kept, or was dropped by retention. */
  readonly happening: Happening | null;
  /** When retention dropped what it said. */
  readonly expiredAt: EpochMs | null;
  readonly effects: readonly EffectRecord[];
}

export interface EffectRecord {
  readonly effectId: number;
  readonly eventSeq: number;
  readonly memberId: MemberId;
  readonly direction: Direction;
  readonly kind: Effect["kind"];
  readonly voice: Voice | null;
  readonly conversationId: ConversationId | null;
  readonly state: EffectState;
  readonly attempts: number;
  readonly inDoubt: boolean;
  readonly dueAt: EpochMs;
  readonly decidedAt: EpochMs;
  readonly settledAt: EpochMs | null;
  readonly remoteId: string | null;
  /** Why it was dropped. */
  readonly reason: string | null;
  /** What the last failed try ended in. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly effect: Effect | null;
  readonly expiredAt: EpochMs | null;
}

/** One try that failed; those that succeed are told by their effect. */
export interface FailedTry {
  readonly at: EpochMs;
  readonly code: string;
  readonly message: string;
  readonly inDoubt: boolean;
}

// --------------------------------------------------------------------------------------------------- reading

/** What a part of the ledger is named by. */
export type Target =
  | { readonly kind: "message"; readonly seq: number }
  | { readonly kind: "effect"; readonly effectId: number }
  | { readonly kind: "conversation"; readonly id: ConversationId }
  | { readonly kind: "member"; readonly id: MemberId }
  | { readonly kind: "case"; readonly number: CaseNumber };

export interface RecordFilter {
  readonly target: Target | null;
  /** When it was received: from then on, and until then, both included. */
  readonly since: EpochMs | null;
  readonly until: EpochMs | null;
  /** Words that one of its texts must hold, all of them. */
  readonly words: readonly string[];
  /**
   * Only what has something in this state: an event not decided yet counts as pending, one that nothing followed from is
   * ignored, and what the daemon says of itself is noted.
   */
  readonly state: Exclude<EffectState, "done"> | "ignored" | "noted" | null;
}

/** Counts and ages for a look at the whole. */
export interface LedgerFigures {
  readonly undecided: number;
  readonly pending: Readonly<Record<Direction, number>>;
  /** Effects that failed at least once and will be tried again. */
  readonly retrying: number;
  readonly parked: number;
  readonly lanes: number;
  /** When the oldest thing that is neither settled nor parked was received or decided. */
  readonly oldestWaiting: EpochMs | null;
  /** Failed tries since a time, by the code of their failure. */
  readonly failures: readonly { readonly code: string; readonly count: number }[];
  /** What was received since that time. */
  readonly received: number;
  /** The raid noticed last, also one that is over; null when there was none. */
  readonly raid: Raid | null;
  /** What staff has been told of and lasts, oldest first. */
  readonly alerts: readonly { readonly kind: string; readonly subject: string; readonly since: EpochMs }[];
  /** The newest note of the daemon about its gateway, and about itself. */
  readonly notes: readonly {
    readonly kind: SystemKind;
    readonly at: EpochMs;
    readonly reason: string | null;
  }[];
}

/** Reads the ledger beside a running daemon or without one. It changes nothing. */
export interface LedgerReader {
  /** The newest records before `before`, newest first, at most `limit`. */
  newest(filter: RecordFilter, before: number | null, limit: number): readonly LedgerRecord[];
  /** The records after `after`, oldest first, at most `limit`. */
  following(filter: RecordFilter, after: number, limit: number): readonly LedgerRecord[];
  /** These records as they stand now; unknown ones are left out. */
  records(seqs: readonly number[]): readonly LedgerRecord[];
  /** The newest record's number; 0 when there is none. */
  lastSeq(): number;
  /** Changes whenever another process has committed something. */
  version(): number;
  /**
   * What a person means by what they typed: `m12`, `e45`, a conversation's id or either vendor's, `@` and a
   * member's id or name, a case's number, either vendor's id of a message. "usage.invalid" when it is none.
   */
  resolve(typed: string): Target;
  /** Everything given up, oldest first. */
  parked(): readonly EffectRecord[];
  effect(effectId: number): EffectRecord | null;
  failedTries(effectId: number): readonly FailedTry[];
  /** Whether whoever said what the effect carries has taken it back since. */
  withdrawn(effect: Effect): boolean;
  /** What an effect led to, such as `delivery.failed`. */
  followUps(effectId: number): readonly LedgerRecord[];
  figures(since: EpochMs): LedgerFigures;
  /** Those that are open and known on the agents' side. */
  openConversations(): readonly TransportConversationId[];
  /** Members who are not answered, also those whose end has come; the oldest first. */
  blocked(): readonly Block[];
  readonly cases: CaseReader;
  close(): void;
}

// ------------------------------------------------------------------------------------------- the agents' side

/** One step of the vendor's flow. */
export interface FlowStep {
  /** The vendor's id of it. */
  readonly id: string;
  /** By the vendor's clock, in whole seconds. */
  readonly at: EpochMs;
  readonly what: string;
}

/** What the vendor's flow remembers by itself. */
export interface FlowHistory {
  /** What it did about one message, oldest first. Rejects with a Failure when it cannot be asked. */
  steps(
    about: {
      readonly conversation: TransportConversationId;
      readonly memberId: MemberId;
      /** The vendor's id of the message. */
      readonly message: string;
      readonly from: EpochMs;
      readonly until: EpochMs;
    },
    signal: AbortSignal,
  ): Promise<readonly FlowStep[]>;
}

// --------------------------------------------------------------------------------------------------- mending

/** Changes what became of effects; only the process that holds the database may. */
export interface LedgerRepair {
  /**
   * Takes effects that were settled or parked back to what waits, in doubt, in one transaction: what the other
   * side already has is then found and not sent twice. Those that wait already, those whose text is gone, and those
   * that carry what was taken back since, are left as they are. Resolves with the lanes to ring.
   */
  unsettle(effectIds: readonly number[]): Promise<readonly Lane[]>;
  /** Gives an effect up for good. Resolves with its lane; null when it is neither waiting nor parked. */
  drop(effectId: number, reason: string): Promise<Lane | null>;
}

/** What is said of a member who is not to be answered. */
export type BlockTerms = Pick<Block, "reason" | "until">;

/** Changes who is not answered; only the process that holds the database may. */
export interface BlocklistStore {
  /** Of somebody who is blocked already, reason and end are replaced. */
  put(memberId: MemberId, terms: BlockTerms): Promise<Block>;
  /** False when they were not blocked. */
  remove(memberId: MemberId): Promise<boolean>;
}

/** What a database needs done from time to time, in batches small enough to go between everything else. */
export interface Upkeep {
  /**
   * Drops what was said in events received before a time; their record stays. What is still on its way is left. Resolves
   * with how many events it emptied; 0 when there is nothing more to do for now.
   */
  expire(before: EpochMs): Promise<number>;
  /** Seals anew what former secrets sealed; false once nothing is left, and the former secrets can go. */
  reseal(): Promise<boolean>;
  /** Has the index of words follow what was said; false once it does. What it lacks is found all the same, slower. */
  index(): Promise<boolean>;
}

/** Where the daemon notes what happens to itself. */
export interface SystemJournal {
  note(kind: SystemKind, particulars: string | null): Promise<void>;
}
