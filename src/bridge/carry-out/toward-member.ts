import type { Happening, InboundEvent } from "../../domain/event.ts";
import { asFailure } from "../../domain/failure.ts";
import type { PlaceId, PostId } from "../../domain/ids.ts";
import type { OpenPlace, Reply, Say, ShowCard } from "../effect.ts";
import type { Due, Learned, MemberThread, Settlement } from "../ports.ts";
import { settledAs } from "./changes.ts";
import { passing } from "./files.ts";
import { type CarryOutContext, done, follow, keyOf } from "./context.ts";

export async function openPlace(
  context: CarryOutContext,
  due: Due,
  effect: OpenPlace,
  signal: AbortSignal,
): Promise<Settlement> {
  const { memberSide } = context;
  const { memberId } = due;
  const inThread = effect.place === "thread";
  const placeId = inThread
    ? await memberSide.openThread(threadOf(due), signal)
    : await memberSide.openPlace(memberId, signal);
  const opened: Happening = { kind: "place.opened", memberId, interactionId: effect.interactionId };
  const learned = inThread ? { placeId, threadId: placeId } : { placeId };
  return { outcome: "done", remoteId: placeId, learned, events: [follow(context, due, opened)] };
}

function threadOf({ member }: Due): MemberThread {
  return { memberId: member.id, displayName: member.displayName, threadId: member.threadId };
}

/** Somewhere the member reads us; where nothing is known, their DM is opened. */
async function withPlace<Result>(
  context: CarryOutContext,
  due: Due,
  signal: AbortSignal,
  write: (placeId: PlaceId) => Promise<Result>,
): Promise<{ readonly result: Result; readonly learned: Pick<Learned, "placeId" | "threadId"> }> {
  const { memberSide } = context;
  const { placeId: known, threadId } = due.member;
  const placeId = known ?? (await memberSide.openPlace(due.memberId, signal));
  try {
    return { result: await write(placeId), learned: { placeId } };
  } catch (thrown) {
    if (placeId !== threadId || asFailure(thrown).code !== "discord.not-found") throw thrown;
    // Somebody deleted the thread: the conversation goes on in a new one.
    const renewed = await memberSide.openThread(threadOf(due), signal);
    return { result: await write(renewed), learned: { placeId: renewed, threadId: renewed } };
  }
}

export async function say(
  context: CarryOutContext,
  due: Due,
  effect: Say,
  signal: AbortSignal,
): Promise<Settlement> {
  const { result: posts, learned } = await withPlace(context, due, signal, (placeId) =>
    sayAsItIsNow(context, due, { effect, placeId, signal }),
  );
  const { interactionId } = effect;
  const events: InboundEvent[] =
    interactionId === null
      ? []
      : [follow(context, due, { kind: "line.delivered", memberId: due.memberId, interactionId })];
  return { ...settledAs(posts), learned, events };
}

/** A line that may not be said any more: what an earlier try made of it, null when there is nothing of it. */
export async function lookFor(
  context: CarryOutContext,
  due: Due,
  effect: Say,
  signal: AbortSignal,
): Promise<Settlement | null> {
  const { decidedAt } = due;
  const { text, buttons } = effect;
  const { result: posts, learned } = await withPlace(context, due, signal, (placeId) => {
    const line = { placeId, key: keyOf(context, due), text, buttons, inDoubt: true, decidedAt };
    return context.memberSide.say({ ...line, tooLate: true }, signal);
  });
  return posts.length === 0 ? null : { ...settledAs(posts), learned };
}

/**
 * What was changed before it was carried is carried as changed. Where a try may have carried it before, it is looked for
 * as it was, and changed then.
 */
async function sayAsItIsNow(
  context: CarryOutContext,
  due: Due,
  say: { readonly effect: Say; readonly placeId: PlaceId; readonly signal: AbortSignal },
): Promise<readonly PostId[]> {
  const { memberSide } = context;
  const { effect, placeId, signal } = say;
  const { reworded, attempts, inDoubt, decidedAt } = due;
  const text = reworded === null || attempts > 0 || inDoubt ? effect.text : reworded;
  const line = { placeId, key: keyOf(context, due), text, inDoubt, decidedAt };
  const file = effect.file === undefined ? {} : { file: passing(context, due, effect.file) };
  const posts = await memberSide.say({ ...line, ...file, buttons: effect.buttons }, signal);
  if (reworded === null || text === reworded) return posts;
  return memberSide.edit({ ...line, posts, text: reworded }, signal);
}

export async function showCard(
  context: CarryOutContext,
  due: Due,
  effect: ShowCard,
  signal: AbortSignal,
): Promise<Settlement> {
  const { fact, card, silent } = effect;
  const last = due.conversation?.card;
  const { inDoubt, decidedAt } = due;
  const key = keyOf(context, due);
  const { result, learned } = await withPlace(context, due, signal, async (placeId) => {
    const by = last?.fact === fact && last.placeId === placeId ? "edit" : "replace";
    const earlier =
      last === undefined || last.postId === null || last.placeId === null
        ? null
        : ({ placeId: last.placeId, postId: last.postId, by } as const);
    const shown = { placeId, key, card, silent, earlier, inDoubt, decidedAt };
    return { placeId, postId: await context.memberSide.show(shown, signal), fact };
  });
  return { outcome: "done", remoteId: result.postId, learned: { ...learned, card: result } };
}

export async function reply(
  context: CarryOutContext,
  due: Due,
  effect: Reply,
  signal: AbortSignal,
): Promise<Settlement> {
  const place = effect.linksToPlace ? due.member.placeId : null;
  const { interactionId, text, buttons } = effect;
  await context.memberSide.reply({ interactionId, text, place, buttons }, signal);
  return done();
}
