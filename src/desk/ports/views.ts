import type { CaseFigures } from "../../cases/ports.ts";
import type { Block } from "../../domain/block.ts";
import type { Case, CaseChange } from "../../domain/case.ts";
import type { About, Conversation } from "../../domain/conversation.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../../domain/ids.ts";
import type { EffectRecord, LedgerFigures, LedgerRecord } from "../../operator/ports.ts";
import type { DeskDoorkeeper } from "./access.ts";

/** Who a case or a conversation is about. */
export interface MemberView {
  readonly id: MemberId;
  /** Null once it is not kept any more. */
  readonly name: string | null;
  /** BCP 47; "und" when nobody told it. */
  readonly locale: string;
  /** Null when it was never looked up. */
  readonly about: About | null;
  readonly block: Block | null;
}

/** A case in a list, with the name of its member. */
export interface ListedCase {
  readonly case: Case;
  readonly memberName: string | null;
}

/** What was recorded of one or more conversations, oldest first. */
export interface Timeline {
  readonly records: readonly LedgerRecord[];
  /** What to ask for before these; null when they begin where the conversations do. */
  readonly before: number | null;
  /** When what comes after them was received; null when they are the newest. */
  readonly until: EpochMs | null;
}

/** A case with everything its page shows. */
export interface CaseView {
  readonly case: Case;
  /** Oldest first. */
  readonly history: readonly CaseChange[];
  /** When the next promise is broken if nothing happens; null when none runs. */
  readonly breachAt: EpochMs | null;
  readonly member: MemberView;
  /** The member's other cases, the newest first; not all of them. */
  readonly otherCases: readonly Case[];
  /** The conversations about it, oldest first. */
  readonly conversations: readonly Conversation[];
  /** Those the member had besides, the newest first; not all of them. */
  readonly otherConversations: readonly Conversation[];
  readonly timeline: Timeline;
  readonly links: CaseLinks;
}

/** How a case hangs together with others. */
export interface CaseLinks {
  /** The case that goes on in its place. */
  readonly original: ListedCase | null;
  /** Cases that it goes on for, the newest first; not all of them. */
  readonly duplicates: readonly ListedCase[];
  /** Others with the same problem. */
  readonly reporters: readonly { readonly id: MemberId; readonly name: string | null }[];
}

/** One conversation with its lines. */
export interface ConversationView {
  readonly conversation: Conversation;
  readonly member: MemberView;
  readonly timeline: Timeline;
}

/** Where a case says what was searched for. */
export interface Hit {
  readonly in: "description" | "note" | "line";
  readonly at: EpochMs;
  readonly text: string;
  /** Of a line, who said it. */
  readonly from: "member" | "agent" | "assistant" | null;
}

export interface FoundCase extends ListedCase {
  /** Null when it is the title or the number alone that fits. */
  readonly hit: Hit | null;
}

/** What a search found, the newest case first. */
export interface SearchView {
  /** As typed. */
  readonly words: string;
  readonly found: readonly FoundCase[];
  /** What continues the answer; null at its end. */
  readonly before: number | null;
}

/** A conversation that goes on right now. */
export interface LiveConversation {
  readonly conversation: Conversation;
  readonly memberName: string | null;
  /** When the member wrote something that nobody has answered since; null when it is not our turn. */
  readonly unansweredSince: EpochMs | null;
}

/** Something that was given up and waits for somebody to look at it. */
export interface ParkedLine {
  readonly effect: EffectRecord;
  readonly memberName: string | null;
  readonly caseNumber: CaseNumber | null;
}

/** What went out toward one side in the last hour, as far as it was looked at. */
export interface DeliveryFigures {
  readonly to: "member" | "agent" | "assistant";
  readonly delivered: number;
  /** From the decision to the other side's answer, in milliseconds; null when nothing was delivered. */
  readonly medianMs: number | null;
  readonly slowMs: number | null;
}

/** What was delivered and what failed in one stretch of time. */
export interface DeliverySpan {
  readonly from: EpochMs;
  readonly delivered: number;
  readonly failedTries: number;
}

/** The cases that were opened on one day, and what became of their promises. */
export interface CaseDay {
  /** When it begins. */
  readonly from: EpochMs;
  readonly opened: number;
  readonly keptFirstAnswer: number;
  readonly brokenFirstAnswer: number;
  readonly keptResolution: number;
  readonly brokenResolution: number;
}

/** Everything the operator's page shows. */
export interface OperationsView {
  readonly at: EpochMs;
  /** Those that wait for an agent first, then the longest without an answer; not all of them when there are many. */
  readonly live: readonly LiveConversation[];
  /** How many go on, by who answers. */
  readonly answering: Readonly<Record<"assistant" | "waiting" | "agent", number>>;
  /** Oldest first; not all of them when there are many. */
  readonly parked: readonly ParkedLine[];
  /** Over the last hour. */
  readonly ledger: LedgerFigures;
  readonly delivery: readonly DeliveryFigures[];
  /** The last hour in equal stretches, oldest first. */
  readonly spans: readonly DeliverySpan[];
  /** The last two weeks, oldest first. */
  readonly days: readonly CaseDay[];
  /** Over the same two weeks. */
  readonly cases: CaseFigures;
}

/** Something parked: whose it is decides who may send it again. */
export interface ParkedEffect {
  readonly effectId: number;
  /** The case of its conversation; null when it has none. */
  readonly caseNumber: CaseNumber | null;
}

/** Reads what the pages show; each question is answered as of one moment. Null for what there is not. */
export interface DeskReader extends DeskDoorkeeper {
  /** @param before the timeline only from before this line back; null begins with the newest */
  casePage(number: CaseNumber, before: number | null): CaseView | null;
  conversationPage(id: ConversationId, before: number | null): ConversationView | null;
  /** @param words as typed; @param before continues a former answer */
  search(words: string, before: number | null): SearchView;
  operations(now: EpochMs): OperationsView;
  parkedEffect(effectId: number): ParkedEffect | null;
}
