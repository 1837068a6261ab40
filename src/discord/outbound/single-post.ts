import type { API } from "@discordjs/core/http-only";
import type { RawFile } from "@discordjs/rest";
import type { RESTPostAPIChannelMessageJSONBody } from "discord-api-types/v10";
import type { MemberLine } from "../../bridge/ports.ts";
import type { Clock } from "../../domain/clock.ts";
import { asFailure, Failure } from "../../domain/failure.ts";
import type { PostId } from "../../domain/ids.ts";
import { callDiscord, idOf } from "../rest/call.ts";
import { earlierPosts, type Outgoing } from "./earlier-posts.ts";
import { nonceOf, type NonceMemory } from "./nonce.ts";
import { NO_PINGS } from "./pings.ts";

export interface Writing {
  readonly api: API;
  readonly clock: Clock;
  readonly nonces: NonceMemory;
}

/** What is written once, in one message. */
export interface SinglePost extends Pick<MemberLine, "placeId" | "key" | "inDoubt" | "decidedAt"> {
  /** Names it for a human: "the member's status card". */
  readonly what: string;
  readonly body: RESTPostAPIChannelMessageJSONBody & Pick<Outgoing, "content" | "components">;
  readonly files?: readonly RawFile[];
}

/** Writes it, unless an earlier try has; gives the message's id. */
export async function writeOnce(writing: Writing, post: SinglePost, signal: AbortSignal): Promise<PostId> {
  const nonce = nonceOf(post, 0);
  return ((await findEarlier(writing, post, nonce, signal)) ??
    (await write(writing, post, nonce, signal))) as PostId;
}

async function findEarlier(
  { api, clock, nonces }: Writing,
  post: SinglePost,
  nonce: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!post.inDoubt) return undefined;
  const { content, components } = post.body;
  const doing = `looking for an earlier try of ${post.what}`;
  const run = (signal: AbortSignal) =>
    earlierPosts(api, post, [{ content, nonce, components }], nonces, signal);
  return (await callDiscord({ doing, signal, clock, run })).get(0);
}

async function write(
  { api, clock, nonces }: Writing,
  { placeId, what, body, files }: SinglePost,
  nonce: string,
  signal: AbortSignal,
): Promise<string> {
  const doing = `writing ${what}`;
  const whole = {
    ...body,
    nonce,
    enforce_nonce: true,
    allowed_mentions: NO_PINGS,
    ...(files === undefined ? {} : { files: [...files] }),
  };
  const run = (signal: AbortSignal) => api.channels.createMessage(placeId, whole, { signal });
  const id = idOf(await callDiscord({ doing, signal, clock, run }), doing);
  nonces.remember(id, nonce);
  return id;
}

/** Runs a try of what may have been written by an earlier one: then no failure is sure that it did nothing. */
export async function keepDoubt<Result>(inDoubt: boolean, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (!inDoubt || !failure.certain) throw failure;
    const { code, message, retry, retryAfterMs } = failure;
    const again = retryAfterMs === undefined ? {} : { retryAfterMs };
    throw new Failure(code, message, { certain: false, retry, cause: failure, ...again });
  }
}
