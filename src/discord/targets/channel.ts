import { ChannelFlags, Routes, type APIGuild, type APIGuildForumTag } from "discord-api-types/v10";

import { Failure } from "../../domain/failure.ts";
import type { Found, ReadRequest, Reading, ResolvedFields, Target, Value } from "../../provision/ports.ts";
import {
  canonicalChannel,
  foundFields,
  listed,
  typeName,
  wireType,
  type ChannelSpec,
  type TypeName,
  type WireChannel,
} from "./channel-fields.ts";
import { arrangeChannels, placesOf } from "./channel-order.ts";
import { tagsBody, type TagSpec } from "./forum-tags.ts";
import { overwritesBody, type Overwrite } from "./overwrites.ts";
import { createdAt, type Server } from "./server.ts";
import { textOf } from "./text-of.ts";

/** Categories, and the channels in them: Discord lists and orders both together. */
export function channelTargets(server: Server): readonly Target[] {
  const arrange = (ids: readonly string[]) => arrangeChannels(server, ids);
  return [target(server, "discord.category", arrange), target(server, "discord.channel", arrange)];
}

function target(
  server: Server,
  kind: "discord.category" | "discord.channel",
  arrange: NonNullable<Target["arrange"]>,
): Target {
  const noun = kind === "discord.category" ? "category" : "channel";
  return {
    kind,
    noun,
    rewritten: ["name", "topic"],
    guarded: [],
    isFixed: (field, found, wanted) => field === "type" && !isConversion(found, wanted),
    read: (request) => read(server, kind, request),
    alike: (found, wanted) =>
      found["name"] === wanted["name"] &&
      isAkin(found["type"] ?? null, wanted["type"] ?? null) &&
      JSON.stringify(found["category"] ?? null) === JSON.stringify(wanted["category"] ?? null),
    owns: () => false,
    async create({ fields }) {
      const body = { type: typeIn(fields), ...(await bodyOf(server, fields, [])) };
      const route = Routes.guildChannels(server.guildId);
      const doing = `creating the ${noun} "${textOf(fields, "name")}"`;
      return foundOf(server, await server.write<WireChannel>("post", route, body, doing));
    },
    async update({ id, fields, changed }) {
      const doing = `changing the ${noun} "${textOf(fields, "name")}"`;
      const route = Routes.channel(id);
      const tags = changed.has("tags") ? await tagsOf(server, id) : [];
      const wanted = Object.fromEntries(Object.entries(fields).filter(([field]) => changed.has(field)));
      const type = changed.has("type") ? { type: typeIn(fields) } : {};
      const body = { ...type, ...(await bodyOf(server, wanted, tags)) };
      return foundOf(server, await patch(server, route, body, doing));
    },
    async remove({ id, name }) {
      await server.write("delete", Routes.channel(id), undefined, `deleting the ${noun} "${name}"`);
    },
    arrange,
  };
}

/** Discord lets a channel have two new names or topics in ten minutes (undocumented), which looks like a fault. */
async function patch(server: Server, route: `/${string}`, body: object, doing: string): Promise<WireChannel> {
  try {
    return await server.write<WireChannel>("patch", route, body, doing);
  } catch (error) {
    const limited = error instanceof Failure && error.code === "discord.rate-limited";
    if (!limited || !("name" in body || "topic" in body) || error.retryAfterMs === undefined) throw error;
    throw new Failure(error.code, error.message, {
      retryAfterMs: error.retryAfterMs,
      fix: `A channel's name and topic change twice in ten minutes at most. Deploy again in ${Math.ceil(error.retryAfterMs / 60_000)} minutes.`,
      cause: error,
    });
  }
}

async function read(
  server: Server,
  kind: "discord.category" | "discord.channel",
  { resources }: ReadRequest,
): Promise<Reading> {
  const wantsNews = resources.some(({ spec }) => spec["type"] === "announcement");
  const [channels, self, guild] = await Promise.all([
    server.channels(),
    server.self(),
    wantsNews ? server.guild() : null,
  ]);
  const all = listed(channels);
  const places = placesOf(all);
  const own = all.filter(({ type }) => (typeName(type) === "category") === (kind === "discord.category"));
  const found = own.map((channel): Found => {
    const place = places.get(channel.id);
    const base = asFound(channel, { guildId: server.guildId, self });
    return place === undefined ? base : { ...base, place };
  });
  return {
    found,
    wanted: (resource) => {
      const spec = { type: "category", ...resource.spec } as unknown as ChannelSpec;
      const { type, notes } = possibleType(spec.type, guild);
      const fields = canonicalChannel({ ...EMPTY, ...spec }, type);
      return { fields, name: textOf(fields, "name"), order: spec.order, notes };
    },
  };
}

const EMPTY = {
  category: null,
  topic: null,
  slowmode: 0,
  nsfw: false,
  overwrites: [],
  tags: [],
  requireTag: false,
};

/** Announcement channels exist on Community servers only; elsewhere a text channel does until then. */
function possibleType(type: TypeName, guild: APIGuild | null): { type: TypeName; notes: readonly string[] } {
  if (type !== "announcement" || guild === null) return { type, notes: [] };
  if ((guild.features as readonly string[]).includes("NEWS")) return { type, notes: [] };
  const note =
    "a text channel for now: the server has no Community, which announcement channels need; a later deploy converts it";
  return { type: "text", notes: [note] };
}

/** Text and announcement are the only types Discord turns into each other. */
const isConversion = (one: Value, other: Value): boolean =>
  [one, other].every((type) => type === "text" || type === "announcement");

const isAkin = (one: Value, other: Value): boolean => one === other || isConversion(one, other);

const typeIn = (fields: ResolvedFields): number =>
  wireType((fields["type"] as TypeName | undefined) ?? "category");

/** The given fields in Discord's words; `tags` are those a forum has now. */
async function bodyOf(
  server: Server,
  fields: ResolvedFields,
  tags: readonly APIGuildForumTag[],
): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  if ("name" in fields) body["name"] = fields["name"];
  if ("topic" in fields) body["topic"] = fields["topic"];
  if ("category" in fields) body["parent_id"] = fields["category"];
  if ("slowmode" in fields) body["rate_limit_per_user"] = fields["slowmode"];
  if ("nsfw" in fields) body["nsfw"] = fields["nsfw"];
  if ("overwrites" in fields) {
    const overwrites = fields["overwrites"] as unknown as readonly Overwrite<string>[];
    const place = { guildId: server.guildId, self: await server.self() };
    body["permission_overwrites"] = overwritesBody(overwrites, place);
  }
  if ("requireTag" in fields) body["flags"] = fields["requireTag"] === true ? ChannelFlags.RequireTag : 0;
  if ("tags" in fields) {
    body["available_tags"] = tagsBody(fields["tags"] as unknown as readonly TagSpec[], tags);
  }
  return body;
}

async function tagsOf(server: Server, id: string): Promise<readonly APIGuildForumTag[]> {
  const channel = await server.read<WireChannel>(Routes.channel(id), "reading the forum's tags");
  return channel.available_tags ?? [];
}

async function foundOf(server: Server, channel: WireChannel): Promise<Found> {
  return asFound(channel, { guildId: server.guildId, self: await server.self() });
}

function asFound(channel: WireChannel, place: Parameters<typeof foundFields>[1]): Found {
  return {
    id: channel.id,
    name: channel.name,
    createdAt: createdAt(channel.id),
    fields: foundFields(channel, place),
  };
}
