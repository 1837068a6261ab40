import type { StoredFile } from "../../files.ts";
import type { Trigger } from "../interactions/model.ts";

export const MESSAGE_FLAG = {
  CROSSPOSTED: 1,
  IS_CROSSPOST: 2,
  SUPPRESS_EMBEDS: 4,
  EPHEMERAL: 64,
  LOADING: 128,
  SUPPRESS_NOTIFICATIONS: 4096,
  VOICE_MESSAGE: 1 << 13,
  HAS_SNAPSHOT: 1 << 14,
} as const;

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly type: number;
  readonly content: string;
  /** As sent on the wire, checked. */
  readonly embeds: readonly object[];
  /** As sent on the wire, checked and numbered. */
  readonly components: readonly object[];
  readonly flags: number;
  readonly tts: boolean;
  readonly attachments: readonly Attachment[];
  readonly extras: Extras;
  readonly mentions: readonly string[];
  readonly mentionRoles: readonly string[];
  readonly mentionEveryone: boolean;
  readonly repliesTo: string | null;
  readonly origin: MessageOrigin | null;
  /** Of a copy in a channel that follows another: who brought it, and of what it is one. */
  readonly copyOf: MessageCopy | null;
  /** When it was pinned; null when it is not. */
  readonly pinnedAt: number | null;
  readonly editedAt: number | null;
}

/** A file in a message. */
export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string | null;
  readonly file: StoredFile;
  /** Of a voice message. */
  readonly seconds: number | null;
  /** Of a picture. */
  readonly width: number | null;
  readonly height: number | null;
}

/** What only people send: a bot's message has none of these. */
export interface Extras {
  readonly stickers: readonly { readonly id: string; readonly name: string }[];
  readonly poll: { readonly question: string; readonly answers: readonly string[] } | null;
  /** The message that was forwarded, as it was then. */
  readonly forwarded: Message | null;
}

export const NO_EXTRAS: Extras = { stickers: [], poll: null, forwarded: null };

/** What an interaction left on the message that answers it. */
export interface MessageOrigin {
  readonly interactionId: string;
  readonly kind: "command" | "component" | "modal";
  readonly commandName: string | null;
  readonly userId: string;
  /** The message whose component was used. */
  readonly sourceMessageId: string | null;
  /** The interaction's first answer, on follow-ups. */
  readonly originalMessageId: string | null;
  /** Of a form. */
  readonly trigger: Trigger | null;
}

export interface MessageCopy {
  readonly webhookId: string;
  readonly webhookName: string;
  readonly channelId: string;
  readonly messageId: string;
}
