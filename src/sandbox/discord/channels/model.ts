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
