import type { Happening } from "../../domain/event.ts";
import { Failure } from "../../domain/failure.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import type { CheckEnd, EnsureTask, Post, RequestAgent, TellPosition } from "../effect.ts";
import type { Due, Settlement, TaskFacts } from "../ports.ts";
import { passing } from "./files.ts";
import { type CarryOutContext, done, follow, keyOf } from "./context.ts";

export async function ensureConversation(
  context: CarryOutContext,
  due: Due,
  signal: AbortSignal,
): Promise<Settlement> {
  const { conversation, member } = due;
  if (conversation === null) throw new Failure("bug.unexpected", "a conversation to ensure is not stored");
  if (conversation.transportConversationId !== null) {
    return { outcome: "dropped", reason: "it is there already" };
  }
  const transportConversationId = await context.transport.ensureConversation(
    {
      // The id begins with the lineage that the conversation was opened under.
      name: `discord-${member.id}-${conversation.ordinal}-${conversation.id.split("-", 1).join()}`,
      memberId: member.id,
      displayName: member.displayName,
    },
    signal,
  );
  return { outcome: "done", remoteId: transportConversationId, learned: { transportConversationId } };
}

export async function post(
  context: CarryOutContext,
  due: Due,
  effect: Post,
  signal: AbortSignal,
): Promise<Settlement> {
  const { id, index } = await context.transport.post(
    {
      conversation: transportIdOf(due),
      key: keyOf(context, due),
      voice: effect.voice,
      memberId: due.memberId,
      text: effect.text,
      postId: effect.postId,
      // Once there is work for agents the flow would only make more of it.
      startsFlow: effect.startsFlow && due.conversation?.taskId === null,
      inDoubt: due.inDoubt,
      decidedAt: due.decidedAt,
      ...(effect.file === undefined ? {} : { file: passing(context, due, effect.file) }),
    },
    signal,
  );
  const learned = { postedIndex: index, ...(effect.asksForAgent ? { requestPosted: true as const } : {}) };
  return { outcome: "done", remoteId: id, learned };
}

export async function requestAgent(
  context: CarryOutContext,
  due: Due,
  effect: RequestAgent,
  signal: AbortSignal,
): Promise<Settlement> {
  await context.transport.requestAgent(taskFacts(due, effect), signal);
  return done();
}

export async function ensureTask(
  context: CarryOutContext,
  due: Due,
  effect: EnsureTask,
  signal: AbortSignal,
): Promise<Settlement> {
  const facts = taskFacts(due, effect);
  if (due.conversation !== null && due.conversation.taskId !== null) {
    return { outcome: "dropped", reason: "the task is known" };
  }
  const search = await context.transport.ensureTask(facts, signal);
  const found: Happening =
    search.found === null
      ? {
          kind: "task.missing",
          memberId: due.memberId,
          conversationId: effect.conversationId,
          comeBackMs: search.comeBackMs,
        }
      : {
          kind: "task.moved",
          transportConversationId: facts.conversation,
          taskId: search.found,
          stage: "created",
        };
  return { outcome: "done", remoteId: search.found, events: [follow(context, due, found)] };
}

export async function tellPosition(
  context: CarryOutContext,
  due: Due,
  effect: TellPosition,
  signal: AbortSignal,
): Promise<Settlement> {
  const standing = await context.transport.queueStanding(effect.taskId, signal);
  if (standing === null) return { outcome: "dropped", reason: "nobody knows the place in the queue" };
  const before = due.conversation?.desk.queue;
  if (before?.position === standing.position && before.minutes === standing.minutes) return done();
  const known: Happening = {
    kind: "position.known",
    memberId: due.memberId,
    conversationId: effect.conversationId,
    ...standing,
  };
  return { outcome: "done", remoteId: null, events: [follow(context, due, known)] };
}

export async function detachFlow(
  context: CarryOutContext,
  due: Due,
  signal: AbortSignal,
): Promise<Settlement> {
  await context.transport.detachFlow(transportIdOf(due), signal);
  return done();
}

export async function checkEnd(
  context: CarryOutContext,
  due: Due,
  effect: CheckEnd,
  signal: AbortSignal,
): Promise<Settlement> {
  const state = await context.transport.stateOf(transportIdOf(due), signal);
  const { memberId } = due;
  const found: Happening = { kind: "end.checked", memberId, conversationId: effect.conversationId, state };
  return { outcome: "done", remoteId: null, events: [follow(context, due, found)] };
}

export async function closeConversation(
  context: CarryOutContext,
  due: Due,
  signal: AbortSignal,
): Promise<Settlement> {
  await context.transport.close(transportIdOf(due), signal);
  return done();
}

export function transportIdOf({ conversation }: Due): TransportConversationId {
  const id = conversation?.transportConversationId ?? null;
  if (id === null) {
    throw new Failure("twilio.not-found", "The conversation was never created on the agent's side.");
  }
  return id;
}

function taskFacts(due: Due, effect: RequestAgent | EnsureTask): TaskFacts {
  return {
    conversation: transportIdOf(due),
    memberId: due.memberId,
    displayName: due.member.displayName,
    caseNumber: effect.caseNumber,
    preferred: due.conversation?.desk.preferred ?? null,
  };
}
