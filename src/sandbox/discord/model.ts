import type { StoredFile } from "../files.ts";
import type { Modal } from "./interactions/modal.ts";

/** A person or the bot, as Discord knows them apart from any server. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly bot: boolean;
  readonly locale: string;
  /** Whether members of a common server may write to them. */
  readonly dmsOpen: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly features: readonly string[];
  readonly systemChannelId: string | null;
  readonly rulesChannelId: string | null;
  readonly publicUpdatesChannelId: string | null;
}

export interface Member {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly joinedAt: number;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  /** Greater is higher; @everyone is 0. */
  readonly position: number;
  readonly color: number;
  readonly hoist: boolean;
  readonly mentionable: boolean;
  /** Beside the names of its members; only boosted servers have it. */
  readonly unicodeEmoji: string | null;
  readonly managed: boolean;
  /** The bot that a managed role belongs to. */
  readonly botId: string | null;
}

export interface Overwrite {
  readonly id: string;
  readonly target: "role" | "member";
  readonly allow: bigint;
  readonly deny: bigint;
}

/** Discord's channel types that the sandbox imitates. */
export const CHANNEL = {
  TEXT: 0,
  DM: 1,
  VOICE: 2,
  CATEGORY: 4,
  ANNOUNCEMENT: 5,
  PUBLIC_THREAD: 11,
  PRIVATE_THREAD: 12,
  STAGE: 13,
  FORUM: 15,
} as const;

export const CHANNEL_FLAG = { REQUIRE_TAG: 1 << 4 } as const;

export interface GuildChannel {
  readonly kind: "guild";
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly topic: string | null;
  readonly position: number;
  readonly parentId: string | null;
  readonly nsfw: boolean;
  readonly rateLimitPerUser: number;
  readonly defaultAutoArchiveDuration: number | null;
  readonly bitrate: number;
  readonly userLimit: number;
  readonly overwrites: readonly Overwrite[];
  /** Of a forum. */
  readonly tags: readonly ForumTag[];
  /** Whether a forum's posts must have a tag. */
  readonly requiresTag: boolean;
  readonly lastMessageId: string | null;
}

/** What posts of a forum are sorted by. */
export interface ForumTag {
  readonly id: string;
  readonly name: string;
  readonly moderated: boolean;
  readonly emojiId: string | null;
  readonly emojiName: string | null;
}

export interface DmChannel {
  readonly kind: "dm";
  readonly id: string;
  /** The person on the other side of the bot. */
  readonly recipientId: string;
  readonly lastMessageId: string | null;
}

/** A private thread below a text channel, or a forum's post. */
export interface ThreadChannel {
  readonly kind: "thread";
  readonly id: string;
  readonly type: typeof CHANNEL.PRIVATE_THREAD | typeof CHANNEL.PUBLIC_THREAD;
  readonly name: string;
  readonly parentId: string;
  readonly ownerId: string;
  /** Whether members who are no moderators may add others. */
  readonly invitable: boolean;
  readonly rateLimitPerUser: number;
  readonly archiveMinutes: number;
  readonly archived: boolean;
  readonly locked: boolean;
  /** When it was archived or brought back last. */
  readonly archiveChangedAt: number;
  readonly members: readonly ThreadMember[];
  /** Of a forum's post: the ids of its tags. */
  readonly appliedTags: readonly string[];
  readonly messageCount: number;
  readonly lastMessageId: string | null;
}

export interface ThreadMember {
  readonly userId: string;
  readonly joinedAt: number;
}

/** A channel of the server or a thread in one. */
export type ServerChannel = GuildChannel | ThreadChannel;
export type Channel = ServerChannel | DmChannel;

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

/** What somebody did that opened a form. */
export interface Trigger {
  readonly interactionId: string;
  readonly kind: "command" | "component";
  readonly commandName: string | null;
  readonly sourceMessageId: string | null;
}

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

/** What somebody did to the server. */
export interface AuditEntry {
  readonly id: string;
  readonly userId: string;
  readonly action: number;
  readonly targetId: string | null;
  readonly reason: string | null;
}

