import { type APIChannel, ChannelType, ThreadAutoArchiveDuration } from "discord-api-types/v10";
import type { CommunityPost, PostContent } from "../../bridge/ports.ts";
import { asFailure } from "../../domain/failure.ts";
import type { PostId } from "../../domain/ids.ts";
import { callDiscord, idOf } from "../rest/call.ts";
import { findOwnThread } from "./own-threads.ts";
import type { PostBody } from "../outbound/post-body.ts";
import type { Writing } from "../outbound/single-post.ts";
import { snowflakeTime } from "../snowflake.ts";

export interface Posting extends Writing {
  readonly guildId: string;
}

/** A forum and the ids of its tags by their names. */
export interface Forum {
  readonly id: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** Discord's bounds for a post's name, and for the tags it has. */
const LONGEST_NAME = 100;
const MOST_TAGS = 5;
/** Tags change with a deploy. */
const KNOWN_MS = 60_000;
/** How wrong our clock may be against Discord's before a look-up misses an earlier try. */
const CLOCK_MARGIN_MS = 60 * 60_000;

/** Tells forums from channels for text; what was read is known for a minute. */
export function createForums({ api, clock }: Pick<Posting, "api" | "clock">) {
  const known = new Map<string, { readonly forum: Forum | null; readonly until: number }>();
  return async (channelId: string, signal: AbortSignal): Promise<Forum | null> => {
    const before = known.get(channelId);
    if (before !== undefined && before.until > clock.now()) return before.forum;
    const doing = "looking at the channel of posts for everybody";
    const run = (signal: AbortSignal) => api.channels.get(channelId, { signal });
    const forum = forumIn(await callDiscord({ doing, signal, clock, run }));
    known.set(channelId, { forum, until: clock.now() + KNOWN_MS });
    return forum;
  };
}

function forumIn(channel: APIChannel): Forum | null {
  const isForum = channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
  if (!isForum) return null;
  return { id: channel.id, tags: new Map(channel.available_tags.map(({ id, name }) => [name, id])) };
}

/** Writes a forum's post. It knows no nonce: one that an earlier try made is known by its name and age. */
export async function writeForumPost(
  posting: Posting,
  forum: Forum,
  post: CommunityPost,
  message: PostBody,
  signal: AbortSignal,
): Promise<{ readonly threadId: string; readonly postId: PostId }> {
  const { api, clock } = posting;
  const found = post.inDoubt ? await findPost(posting, forum, post, signal) : null;
  const doing = "writing a post for everybody";
  const body = {
    name: nameOf(post.content),
    applied_tags: tagsOf(forum, post.content),
    auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    message,
  };
  const run = (signal: AbortSignal) => api.channels.createForumThread(forum.id, body, { signal });
  const threadId = found ?? idOf(await callDiscord({ doing, signal, clock, run }), doing);
  // A forum's first message has the id of its thread (documented).
  return { threadId, postId: threadId as PostId };
}

function findPost(
  posting: Posting,
  forum: Forum,
  { content, decidedAt }: CommunityPost,
  signal: AbortSignal,
): Promise<string | null> {
  const wanted = {
    doing: "looking for an earlier try of a post for everybody",
    guildId: posting.guildId,
    parentId: forum.id,
    name: nameOf(content),
    type: ChannelType.PublicThread as const,
    fits: ({ id }: { readonly id: string }) => snowflakeTime(id) >= decidedAt - CLOCK_MARGIN_MS,
  };
  return findOwnThread(posting, wanted, signal);
}

interface ForumEdit {
  readonly forum: Forum | null;
  readonly threadId: string;
  readonly content: PostContent;
}

/**
 * Brings a post's tags up to date, and the post back when it was archived: nothing else of it can be changed then.
 * Gives its name.
 */
export async function editForumPost(
  { api, clock }: Posting,
  { forum, threadId, content }: ForumEdit,
  signal: AbortSignal,
): Promise<string> {
  const doing = "bringing a forum's post up to date";
  const tags = forum === null ? {} : { applied_tags: tagsOf(forum, content) };
  const run = (signal: AbortSignal) => api.channels.edit(threadId, { archived: false, ...tags }, { signal });
  return (await callDiscord({ doing, signal, clock, run })).name ?? "";
}

/**
 * Gives a post its new name. A name may be changed twice in ten minutes only: an unchanged one is not sent, and one
 * that is refused for that follows with the next change.
 */
export async function nameForumPost(
  { api, clock }: Posting,
  { threadId, content, name: before }: ForumEdit & { readonly name: string },
  signal: AbortSignal,
): Promise<void> {
  const name = nameOf(content);
  if (name === before) return;
  const doing = "giving a forum's post its name";
  const run = (signal: AbortSignal) => api.channels.edit(threadId, { name }, { signal });
  try {
    await callDiscord({ doing, signal, clock, run });
  } catch (thrown) {
    if (asFailure(thrown).code !== "discord.rate-limited") throw thrown;
  }
}

function nameOf({ title }: PostContent): string {
  return Array.from(title).slice(0, LONGEST_NAME).join("");
}

function tagsOf(forum: Forum, { tags }: PostContent): string[] {
  return tags.flatMap((name) => forum.tags.get(name) ?? []).slice(0, MOST_TAGS);
}
