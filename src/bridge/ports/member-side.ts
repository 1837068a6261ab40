import type { EpochMs, InteractionId, MemberId, PlaceId, PostId } from "../../domain/ids.ts";
import type { Profile } from "../../domain/conversation.ts";
import type { MemberFile, ServerMessage } from "../../domain/content.ts";
import type { Standing } from "../../domain/event.ts";
import type { Button, Card } from "../effect.ts";
import type { FileStream, Passing } from "./files.ts";

export interface MemberLine {
  readonly placeId: PlaceId;
  /** The same for every try of the same line; other lines never share it. At most 64 characters. */
  readonly key: string;
  readonly text: string;
  readonly buttons: readonly Button[];
  /** True when an earlier try may have gone through: look before sending again. */
  readonly inDoubt: boolean;
  /** When the line was decided: an earlier try cannot be older than this. */
  readonly decidedAt: EpochMs;
  /** Sent instead of text. */
  readonly file?: Passing;
  /** It may not be said any more: only what an earlier try wrote is looked for. */
  readonly tooLate?: true;
}

/** A change of a line that the member has been told. */
export interface MemberLineChange extends Pick<
  MemberLine,
  "placeId" | "key" | "text" | "inDoubt" | "decidedAt"
> {
  /** The posts it stands in, in their order. */
  readonly posts: readonly PostId[];
}

export interface MemberCard {
  readonly placeId: PlaceId;
  /** As a line's. */
  readonly key: string;
  readonly card: Card;
  readonly silent: boolean;
  /** The card as it was written last: edited in place, or replaced by a new post and then removed. */
  readonly earlier: {
    readonly placeId: PlaceId;
    readonly postId: PostId;
    readonly by: "edit" | "replace";
  } | null;
  readonly inDoubt: boolean;
  readonly decidedAt: EpochMs;
}

export interface MemberThread {
  readonly memberId: MemberId;
  readonly displayName: string;
  /** The one they had before. */
  readonly threadId: PlaceId | null;
}

/** A file of text that we made. */
export interface MemberDocument {
  readonly placeId: PlaceId;
  /** As a line's. */
  readonly key: string;
  readonly text: string;
  readonly document: { readonly name: string; readonly content: string };
  readonly inDoubt: boolean;
  readonly decidedAt: EpochMs;
}

/** A form. It has at most five fields; titles and labels are cut to 45 characters. */
export interface Form {
  readonly title: string;
  readonly fields: readonly FormField[];
}

interface Labelled {
  /** By which its value is known. */
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly required: boolean;
}

export type FormField =
  | (Labelled & {
      readonly kind: "text";
      readonly long: boolean;
      /** The most characters it takes, at most 4000. */
      readonly longest: number;
      /** What it holds at first. */
      readonly value?: string;
    })
  | (Labelled & {
      /** Options beside each other, 2 to 10 of them, or a list of up to 25. */
      readonly kind: "options" | "list";
      readonly options: readonly { readonly value: string; readonly label: string }[];
      /** The value that is chosen at first. */
      readonly value?: string;
    })
  | (Labelled & {
      readonly kind: "files";
      /** At most 10. */
      readonly most: number;
    });

/** What a form is asked for by. */
export type Opening =
  | {
      readonly by: "button";
      readonly action: string;
      readonly subject: string;
      readonly everywhere: boolean;
      readonly standing?: Standing;
    }
  | {
      readonly by: "command";
      readonly command: string;
      readonly interactionId: InteractionId;
      readonly on?: ServerMessage;
      readonly standing?: Standing;
    };

/** A form, and what its contents come back as. */
export interface OpenedForm {
  readonly form: Form;
  readonly action: string;
  readonly subject: string;
  /** As a button's. */
  readonly everywhere: boolean;
}

/** The form that a button or command opens for a reader of this locale; null for one that does something at once. */
export type FormOf = (opening: Opening, locale: string) => OpenedForm | null;

/** What the bridge needs of the side where the member is. Everything rejects with a Failure. */
export interface MemberSide {
  /** Opens the member's private place, or finds it. "member.unreachable" when they do not allow it. */
  openPlace(memberId: MemberId, signal: AbortSignal): Promise<PlaceId>;
  /**
   * Opens the member's private thread in the help channel, or brings it back, with the member in it. "discord.refused"
   * when there is no help channel.
   */
  openThread(thread: MemberThread, signal: AbortSignal): Promise<PlaceId>;
  /**
   * Writes one line, in as many posts as it takes. Repeating it with the same key writes nothing new and gives
   * the same posts.
   */
  say(line: MemberLine, signal: AbortSignal): Promise<readonly PostId[]>;
  /** Gives a line another text; posts it no longer needs go, and what it needs more is added. Repeating it is harmless. */
  edit(change: MemberLineChange, signal: AbortSignal): Promise<readonly PostId[]>;
  /** Removes posts of ours. Repeating it is harmless. */
  remove(
    line: { readonly placeId: PlaceId; readonly posts: readonly PostId[] },
    signal: AbortSignal,
  ): Promise<void>;
  /** Opens a file that a member sent. "file.unreachable" or "file.refused" when it cannot be had. */
  openFile(file: MemberFile, signal: AbortSignal): Promise<FileStream>;
  /** Shows for a moment that somebody is writing to the member. */
  showTyping(placeId: PlaceId, signal: AbortSignal): Promise<void>;
  /**
   * Writes the member's status card, or brings it up to date; gives the post it is in now. One that somebody
   * deleted is written anew. Repeating it changes nothing.
   */
  show(card: MemberCard, signal: AbortSignal): Promise<PostId>;
  /** Writes a line with a document. Repeating it with the same key writes nothing new. */
  sendDocument(document: MemberDocument, signal: AbortSignal): Promise<PostId>;
  /** What the server tells of the member; null when it tells nothing. */
  profile(memberId: MemberId, signal: AbortSignal): Promise<Profile | null>;
  /**
   * Finishes a deferred reply, with a link to `place` under the text when one is given.
   * "discord.interaction-gone" when its token is lost or too old.
   */
  reply(
    reply: {
      readonly interactionId: InteractionId;
      readonly text: string;
      readonly place: PlaceId | null;
      readonly buttons: readonly Button[];
    },
    signal: AbortSignal,
  ): Promise<void>;
}
