import type { API } from "@discordjs/core/http-only";
import type { MemberLineChange, MemberSide } from "../../bridge/ports.ts";
import type { Clock } from "../../domain/clock.ts";
import { asFailure } from "../../domain/failure.ts";
import type { PlaceId, PostId } from "../../domain/ids.ts";
import { callDiscord } from "../rest/call.ts";
import { toDiscord } from "../markdown/to-discord.ts";
import { splitText } from "./split-text.ts";
import { NO_PINGS } from "./pings.ts";
import { keepDoubt } from "./single-post.ts";

export interface Changing {
  readonly api: API;
  readonly clock: Clock;
  /** Writes one more part of the changed line. */
  readonly add: (part: number, content: string) => Promise<PostId>;
}

/** Gives each post of the line its part of the new text; what is too much goes, what is missing is added. */
export async function changeLine(
  { api, clock, add }: Changing,
  change: MemberLineChange,
  signal: AbortSignal,
): Promise<readonly PostId[]> {
  const { placeId, posts } = change;
  const doing = "changing what the member was told";
  const ids: PostId[] = [];
  for (const [part, content] of splitText(toDiscord(change.text)).entries()) {
    const post = posts[part];
    if (post === undefined) {
      // What was added before it is there by now, and is not to be written once more.
      const isAdding = ids.length > posts.length;
      ids.push(await keepDoubt(isAdding, () => add(part, content)));
      continue;
    }
    const body = { content, allowed_mentions: NO_PINGS };
    const run = (signal: AbortSignal) => api.channels.editMessage(placeId, post, body, { signal });
    await callDiscord({ doing, signal, clock, run });
    ids.push(post);
  }
  await removePosts({ api, clock }, { placeId, posts: posts.slice(ids.length) }, signal);
  return ids;
}

/** What is gone already needs no removing. */
export async function removePosts(
  { api, clock }: Pick<Changing, "api" | "clock">,
  { placeId, posts }: Parameters<MemberSide["remove"]>[0],
  signal: AbortSignal,
): Promise<void> {
  const doing = "taking back what the member was told";
  for (const post of posts) {
    const run = (signal: AbortSignal) => api.channels.deleteMessage(placeId, post, { signal });
    try {
      await callDiscord({ doing, signal, clock, run });
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== "discord.not-found") throw failure;
    }
  }
}

/** Lasts for ten seconds, or until something is written (documented). */
export async function showTyping(
  { api, clock }: Pick<Changing, "api" | "clock">,
  placeId: PlaceId,
  signal: AbortSignal,
): Promise<void> {
  const run = (signal: AbortSignal) => api.channels.showTyping(placeId, { signal });
  await callDiscord({ doing: "showing that somebody writes", signal, clock, run });
}
