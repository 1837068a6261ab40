import { CHANNEL, type GuildChannel } from "./model.ts";

/** A text channel as Discord makes it when nothing is said of it. */
export function blankChannel(id: string, position: number): GuildChannel {
  return {
    kind: "guild",
    id,
    type: CHANNEL.TEXT,
    name: "",
    topic: null,
    position,
    parentId: null,
    nsfw: false,
    rateLimitPerUser: 0,
    defaultAutoArchiveDuration: null,
    bitrate: 64_000,
    userLimit: 0,
    overwrites: [],
    tags: [],
    requiresTag: false,
    lastMessageId: null,
  };
}
