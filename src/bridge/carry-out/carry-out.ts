import type { AssistantAnswered, DeliveryFailed, InboundEvent, LostPost } from "../../domain/event.ts";
import { asFailure, type Failure, type FailureCode } from "../../domain/failure.ts";
import type { ConversationId, EpochMs, InteractionId } from "../../domain/ids.ts";
import type { AwaitedAnswer, Due, Settlement } from "../ports.ts";
import { type Finding, findingOf } from "../circuit.ts";
import type { Answer, Effect, EnsureTask, Post, ShowCard } from "../effect.ts";
import { nextWait } from "../retry.ts";
import { answer } from "./assistant.ts";
import { editPost, editSaid, removePost, removeSaid } from "./changes.ts";
import { announce, handOverFiles, keepFiles, postCase } from "./community.ts";
import { type CarryOutContext, follow } from "./context.ts";
import {
  checkEnd,
  closeConversation,
  detachFlow,
  ensureConversation,
  ensureTask,
  post,
  requestAgent,
  tellPosition,
} from "./toward-agent.ts";
import { describeMember, describeTask, putRating } from "./facts.ts";
import { postHistory, sendTranscript } from "./transcript.ts";
import { lookFor, openPlace, reply, say, showCard } from "./toward-member.ts";

/** Carries out one effect and says what became of it. Never rejects: a failure is a settlement too. */
export async function carryOut(context: CarryOutContext, due: Due, signal: AbortSignal): Promise<Carried> {
  const stale = staleBecause(due);
  try {
    const settlement =
      stale === null ? await perform(context, due, signal) : await drop(context, due, stale, signal);
    return { settlement, finding: settlement.outcome === "done" ? "up" : "nothing" };
  } catch (thrown) {
    const failure = asFailure(thrown);
    return { settlement: settleFailure(context, due, failure), finding: findingOf(failure) };
  }
}

/** What may stand there already is looked for: nobody is to say it again because we think it was not said. */
async function drop(
  context: CarryOutContext,
  due: Due,
  reason: string,
  signal: AbortSignal,
): Promise<Settlement> {
  const { effect, inDoubt } = due;
  const found = effect.kind === "say" && inDoubt ? await lookFor(context, due, effect, signal) : null;
  return found ?? { outcome: "dropped", reason };
}

/** What became of a try, and what it says about the side it went to. */
export interface Carried {
  readonly settlement: Settlement;
  readonly finding: Finding;
}

/**
 * The fence: a card that shows this already, and has a newer state to show, waits for that one; and what the
 * assistant says must still match the conversation's epoch when it is sent.
 */
function staleBecause(due: Due): string | null {
  if (isWithdrawn(due)) return "it was deleted before it was carried";
  const { effect, conversation, epoch } = due;
  if (due.blocked) return "its member was blocked before it was carried";
  if (effect.kind === "card.show" && isOutdated(effect, conversation)) {
    return "a newer state of the card is on its way";
  }
  const fenced = (effect.kind === "say" || effect.kind === "post") && effect.voice === "assistant";
  if (!fenced || conversation === null || epoch === conversation.epoch) return null;
  return `epoch ${epoch} is over: a human was asked for`;
}

/** News is never skipped: what was said after it would stand before it. */
function isOutdated({ version, fact }: ShowCard, conversation: Due["conversation"]): boolean {
  return conversation !== null && version < conversation.card.version && fact === conversation.card.fact;
}

/** Only what surely was not carried yet; the line that asks for a human is needed whatever it says. */
function isWithdrawn({ effect, withdrawn, attempts, inDoubt }: Due): boolean {
  if (!withdrawn || attempts > 0 || inDoubt) return false;
  return effect.kind === "say" || (effect.kind === "post" && !effect.asksForAgent);
}

