import type { Block } from "../../domain/block.ts";
import type { Case, CaseKind, Changed } from "../../domain/case.ts";
import type { MemberFile } from "../../domain/content.ts";
import type { Conversation, Member } from "../../domain/conversation.ts";
import type { InboundEvent, MemberEvent } from "../../domain/event.ts";
import type { CaseNumber, ConversationId, EpochMs, InteractionId, PostId } from "../../domain/ids.ts";
import type { Raid } from "../../domain/raid.ts";
import type { Effect, TimerRequest } from "../effect.ts";
import type { Vote } from "./community.ts";

/** What the ledger holds of the message that an event changes, deletes or brings, from earlier events. */
export interface Earlier {
  /** What it said last; null when that is not kept any more, or was never told. */
  readonly text: string | null;
  /** Since when it says so, by its side's clock. */
  readonly at: EpochMs;
  readonly deleted: boolean;
  /** The files it still holds, each with the part of the message that it was from the beginning. */
  readonly files: readonly { readonly part: number; readonly file: MemberFile }[];
}

/** Later than the one, and not later than the other. */
export interface Span {
  readonly after: EpochMs;
  readonly upTo: EpochMs;
}

/** What the ledger holds of newcomers: members who never had a conversation. Read when it is asked for. */
export interface Newcomers {
  /** When the `nth` last of the others asked for help within that span; null when fewer did. `nth` counts from 1. */
  readonly asked: (nth: number, span: Span) => EpochMs | null;
  /** When the `nth` last place was opened for one of the others within that span; null when fewer were. */
  readonly opened: (nth: number, span: Span) => EpochMs | null;
  /** Whether one was opened for the member at hand within that span. */
  readonly wasOpened: (span: Span) => boolean;
  /** The raid noticed last; null when there was none. */
  readonly raid: () => Raid | null;
}

/** A newcomer asked for help. */
export interface Arrival {
  readonly askedAt: EpochMs;
  /** When a place is opened for them; null when none is. */
  readonly openedAt: EpochMs | null;
  /** The raid as it now is; null when nothing is new about it. */
  readonly raid: Raid | null;
}

/** What the bridge knows when it decides about one event. */
export interface Situation {
  /** As stored; a fresh one with the event's facts when the member is new. */
  readonly member: Member;
  /** The member's open conversation; an ended one only when the event is about that one. */
  readonly conversation: Conversation | null;
  /** Why the member is not answered, also one whose end has come; null when nobody said so. */
  readonly block: Block | null;
  /** What was heard before of the same message; null when nothing was. */
  readonly earlier: Earlier | null;
  /** The member's open conversation, whatever the event is about. */
  readonly open: Conversation | null;
  /** The newest case of the conversation, whatever became of it. */
  readonly latestCase: Case | null;
  /** How many lines of the conversation the member's place did not take; counted only when a place opens. */
  readonly undelivered: number;
  /**
   * Whether the assistant answered that message of theirs in this conversation, or has said so and it waits to go out;
   * not when it left it to a human. Read when it is asked for.
   */
  readonly answered: (postId: PostId) => boolean;
  /** The member's newest cases, the newest first, at most ten. Read when it is asked for. */
  readonly memberCases: () => readonly Case[];
  /** Those of the member's cases that are not over, the newest first, at most ten. Read when it is asked for. */
  readonly openCases: () => readonly Case[];
  /** A case, whoever's it is. */
  readonly caseByNumber: (number: CaseNumber) => Case | null;
  /** The case that the member opened by this. */
  readonly caseFrom: (source: InteractionId) => Case | null;
  /** Cases of the kind that are not over and say much the same, the most similar first. */
  readonly similarCases: (kind: CaseKind, text: string, most: number) => readonly Case[];
  /** What the member asked for by an earlier interaction; null when it was not theirs, or is no longer kept. */
  readonly asked: (id: InteractionId) => MemberEvent | null;
  readonly newcomers: Newcomers;
  /** What the member thinks of an idea; null when they did not say. */
  readonly voteOn: (number: CaseNumber) => Vote | null;
  /** The case that keeps a message which was reported; null when none does. */
  readonly caseAbout: (message: PostId) => Case | null;
  /** The number a case opened by this decision will carry. */
  readonly nextCaseNumber: CaseNumber;
}

/** What is to become of one event: pure data, stored whole or not at all. */
export interface Decision {
  /** Why nothing follows; null when something does. */
  readonly ignored: string | null;
  readonly member?: Member;
  readonly conversation?: Conversation;
  /** The one it was about, when it ended and `conversation` is the one that takes its place. */
  readonly ended?: Conversation;
  /**
   * A case to open, under the situation's `nextCaseNumber`, or one with what it became. In one that is not theirs a
   * member can be counted among its reporters and leave notes and files, no more.
   */
  readonly changedCase?: Changed;
  /** Present when a moderator decided on it: they may open a case for somebody else, and change any. */
  readonly asModerator?: true;
  /** Whom a moderator opens a case for, when they may never have done anything here. */
  readonly owner?: Pick<Member, "id" | "displayName">;
  /** What the member thinks of an idea from now on; null takes it back. */
  readonly vote?: { readonly caseNumber: CaseNumber; readonly vote: Vote | null };
  /** The message that the case which is opened keeps. */
  readonly about?: PostId;
  /**
   * The effect that these stand in for, on its own side: they go out where it stood in its lane, before what waits
   * behind it.
   */
  readonly insteadOf?: number;
  /** What the member's place did not take goes out again, before all else. */
  readonly redeliver?: ConversationId;
  readonly arrival?: Arrival;
  /** What goes out on the agents' side waits until then; what is behind it in its lane waits too. */
  readonly heldUntil?: EpochMs;
  readonly effects: readonly Effect[];
  readonly timers: readonly TimerRequest[];
}

/** One event in the ledger, as `decide` gets it. */
export interface Entry {
  /** Counts all events; a later one is greater. */
  readonly seq: number;
  readonly event: InboundEvent;
}
