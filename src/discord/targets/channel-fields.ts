import {
  ChannelFlags,
  ChannelType,
  type APIChannel,
  type APIGuildForumTag,
  type APIOverwrite,
} from "discord-api-types/v10";

import type { Ref } from "../../domain/blueprint.ts";
import type { Fields, Value } from "../../provision/ports.ts";
import { channelName } from "./channel-names.ts";
import { canonicalTags, foundTags, type TagSpec } from "./forum-tags.ts";
import { canonicalOverwrites, foundOverwrites, type Overwrite } from "./overwrites.ts";
import type { Self } from "./server.ts";

/** A channel of a server, as far as flexcord describes it; what a type does not have is absent. */
export interface WireChannel {
  readonly id: string;
  readonly type: ChannelType;
  readonly name: string;
  readonly position: number;
  readonly parent_id?: string | null;
  readonly topic?: string | null;
  readonly nsfw?: boolean;
  readonly rate_limit_per_user?: number;
  readonly permission_overwrites?: readonly APIOverwrite[];
  readonly available_tags?: readonly APIGuildForumTag[];
  readonly flags?: number;
}

const TYPES = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  forum: ChannelType.GuildForum,
  voice: ChannelType.GuildVoice,
  stage: ChannelType.GuildStageVoice,
  category: ChannelType.GuildCategory,
  media: ChannelType.GuildMedia,
} as const;

export type TypeName = keyof typeof TYPES;

export const wireType = (name: TypeName): ChannelType => TYPES[name];

/** Null for what is no channel of a server's list, such as a thread. */
export function typeName(type: ChannelType): TypeName | null {
  const entry = Object.entries(TYPES).find(([, number]) => number === type);
  return entry === undefined ? null : (entry[0] as TypeName);
}

/** Those of a server's list that have a place in it; threads and directories do not. */
export function listed(channels: readonly APIChannel[]): readonly WireChannel[] {
  return (channels as readonly WireChannel[]).filter(({ type }) => typeName(type) !== null);
}

/** What the blueprint says of a channel; see the words of its kind in docs/words.md. */
export interface ChannelSpec {
  readonly name: string;
  readonly type: TypeName;
  readonly category: Ref | null;
  readonly topic: string | null;
  readonly slowmode: number;
  readonly nsfw: boolean;
  readonly overwrites: readonly Overwrite<Value>[];
  readonly tags: readonly TagSpec[];
  /** Whether a forum's posts must have a tag. */
  readonly requireTag: boolean;
  readonly order: number;
}

/** Which fields a type has; sending another one is refused or, worse, ignored. */
const FIELDS: Readonly<Record<TypeName, readonly string[]>> = {
  category: ["name", "overwrites"],
  text: ["name", "type", "category", "overwrites", "topic", "slowmode", "nsfw"],
  announcement: ["name", "type", "category", "overwrites", "topic", "nsfw"],
  forum: ["name", "type", "category", "overwrites", "topic", "slowmode", "nsfw", "tags", "requireTag"],
  media: ["name", "type", "category", "overwrites", "topic", "slowmode", "nsfw", "tags", "requireTag"],
  voice: ["name", "type", "category", "overwrites", "slowmode", "nsfw"],
  stage: ["name", "type", "category", "overwrites", "slowmode", "nsfw"],
};

function ofType(type: TypeName, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => FIELDS[type].includes(field)));
}

export function canonicalChannel(spec: ChannelSpec, type: TypeName): Fields {
  const topic = spec.topic?.trim() ?? "";
  return ofType(type, {
    name: channelName(spec.name, type),
    type,
    category: spec.category,
    topic: topic === "" ? null : topic,
    slowmode: spec.slowmode,
    nsfw: spec.nsfw,
    overwrites: canonicalOverwrites(spec.overwrites),
    tags: canonicalTags(spec.tags),
    requireTag: spec.requireTag,
  });
}

export function foundFields(
  channel: WireChannel,
  place: { readonly guildId: string; readonly self: Self },
): Fields {
  const type = typeName(channel.type) ?? "text";
  const parent = channel.parent_id ?? null;
  const topic = channel.topic ?? "";
  return ofType(type, {
    name: channel.name,
    type,
    category: parent === null ? null : { remote: { kind: "discord.category", id: parent } },
    topic: topic === "" ? null : topic,
    slowmode: channel.rate_limit_per_user ?? 0,
    nsfw: channel.nsfw ?? false,
    overwrites: foundOverwrites(channel.permission_overwrites ?? [], place),
    tags: foundTags(channel.available_tags ?? []),
    requireTag: ((channel.flags ?? 0) & ChannelFlags.RequireTag) !== 0,
  });
}