function perform(context: CarryOutContext, due: Due, signal: AbortSignal): Promise<Settlement> {
  const { effect } = due;
  switch (effect.kind) {
    case "place.open":
      return openPlace(context, due, effect, signal);
    case "say":
      return say(context, due, effect, signal);
    case "say.edit":
      return editSaid(context, due, effect, signal);
    case "say.remove":
      return removeSaid(context, due, signal);
    case "card.show":
      return showCard(context, due, effect, signal);
    case "transcript.send":
      return sendTranscript(context, due, effect, signal);
    case "member.describe":
      return describeMember(context, due, effect, signal);
    case "task.describe":
      return describeTask(context, due, effect, signal);
    case "rating.put":
      return putRating(context, due, effect, signal);
    case "end.check":
      return checkEnd(context, due, effect, signal);
    case "history.post":
      return postHistory(context, due, effect, signal);
    case "reply":
      return reply(context, due, effect, signal);
    case "case.post":
      return postCase(context, due, effect, signal);
    case "announce":
      return announce(context, due, effect);
    case "files.keep":
      return keepFiles(context, due, effect, signal);
    case "files.hand-over":
      return handOverFiles(context, due, effect);
    case "conversation.ensure":
      return ensureConversation(context, due, signal);
    case "post":
      return post(context, due, effect, signal);
    case "post.edit":
      return editPost(context, due, effect, signal);
    case "post.remove":
      return removePost(context, due, effect, signal);
    case "agent.request":
      return requestAgent(context, due, effect, signal);
    case "task.ensure":
      return ensureTask(context, due, effect, signal);
    case "flow.detach":
      return detachFlow(context, due, signal);
    case "conversation.close":
      return closeConversation(context, due, signal);
    case "queue.tell":
      return tellPosition(context, due, effect, signal);
    case "answer":
      return answer(context, due, effect, signal);
  }
}

function settleFailure(context: CarryOutContext, due: Due, failure: Failure): Settlement {
  if (due.effect.kind === "reply") {
    // Its token lives fifteen minutes at most, and the member has long seen the line itself.
    return { outcome: "dropped", reason: failure.message };
  }
  if (due.effect.kind === "say" && due.effect.courtesy === true && failure.code === "member.unreachable") {
    return { outcome: "dropped", reason: failure.message };
  }
  if (failure.code === "member.unreachable" && isAnsweredElsewhere(due.effect)) {
    return { outcome: "dropped", reason: failure.message, events: heardOfLoss(context, due, failure) };
  }
  if (changesLine(due.effect) && GONE.has(failure.code)) {
    return { outcome: "dropped", reason: `what it changes is there no more: ${failure.message}` };
  }
  if (failure.code === "file.refused" && isFile(due.effect)) {
    // Nobody can make this file better by looking at it: both sides hear of it, and that is that.
    return { outcome: "dropped", reason: failure.message, events: heardOfLoss(context, due, failure) };
  }
  if (due.effect.kind === "task.ensure" && failure.code !== "twilio.closed") {
    return lookForTaskLater(context, due, due.effect, failure);
  }
  const now = context.now();
  const wait = nextWait(failure, due.attempts + 1, now - due.decidedAt, context.random());
  if (wait !== null) {
    return { outcome: "retry", at: now + wait, failure, inDoubt: due.inDoubt || !failure.certain };
  }
  const awaits = GONE.has(failure.code) ? answerTo(due, now) : null;
  return {
    outcome: "parked",
    failure,
    events: heardOfLoss(context, due, failure),
    ...(awaits === null ? {} : { awaits }),
  };
}

/** While this is tried again, all that the other side does is refuse it. */
const AWAIT_ANSWER_MS = 10_000;

/** A message that its conversation did not take goes into the next one, to be answered there if it was not here. */
function answerTo({ effect }: Due, now: EpochMs): AwaitedAnswer | null {
  const asks = effect.kind === "post" && effect.file === undefined ? effect.postId : null;
  return asks === null ? null : { to: asks, tryAgainAt: now + AWAIT_ANSWER_MS };
}