export const WEBHOOK = { INCOMING: 1, CHANNEL_FOLLOWER: 2 } as const;

export interface Webhook {
  readonly id: string;
  readonly type: number;
  readonly name: string;
  readonly channelId: string;
  readonly creatorId: string;
  /** Of incoming ones; whoever knows it may post. */
  readonly token: string | null;
  /** The announcement channel that is followed. */
  readonly sourceChannelId: string | null;
}

export interface AutomodRule {
  readonly id: string;
  readonly name: string;
  readonly creatorId: string;
  readonly eventType: number;
  readonly triggerType: number;
  readonly enabled: boolean;
  /** As on the wire, checked and filled in. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly actions: readonly AutomodAction[];
  readonly exemptRoles: readonly string[];
  readonly exemptChannels: readonly string[];
}

export interface AutomodAction {
  readonly type: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface WelcomeScreen {
  readonly description: string | null;
  readonly channels: readonly {
    readonly channelId: string;
    readonly description: string;
    readonly emojiId: string | null;
    readonly emojiName: string | null;
  }[];
}

export interface Onboarding {
  readonly enabled: boolean;
  readonly mode: number;
  readonly defaultChannelIds: readonly string[];
  readonly prompts: readonly OnboardingPrompt[];
}

export interface OnboardingPrompt {
  readonly id: string;
  readonly type: number;
  readonly title: string;
  readonly singleSelect: boolean;
  readonly required: boolean;
  readonly inOnboarding: boolean;
  readonly options: readonly OnboardingOption[];
}

export interface OnboardingOption {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly emojiId: string | null;
  readonly emojiName: string | null;
  readonly roleIds: readonly string[];
  readonly channelIds: readonly string[];
}

export interface Command {
  readonly id: string;
  readonly guildId: string | null;
  readonly type: number;
  readonly version: string;
  readonly name: string;
  readonly nameLocalizations: Readonly<Record<string, string>> | null;
  readonly description: string;
  readonly descriptionLocalizations: Readonly<Record<string, string>> | null;
  readonly options: readonly CommandOption[];
  readonly defaultMemberPermissions: bigint | null;
  readonly contexts: readonly number[] | null;
  readonly integrationTypes: readonly number[];
  readonly nsfw: boolean;
}

export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly nameLocalizations: Readonly<Record<string, string>> | null;
  readonly description: string;
  readonly descriptionLocalizations: Readonly<Record<string, string>> | null;
  readonly required: boolean;
  readonly autocomplete: boolean;
  readonly choices: readonly CommandChoice[];
  readonly options: readonly CommandOption[];
  /** min_value, max_length, channel_types and their like, as sent. */
  readonly bounds: Readonly<Record<string, unknown>>;
}

export interface CommandChoice {
  readonly name: string;
  readonly nameLocalizations: Readonly<Record<string, string>> | null;
  readonly value: string | number;
}

/**
 * The life of an interaction. Without an answer in three seconds it fails; a deferred one is
 * "acknowledged" until its first edit.
 */
export type InteractionState = "pending" | "acknowledged" | "answered" | "failed";

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: "command" | "component" | "modal";
  /** The form it was answered with. */
  readonly modal: Modal | null;
  /** Of a form that was filled in: what had opened it. */
  readonly trigger: Trigger | null;
  readonly userId: string;
  readonly channelId: string;
  readonly inGuild: boolean;
  readonly commandName: string | null;
  readonly sourceMessageId: string | null;
  /** Whether it asks for choices while somebody types, and what came; a command that was used asks for none. */
  readonly choices: "none" | "asked" | readonly CommandChoice[];
  readonly state: InteractionState;
  /** The message that `@original` means, once there is one. */
  readonly originalMessageId: string | null;
}

/** The numbers Discord gives to kinds of interactions. */
export const INTERACTION_TYPE: Readonly<Record<Interaction["kind"], number>> = {
  command: 2,
  component: 3,
  modal: 5,
};
