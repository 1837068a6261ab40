import type { EpochMs } from "../domain/ids.ts";
import type { Raid } from "../domain/raid.ts";

/** What can be alerted. A room with something else to tell adds a word here and its sentence in sentence.ts. */
export type AlertKind =
  | "token.refused"
  | "message.parked"
  | "message.waiting"
  | "member.waiting"
  | "case.late"
  | "server.raided"
  | "source.failing"
  | "announcement.late"
  | "tracker.late"
  | "gateway.down"
  | "store.failing";

/** Ids, counts and codes beside an alert. Names and texts of people never belong here. */
export type AlertFacts = Readonly<Record<string, string | number>>;

/** One thing that is wrong. */
export interface Trouble {
  readonly kind: AlertKind;
  /** Tells troubles of one kind apart, such as a vendor or a failure's code. */
  readonly subject: string;
  /** When it began. */
  readonly since: EpochMs;
  readonly facts: AlertFacts;
}

/** Where any room says that something is wrong, and that it is no more. Neither waits for anybody, and neither throws. */
export interface AlertDesk {
  /** Saying it again while it lasts changes nothing. */
  raise(trouble: Trouble): void;
  /** Saying it of what was not raised changes nothing. */
  over(kind: AlertKind, subject: string): void;
}

// ---------------------------------------------------------------------------------------------- the ways out

export type OutletName = "channel" | "webhook";
export type Stage = "began" | "over";

/** One of the two things that are told of an alert. */
export interface AlertNews extends Trouble {
  /** The same for both stages and every try. */
  readonly id: string;
  readonly stage: Stage;
  /** Null while it lasts. */
  readonly overAt: EpochMs | null;
  /** When it was noticed that this is to be told. */
  readonly at: EpochMs;
  /** What is wrong, for people. */
  readonly sentence: string;
  /** True when an earlier try may have gone through. */
  readonly inDoubt: boolean;
}

/** A way to whoever is to hear. */
export interface Outlet {
  readonly name: OutletName;
  /** Rejects with a Failure when it could not be told. */
  tell(news: AlertNews, signal: AbortSignal): Promise<void>;
}

// --------------------------------------------------------------------------------------------- what is kept

/** How far the telling of one stage has come on one way out. */
export interface Telling {
  readonly outlet: OutletName;
  readonly stage: Stage;
  readonly state: "waiting" | "told" | "given-up";
  readonly attempts: number;
  readonly dueAt: EpochMs;
}

export interface Alert extends Trouble {
  readonly id: string;
  readonly raisedAt: EpochMs;
  readonly overAt: EpochMs | null;
  readonly tellings: readonly Telling[];
}

/** Remembers alerts across restarts. Everything rejects with a Failure when the store fails. */
export interface AlertStore {
  /** Those that last, and those that somebody is still to be told of. */
  open(): Promise<readonly Alert[]>;
  save(alert: Alert): Promise<void>;
}

/** What of the ledger is worth an alert. */
export interface LedgerTroubles {
  /** What was given up, by the code of its failure; `since` when the oldest of them was. */
  parked(): Promise<readonly { readonly code: string; readonly count: number; readonly since: EpochMs }[]>;
  /** What waits since before a time, by the side it goes to; what is sent again waits from then on. */
  unsettled(before: EpochMs): Promise<
    readonly {
      readonly direction: "member" | "agent" | "assistant";
      readonly count: number;
      readonly since: EpochMs;
    }[]
  >;
  /** Members who asked for a human before a time and have none; null when there is nobody. */
  unanswered(
    before: EpochMs,
  ): Promise<{ readonly count: number; readonly since: EpochMs; readonly case: number | null } | null>;
  /** The raid noticed last, also one that is over; null when there was none. */
  raid(): Promise<Raid | null>;
}