function heardOfLoss(context: CarryOutContext, due: Due, failure: Failure): readonly InboundEvent[] {
  const lost = due.effect.kind === "answer" ? noAnswer(due, due.effect) : lossOf(due, failure);
  return lost === null ? [] : [follow(context, due, lost)];
}

/** Whoever used a command is told by its reply that they cannot be reached, and how they can: that needs nobody's eyes. */
function isAnsweredElsewhere(effect: Effect): boolean {
  return (effect.kind === "say" || effect.kind === "place.open") && effect.interactionId !== null;
}

/** What is not there any more needs no change. */
const GONE: ReadonlySet<FailureCode> = new Set(["discord.not-found", "twilio.not-found", "twilio.closed"]);

function isFile(effect: Effect): boolean {
  return (effect.kind === "post" || effect.kind === "say") && effect.file !== undefined;
}

function changesLine({ kind }: Effect): boolean {
  return kind === "say.edit" || kind === "say.remove" || kind === "post.edit" || kind === "post.remove";
}

/** A search for the task never holds up what the member writes meanwhile. */
const LOOK_AGAIN_MS = 10_000;

function lookForTaskLater(
  context: CarryOutContext,
  due: Due,
  { conversationId }: EnsureTask,
  failure: Failure,
): Settlement {
  const comeBackMs = Math.max(LOOK_AGAIN_MS, failure.retryAfterMs ?? 0);
  const missing = { kind: "task.missing", memberId: due.memberId, conversationId, comeBackMs } as const;
  return { outcome: "parked", failure, events: [follow(context, due, missing)] };
}

/** Whom the assistant fails is told that there is no answer, and offered a human. */
function noAnswer(due: Due, { conversationId, postId }: Answer): AssistantAnswered {
  const { memberId } = due;
  const epoch = due.epoch ?? 0;
  return { kind: "assistant.answered", memberId, conversationId, postId, epoch, text: "", found: false };
}

/** What the rest of the bridge must hear when an effect is given up; null when nobody is waiting for it. */
function lossOf(due: Due, failure: Failure): DeliveryFailed | null {
  const { effect, memberId } = due;
  const common = { kind: "delivery.failed", memberId, code: failure.code, effectId: due.effectId } as const;
  const atMember = (conversationId: ConversationId | null, interactionId: InteractionId | null) =>
    ({ ...common, side: "member", conversationId, interactionId, post: null }) as const;
  switch (effect.kind) {
    case "place.open":
      return atMember(null, effect.interactionId);
    case "say": {
      const lost = atMember(effect.conversationId, effect.interactionId);
      return effect.file?.from === "agent" ? { ...lost, file: effect.file } : lost;
    }
    case "card.show":
    case "transcript.send":
      return atMember(effect.conversationId, null);
    case "post":
    case "conversation.ensure":
    case "agent.request":
    case "task.ensure":
      return {
        ...common,
        side: "agent",
        conversationId: effect.conversationId,
        interactionId: null,
        post: effect.kind === "post" ? lostPost(effect) : null,
      };
    case "reply":
    case "case.post":
    case "announce":
    case "files.keep":
    case "files.hand-over":
    case "member.describe":
    case "task.describe":
    case "rating.put":
    case "history.post":
    case "end.check":
    case "say.edit":
    case "say.remove":
    case "post.edit":
    case "post.remove":
    case "flow.detach":
    case "conversation.close":
    case "queue.tell":
    case "answer":
      return null;
  }
}

/** The member's own message, or the part of it, that a line carried. */
function lostPost({ postId, text, file, part, answered }: Post): LostPost | null {
  if (postId === null) return null;
  return {
    postId,
    text,
    ...(file === undefined ? {} : { file }),
    ...(part === undefined ? {} : { part }),
    ...(answered === undefined ? {} : { answered }),
  };
}
