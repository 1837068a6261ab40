import { API } from "@discordjs/core/http-only";
import type { REST } from "@discordjs/rest";
import type { CommunityPost, CommunitySide } from "../../bridge/ports.ts";
import type { PostedCase } from "../../domain/case.ts";
import type { Clock } from "../../domain/clock.ts";
import { asFailure } from "../../domain/failure.ts";
import type { PlaceId } from "../../domain/ids.ts";
import type { AllowedHosts } from "../../domain/remote-file.ts";
import { openReportFile } from "../outbound/attachments.ts";
import { callDiscord } from "../rest/call.ts";
import {
  createForums,
  editForumPost,
  type Forum,
  nameForumPost,
  type Posting,
  writeForumPost,
} from "./forum-posts.ts";
import { createNonceMemory } from "../outbound/nonce.ts";
import { bodyOf } from "../outbound/post-body.ts";
import { linkTo } from "../inbound/server-message.ts";
import { keepDoubt, writeOnce } from "../outbound/single-post.ts";

interface Dependencies {
  readonly rest: REST;
  readonly guildId: string;
  readonly allowed: AllowedHosts;
  readonly clock: Clock;
}

type Standing = Omit<PostedCase, "version">;

/** Writes what everybody on the server reads, in a text channel or as a forum's post. */
export function createCommunitySide({ rest, guildId, allowed, clock }: Dependencies): CommunitySide {
  const api = new API(rest);
  const writing: Posting = { api, clock, guildId, nonces: createNonceMemory() };
  const forumOf = createForums(writing);
  return {
    async publish(post, signal) {
      const { earlier } = post;
      if (earlier !== null && (await edit(writing, forumOf, { ...post, earlier }, signal))) {
        return { ...earlier, link: linkTo(guildId, earlier.threadId ?? earlier.channelId, earlier.postId) };
      }
      // A key of its own for a post that takes the place of a deleted one: Discord would find that by its nonce.
      const key = earlier === null ? post.key : `${post.key}.${earlier.postId.slice(-6)}`;
      return keepDoubt(post.inDoubt, () => write(writing, forumOf, { ...post, key }, signal));
    },
    openFile: (file, signal) => openReportFile({ rest, clock, allowed }, file, signal),
  };
}

type ForumOf = (channelId: string, signal: AbortSignal) => Promise<Forum | null>;

async function write(
  writing: Posting,
  forumOf: ForumOf,
  post: CommunityPost,
  signal: AbortSignal,
): Promise<Standing> {
  const { channelId, content } = post;
  const { guildId } = writing;
  const forum = await forumOf(channelId, signal);
  if (forum !== null) {
    const { threadId, postId } = await writeForumPost(writing, forum, post, bodyOf(content), signal);
    return { channelId, postId, threadId, link: linkTo(guildId, threadId) };
  }
  const body = bodyOf(content);
  const line = { ...post, placeId: channelId as PlaceId, what: "a post for everybody", body };
  const postId = await writeOnce(writing, line, signal);
  return { channelId, postId, threadId: null, link: linkTo(guildId, channelId, postId) };
}

type Shown = CommunityPost & { readonly earlier: NonNullable<CommunityPost["earlier"]> };

/** False when it is not there any more. */
async function edit(
  writing: Posting,
  forumOf: ForumOf,
  { earlier, content }: Shown,
  signal: AbortSignal,
): Promise<boolean> {
  const { channelId, threadId, postId } = earlier;
  const { api, clock } = writing;
  const doing = "bringing a post for everybody up to date";
  try {
    const thread = threadId === null ? null : { forum: await forumOf(channelId, signal), threadId, content };
    const name = thread === null ? null : await editForumPost(writing, thread, signal);
    const run = (signal: AbortSignal) =>
      api.channels.editMessage(threadId ?? channelId, postId, bodyOf(content), { signal });
    await callDiscord({ doing, signal, clock, run });
    if (thread !== null && name !== null) await nameForumPost(writing, { ...thread, name }, signal);
    return true;
  } catch (thrown) {
    if (asFailure(thrown).code === "discord.not-found") return false;
    throw thrown;
  }
}
