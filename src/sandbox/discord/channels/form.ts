import { notImitated, refusal } from "../rest/errors.ts";
import { invalidForm } from "../rest/form-errors.ts";
import type { Form } from "../rest/form.ts";
import { readForum } from "./forum-form.ts";
import { CHANNEL, type GuildChannel } from "./model.ts";
import { normalizeChannelName } from "./names.ts";
import { readOverwrites } from "./overwrites.ts";
import type { World } from "../world.ts";

/** Types a server without Community may have, as Discord lists them when it refuses another. */
const PLAIN_TYPES = [0, 2, 4, 6, 13, 14, 15, 16] as const;
const NEWS_TYPES = [0, 2, 4, 5, 6, 13, 14, 15, 16] as const;
const IMITATED_TYPES = new Set<number>(
  Object.values(CHANNEL).filter((type) => type !== CHANNEL.DM && type !== CHANNEL.PRIVATE_THREAD),
);
const ARCHIVE_MINUTES = [60, 1440, 4320, 10_080] as const;
const LONGEST_SLOWMODE = 21_600;

/** Fields that are Discord's but not yet the sandbox's. */
const UNSUPPORTED = [
  "default_reaction_emoji",
  "default_sort_order",
  "default_forum_layout",
  "default_thread_rate_limit_per_user",
  "default_tag_setting",
] as const;

/** What a request wants of a channel; `base` fills in what it does not say. */
export function readChannel(world: World, form: Form, base: GuildChannel, isNew: boolean): GuildChannel {
  const type = form.choice("type", hasNews(world) ? NEWS_TYPES : PLAIN_TYPES) ?? base.type;
  const name = form.string("name", { min: 1, max: 100, required: isNew });
  const topic = form.string("topic", { max: type === CHANNEL.FORUM ? 4096 : 1024 });
  const slowmode = form.integer("rate_limit_per_user", { min: 0, max: LONGEST_SLOWMODE });
  const archive = form.choice("default_auto_archive_duration", ARCHIVE_MINUTES);
  const wanted = {
    type,
    position: form.integer("position", { min: 0 }) ?? base.position,
    parentId: valueOr(form.snowflake("parent_id"), base.parentId),
    nsfw: form.boolean("nsfw") ?? base.nsfw,
    bitrate: form.integer("bitrate", { min: 8000, max: 96_000 }) ?? base.bitrate,
    userLimit: form.integer("user_limit", { min: 0, max: 99 }) ?? base.userLimit,
    overwrites: readOverwrites(form) ?? base.overwrites,
    ...readForum(world, form, base),
  };
  form.done();
  refuseUnsupported(form, wanted.type);
  if (!isNew && type !== base.type) requireConvertible(world, base.type, type);
  return {
    ...base,
    ...wanted,
    name: name === undefined || name === null ? base.name : storedName(name, type),
    topic: topic === undefined ? base.topic : emptyToNull(topic?.trim()),
    rateLimitPerUser: slowmode ?? base.rateLimitPerUser,
    defaultAutoArchiveDuration: valueOr(archive, base.defaultAutoArchiveDuration),
  };
}

function storedName(name: string, type: number): string {
  const stored = normalizeChannelName(name, type);
  if (stored !== "") return stored;
  throw invalidForm(["name"], "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.");
}

/** Announcement channels exist only where the server has NEWS. */
function hasNews(world: World): boolean {
  return world.guild.features.includes("NEWS");
}

const CONVERTIBLE = new Set<number>([CHANNEL.TEXT, CHANNEL.ANNOUNCEMENT]);

/** The only conversion is between text and announcement, and only with NEWS. */
function requireConvertible(world: World, from: number, to: number): void {
  if (!hasNews(world) || !CONVERTIBLE.has(from) || !CONVERTIBLE.has(to)) {
    throw refusal("wrongChannelType");
  }
}

function refuseUnsupported(form: Form, type: number): void {
  if (!IMITATED_TYPES.has(type)) throw notImitated(`channels of type ${type}`);
  for (const key of UNSUPPORTED) {
    const value = form.raw(key);
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty) throw notImitated(`"${key}" of a channel`);
  }
}

function valueOr<Value>(field: Value | undefined, base: Value): Value {
  return field === undefined ? base : field;
}

function emptyToNull(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
