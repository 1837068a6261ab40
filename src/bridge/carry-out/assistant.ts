import type { Happening } from "../../domain/event.ts";
import type { Answer } from "../effect.ts";
import type { Due, Settlement } from "../ports.ts";
import { type CarryOutContext, follow, keyOf } from "./context.ts";

export async function answer(
  context: CarryOutContext,
  due: Due,
  effect: Answer,
  signal: AbortSignal,
): Promise<Settlement> {
  const question = {
    key: keyOf(context, due),
    conversationId: effect.conversationId,
    text: effect.question,
    locale: due.member.locale,
  };
  const typing = showTyping(context, due, signal);
  const found = await context.assistant.answer(question, signal);
  await typing;
  const answered: Happening = {
    kind: "assistant.answered",
    memberId: due.memberId,
    conversationId: effect.conversationId,
    postId: effect.postId,
    epoch: due.epoch ?? 0,
    text: found.text,
    found: found.found,
    ...(found.handoff === true ? { handoff: true } : {}),
  };
  return { outcome: "done", remoteId: null, events: [follow(context, due, answered)] };
}

/** Best effort, and over before the answer is written: an indicator that comes later would promise another one. */
async function showTyping(
  { memberSide }: CarryOutContext,
  { member }: Due,
  signal: AbortSignal,
): Promise<void> {
  if (member.placeId === null) return;
  await memberSide.showTyping(member.placeId, signal).catch(() => undefined);
}
