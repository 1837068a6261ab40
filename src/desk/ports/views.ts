import type { Case, CaseChange } from "../../domain/case.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../../domain/ids.ts";
import type { DeskDoorkeeper } from "./access.ts";

/** A case with everything its page shows. */
export interface CaseView {
  readonly case: Case;
  /** Oldest first. */
  readonly history: readonly CaseChange[];
}

/** One conversation with its lines. */
export interface ConversationView {
  readonly id: ConversationId;
  readonly memberId: MemberId;
}

/** What a search found. */
export interface SearchView {
  readonly words: string;
}

/** Everything the operator's page shows. */
export interface OperationsView {
  readonly at: EpochMs;
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
