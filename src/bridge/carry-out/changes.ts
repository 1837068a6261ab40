import type { LineChanged } from "../../domain/event.ts";
import { asFailure } from "../../domain/failure.ts";
import type { PlaceId, PostId, TransportMessageId } from "../../domain/ids.ts";
import type { EditPost, EditSaid, RemovePost } from "../effect.ts";
import type { Carried, Due, LineThere, Settlement } from "../ports.ts";
import { type CarryOutContext, follow, keyOf } from "./context.ts";

/** Changes lines that were carried before. The lane has settled them by now, one way or another. */

const NEVER_CARRIED: Settlement = { outcome: "dropped", reason: "what it changes was never carried" };

export async function editPost(
  context: CarryOutContext,
  due: Due,
  { before, text }: EditPost,
  signal: AbortSignal,
): Promise<Settlement> {
  const [line] = linesThere(due.carried.filter(isText));
  if (line === undefined) return NEVER_CARRIED;
  await context.transport.edit({ ...line, text }, signal);
  return changed(context, due, line.id, { before, after: text });
}

export async function removePost(
  context: CarryOutContext,
  due: Due,
  { before, part, fileName }: RemovePost,
  signal: AbortSignal,
): Promise<Settlement> {
  const lines = linesThere(due.carried.filter((one) => part === undefined || one.part === part));
  for (const line of lines) await context.transport.remove(line, signal);
  const [first] = lines;
  if (first === undefined) return NEVER_CARRIED;
  const file = fileName === undefined ? {} : { fileName };
  return changed(context, due, first.id, { before, after: null, ...file });
}

export async function editSaid(
  context: CarryOutContext,
  due: Due,
  { text }: EditSaid,
  signal: AbortSignal,
): Promise<Settlement> {
  const { placeId } = due.member;
  const posts = postsOf(due.carried.filter(isText));
  if (posts.length === 0 || placeId === null) return NEVER_CARRIED;
  const { inDoubt, decidedAt } = due;
  const change = { posts, key: keyOf(context, due), text, inDoubt, decidedAt };
  try {
    return settledAs(await context.memberSide.edit({ ...change, placeId }, signal));
  } catch (thrown) {
    const former =
      asFailure(thrown).code === "discord.not-found" ? await otherPlace(context, due, signal) : null;
    if (former === null) throw thrown;
    return settledAs(await context.memberSide.edit({ ...change, placeId: former }, signal));
  }
}

export async function removeSaid(
  context: CarryOutContext,
  due: Due,
  signal: AbortSignal,
): Promise<Settlement> {
  const { placeId } = due.member;
  const posts = postsOf(due.carried);
  if (posts.length === 0 || placeId === null) return NEVER_CARRIED;
  await context.memberSide.remove({ placeId, posts }, signal);
  // Where a post is not, taking it back does nothing, and says nothing.
  const other = await otherPlace(context, due, signal);
  if (other !== null) await context.memberSide.remove({ placeId: other, posts }, signal);
  return { outcome: "done", remoteId: null };
}

/** Where else the member may have been told it: who has a thread may have talked in direct messages, and the reverse. */
async function otherPlace(
  { memberSide }: CarryOutContext,
  { member, memberId }: Due,
  signal: AbortSignal,
): Promise<PlaceId | null> {
  const { placeId, threadId } = member;
  if (threadId === null) return null;
  return placeId === threadId ? memberSide.openPlace(memberId, signal) : threadId;
}

/** Remembers every post that a line took, so that a later change finds them all. */
export function settledAs(posts: readonly PostId[]): Settlement & { readonly outcome: "done" } {
  const remoteId = posts.at(-1) ?? null;
  return { outcome: "done", remoteId, ...(posts.length > 1 ? { remoteIds: posts } : {}) };
}

function changed(
  context: CarryOutContext,
  due: Due,
  remoteId: TransportMessageId,
  change: Pick<LineChanged, "before" | "after" | "fileName">,
): Settlement {
  const { memberId, conversation } = due;
  if (conversation === null) return { outcome: "done", remoteId };
  const { id: conversationId } = conversation;
  const happening = { kind: "line.changed", memberId, conversationId, ...change } as const;
  return { outcome: "done", remoteId, events: [follow(context, due, happening)] };
}

const isText = ({ part }: Carried) => part === 0;

function linesThere(carried: readonly Carried[]): readonly LineThere[] {
  return carried.flatMap(({ ids, conversation }) =>
    conversation === null ? [] : ids.map((id) => ({ conversation, id: id as TransportMessageId })),
  );
}

function postsOf(carried: readonly Carried[]): readonly PostId[] {
  return carried.flatMap(({ ids }) => ids.map((id) => id as PostId));
}
