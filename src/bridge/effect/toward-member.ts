import type { FileRef, ReportFile } from "../../domain/content.ts";
import type { CaseNumber, ConversationId, InteractionId, TransportMessageId } from "../../domain/ids.ts";
import type { Button, Card, Voice } from "./line.ts";

/** Opens the member's DM or their private thread, so that later lines have somewhere to go. */
export interface OpenPlace {
  readonly kind: "place.open";
  readonly direction: "member";
  readonly place: "dm" | "thread";
  /** The interaction that waits for it; null when nobody does. */
  readonly interactionId: InteractionId | null;
}

/** One line to the member. */
export interface Say {
  readonly kind: "say";
  readonly direction: "member";
  readonly voice: Exclude<Voice, "member">;
  readonly text: string;
  readonly buttons: readonly Button[];
  readonly conversationId: ConversationId | null;
  /** The interaction that waits to hear whether the line arrived; null when nobody does. */
  readonly interactionId: InteractionId | null;
  /** The agent's line it carries. */
  readonly lineId?: TransportMessageId;
  /** The file it carries instead of text. */
  readonly file?: FileRef;
  /** Which part of what it carries: 0, or absent, is the text; files count from 1. */
  readonly part?: number;
  /** Present when it is only courtesy: to somebody who cannot be reached it is not said, and nobody hears of that. */
  readonly courtesy?: true;
}

/** Brings what the member was told up to what the agent made of their line. */
export interface EditSaid {
  readonly kind: "say.edit";
  readonly direction: "member";
  readonly conversationId: ConversationId;
  readonly lineId: TransportMessageId;
  readonly text: string;
}

/** Takes back what the member was told, as the agent took it back. */
export interface RemoveSaid {
  readonly kind: "say.remove";
  readonly direction: "member";
  readonly conversationId: ConversationId;
  readonly lineId: TransportMessageId;
}

/** Brings the member's status card up to date. A newer state of the same card makes an older one pointless. */
export interface ShowCard {
  readonly kind: "card.show";
  readonly direction: "member";
  readonly conversationId: ConversationId;
  readonly version: number;
  /** Names what the member must hear of: another one than last time has the card written anew. */
  readonly fact: string;
  /** Whether writing it anew notifies the member. */
  readonly silent: boolean;
  readonly card: Card;
}

/** Sends the member what was said in a conversation, as a file. */
export interface SendTranscript {
  readonly kind: "transcript.send";
  readonly direction: "member";
  readonly conversationId: ConversationId;
}

/** Looks up what there is to know of the member, for the agent. */
export interface DescribeMember {
  readonly kind: "member.describe";
  readonly direction: "member";
  readonly conversationId: ConversationId;
}

/** Finishes the deferred reply of an interaction. Its token lives in memory only: it may be gone. */
export interface Reply {
  readonly kind: "reply";
  readonly direction: "member";
  readonly interactionId: InteractionId;
  readonly text: string;
  /** Whether the reply leads the member to their private place. */
  readonly linksToPlace: boolean;
  readonly buttons: readonly Button[];
}

/** Announces what a moderator wrote, to everybody. */
export interface Announce {
  readonly kind: "announce";
  readonly direction: "member";
  readonly text: string;
  /** The form it was written in: what was written there is announced once. */
  readonly form: InteractionId;
}

/**
 * Brings the post that shows a case to everybody up to how the case stands when it is carried out, or writes it. What it
 * then shows makes older ones pointless.
 */
export interface PostCase {
  readonly kind: "case.post";
  readonly direction: "member";
  readonly caseNumber: CaseNumber;
  /** The version of the case that asks for it. */
  readonly version: number;
  /** The interaction that wants to be told where it is; null when nobody waits. */
  readonly interactionId: InteractionId | null;
}

/** Fetches the files of a report while they can be had. */
export interface KeepFiles {
  readonly kind: "files.keep";
  readonly direction: "member";
  /** What the member did to report it; it names the report until there is a case. */
  readonly report: InteractionId;
  readonly files: readonly ReportFile[];
}

/** Gives the files of a report to a case. */
export interface HandOverFiles {
  readonly kind: "files.hand-over";
  readonly direction: "member";
  readonly report: InteractionId;
  readonly caseNumber: CaseNumber;
}

/** What goes out on the member's side. */
export type EffectTowardMember =
  | OpenPlace
  | Say
  | EditSaid
  | RemoveSaid
  | ShowCard
  | SendTranscript
  | DescribeMember
  | Reply
  | Announce
  | PostCase
  | KeepFiles
  | HandOverFiles;
