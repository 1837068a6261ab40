/** Gateway intents by their documented names. */
export const INTENT = {
  GUILDS: 1 << 0,
  GUILD_MEMBERS: 1 << 1,
  GUILD_PRESENCES: 1 << 8,
  GUILD_MESSAGES: 1 << 9,
  GUILD_MESSAGE_REACTIONS: 1 << 10,
  GUILD_MESSAGE_TYPING: 1 << 11,
  DIRECT_MESSAGES: 1 << 12,
  DIRECT_MESSAGE_REACTIONS: 1 << 13,
  DIRECT_MESSAGE_TYPING: 1 << 14,
  MESSAGE_CONTENT: 1 << 15,
} as const;

/** One gateway event, as the sessions that asked for it get it. */
export interface Dispatch {
  readonly event: string;
  readonly data: object;
  /** Who asked for this intent gets it; 0 means everyone. */
  readonly intent: number;
  /** False for what belongs to no server: only shard 0 gets it. */
  readonly ofGuild: boolean;
  /** What sessions without MESSAGE_CONTENT get instead. */
  readonly withoutContent?: object;
}
