import type { Happening, InboundEvent } from "../../domain/event.ts";
import type { Reply, Say, ShowCard } from "../effect.ts";
import type { Due, Settlement } from "../ports.ts";
import { settledAs } from "./changes.ts";
import { passing } from "./files.ts";
import { type CarryOutContext, done, follow, keyOf } from "./context.ts";

export async function openPlace(
  context: CarryOutContext,
  due: Due,
  signal: AbortSignal,
): Promise<Settlement> {
  const placeId = await context.memberSide.openPlace(due.memberId, signal);
  const interactionId = due.effect.kind === "place.open" ? due.effect.interactionId : null;
  const opened: Happening = { kind: "place.opened", memberId: due.memberId, interactionId };
  return { outcome: "done", remoteId: placeId, learned: { placeId }, events: [follow(context, due, opened)] };
}

export async function say(
  context: CarryOutContext,
  due: Due,
  effect: Say,
  signal: AbortSignal,
): Promise<Settlement> {
  const placeId = due.member.placeId ?? (await context.memberSide.openPlace(due.memberId, signal));
  const posts = await context.memberSide.say(
    {
      placeId,
      key: keyOf(context, due),
      text: effect.text,
      buttons: effect.buttons,
      inDoubt: due.inDoubt,
      decidedAt: due.decidedAt,
      ...(effect.file === undefined ? {} : { file: passing(context, due, effect.file) }),
    },
    signal,
  );
  const { interactionId } = effect;
  const events: InboundEvent[] =
    interactionId === null
      ? []
      : [follow(context, due, { kind: "line.delivered", memberId: due.memberId, interactionId })];
  return { ...settledAs(posts), learned: { placeId }, events };
}

export async function showCard(
  context: CarryOutContext,
  due: Due,
  effect: ShowCard,
  signal: AbortSignal,
): Promise<Settlement> {
  const placeId = due.member.placeId ?? (await context.memberSide.openPlace(due.memberId, signal));
  const { fact, card, silent } = effect;
  const last = due.conversation?.card;
  const by = last?.fact === fact && last.placeId === placeId ? "edit" : "replace";
  const earlier =
    last === undefined || last.postId === null || last.placeId === null
      ? null
      : ({ placeId: last.placeId, postId: last.postId, by } as const);
  const { inDoubt, decidedAt } = due;
  const key = keyOf(context, due);
  const shown = { placeId, key, card, silent, earlier, inDoubt, decidedAt };
  const postId = await context.memberSide.show(shown, signal);
  return { outcome: "done", remoteId: postId, learned: { placeId, card: { placeId, postId, fact } } };
}

export async function reply(
  context: CarryOutContext,
  due: Due,
  effect: Reply,
  signal: AbortSignal,
): Promise<Settlement> {
  const place = effect.linksToPlace ? due.member.placeId : null;
  await context.memberSide.reply({ interactionId: effect.interactionId, text: effect.text, place }, signal);
  return done();
}
