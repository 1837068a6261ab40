import type { FileId, MemberId, PlaceId, PostId, TransportConversationId } from "./ids.ts";

/**
 * What a message can hold besides its text. Files of a conversation stay where they are: we know them and never keep
 * them. Those of reports are kept with their case.
 */

interface FileFacts {
  readonly fileId: FileId;
  readonly name: string;
  /** As its side says; null when it does not. */
  readonly contentType: string | null;
  /** As its side says; what really comes is counted again. */
  readonly bytes: number;
}

/** A file that a member sent. */
export interface MemberFile extends FileFacts {
  readonly from: "member";
  readonly placeId: PlaceId;
  readonly postId: PostId;
  /** Where it lay when we heard of it. Such an address expires. */
  readonly url: string;
  /** Of a voice message, how long it is. */
  readonly voiceSeconds?: number;
  /** Of a picture, its width times its height. */
  readonly pixels?: number;
}

/** A file that an agent sent. */
export interface AgentFile extends FileFacts {
  readonly from: "agent";
  readonly transportConversationId: TransportConversationId;
}

/** A file that came with a report: sent with a form, or part of the message that was reported. */
export interface ReportFile extends FileFacts {
  readonly from: "report";
  /** Where it lay when we heard of it. Such an address expires. */
  readonly url: string;
  /** The message it is part of, by which its address is found again; null when it came with a form: then it is not. */
  readonly message: { readonly channelId: string; readonly postId: PostId } | null;
}

/** A message on the server that a member used a command on. */
export interface ServerMessage {
  readonly channelId: string;
  readonly postId: PostId;
  /** An address at which people find it. */
  readonly link: string;
  readonly authorId: MemberId;
  readonly authorName: string;
  readonly text: string;
  readonly files: readonly ReportFile[];
}

export type FileRef = MemberFile | AgentFile;

/** The message that a member's message replies to. */
export interface Reply {
  readonly to: "member" | "us";
  /** Null when it was deleted, or nobody told what it said. */
  readonly text: string | null;
}

export interface Poll {
  readonly question: string;
  readonly answers: readonly string[];
}

/** The files of a member's message, forwarded ones included, in the order in which they are carried. */
export function filesOf({ files = [], forwarded = [] }: MemberContent): readonly MemberFile[] {
  return [...files, ...forwarded.flatMap((one) => one.files)];
}

/** What a member's message holds besides its text. What is absent is not there. */
export interface MemberContent {
  readonly files?: readonly MemberFile[];
  /** The names of its stickers. */
  readonly stickers?: readonly string[];
  readonly reply?: Reply;
  /** What was forwarded; whose it was, Discord does not tell. */
  readonly forwarded?: readonly { readonly text: string; readonly files: readonly MemberFile[] }[];
  readonly poll?: Poll;
}
