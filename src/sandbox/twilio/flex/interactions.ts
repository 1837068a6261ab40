import { newSid } from "../sids.ts";
import { createCollection, type Collection } from "../collection.ts";
import type { Conversations } from "../conversations/conversations.ts";
import { addParticipant, participantOf, removeParticipant } from "../conversations/participants.ts";
import type { Runtime } from "../runtime.ts";
import type { Reservation, Task, Worker } from "../taskrouter/model.ts";
import type { TaskRouter } from "../taskrouter/taskrouter.ts";
import { cancelTask, completeTask, createTask, wrapTask } from "../taskrouter/tasks.ts";
import { ApiError } from "../wire/api-error.ts";
import { parseObject, textOf } from "../wire/json.ts";
import type { ChannelParticipant, Interaction, InteractionChannel, Invite } from "./model.ts";
import type { Routing, WantedChannel } from "./routing.ts";
import { showRouting, taskAttributes } from "./task-facts.ts";

/** What ties conversations to tasks. The functions below act on it. */
export interface Interactions {
  readonly runtime: Runtime;
  readonly conversations: Conversations;
  readonly taskRouter: TaskRouter;
  readonly all: Collection<Interaction>;
  /** Grouped by interaction. */
  readonly channels: Collection<InteractionChannel>;
  /** Grouped by channel. */
  readonly invites: Collection<Invite>;
  /** Grouped by channel. */
  readonly participants: Collection<ChannelParticipant>;
}

export function createInteractions(
  runtime: Runtime,
  conversations: Conversations,
  taskRouter: TaskRouter,
): Interactions {
  return {
    runtime,
    conversations,
    taskRouter,
    all: createCollection<Interaction>(),
    channels: createCollection<InteractionChannel>((channel) => channel.interactionSid),
    invites: createCollection<Invite>((invite) => invite.channelSid),
    participants: createCollection<ChannelParticipant>((participant) => participant.channelSid),
  };
}

/** Accepts at once; the task appears, or the channel fails, a little later. */
export function createInteraction(flex: Interactions, wanted: WantedChannel, routing: Routing): Interaction {
  const interactionSid = newSid("KD");
  const { type, conversationSid } = wanted;
  const channel = flex.channels.put({
    sid: newSid("UO"),
    interactionSid,
    type,
    status: "setup",
    conversationSid,
    errorCode: null,
    errorMessage: null,
  });
  flex.participants.put({ ...childOf(channel), sid: newSid("UT"), type: "customer", routing: null });
  const invite = inviteAgent(flex, channel, routing);
  return flex.all.put({ sid: interactionSid, channelSid: channel.sid, type, routing: invite.routing });
}

/** Asks for an agent. The answer names a task that only comes to be a little later. */
export function inviteAgent(flex: Interactions, channel: InteractionChannel, routing: Routing): Invite {
  const { runtime, taskRouter } = flex;
  const sids = { invite: newSid("KG"), task: newSid("WT") };
  const attributes = taskAttributes(channel, sids.invite, routing.attributes);
  const invite = flex.invites.put({
    ...childOf(channel),
    sid: sids.invite,
    taskSid: sids.task,
    routing: showRouting(taskRouter, sids.task, routing, attributes),
  });
  runtime.soon(() => {
    if (!setUpChannel(flex, channel.sid)) return;
    createTask(taskRouter, { ...routing, sid: sids.task, attributes: JSON.stringify(attributes) });
  });
  return invite;
}

/** What is wrong with the conversation only shows now, when the request was answered long ago. */
function setUpChannel({ channels, conversations }: Interactions, channelSid: string): boolean {
  const channel = channels.get(channelSid);
  if (channel === undefined || channel.status === "closed") return false;
  const conversation = conversations.store.conversations.get(channel.conversationSid);
  const isUsable =
    conversation !== undefined &&
    conversation.state !== "closed" &&
    conversations.store.participants.of(conversation.sid).length > 0;
  const errorMessage = "The conversation is missing, closed or without its customer";
  channels.put(
    isUsable
      ? { ...channel, status: "active" }
      : { ...channel, status: "failed", errorCode: 45360, errorMessage },
  );
  return isUsable;
}

/**
 * Closes channel and conversation; the task wraps up or completes. Flex closes twice, for wrap-up and for
 * completion; 80906 when there is nothing left to close.
 */
export function closeChannel(
  { channels, invites, taskRouter, conversations }: Interactions,
  channel: InteractionChannel,
  how: "wrapup" | "closed",
): InteractionChannel {
  const open = invites.of(channel.sid).filter(({ taskSid }) => canSettle(taskRouter, taskSid, how));
  if (channel.status === "closed" && open.length === 0) {
    throw new ApiError(400, 80906, "Interaction channel is already closed");
  }
  const closed = channels.put({ ...channel, status: "closed" });
  for (const { taskSid } of open) settle(taskRouter, taskSid, how);
  closeConversation(conversations, channel.conversationSid);
  return closed;
}

/** Puts a conversation aside: its tasks are completed, agents leave it, and it waits for its customer. */
export function parkChannel(flex: Interactions, channel: InteractionChannel): InteractionChannel {
  const { channels, invites, taskRouter, conversations } = flex;
  if (channel.status !== "active") {
    throw new ApiError(400, 80906, "Interaction channel is not active");
  }
  const parked = channels.put({ ...channel, status: "inactive" });
  for (const { taskSid } of invites.of(channel.sid)) {
    if (canSettle(taskRouter, taskSid, "closed")) settle(taskRouter, taskSid, "closed");
  }
  for (const { routing } of flex.participants.of(channel.sid)) {
    if (routing !== null) leaveConversation(flex, channel, routing.worker_sid);
  }
  const conversation = conversations.store.conversations.get(channel.conversationSid);
  if (conversation !== undefined) conversations.setState(conversation, "inactive", "API", BY_FLEX);
  return parked;
}

/** One agent leaves while others stay, or come: their own task is completed. */
export function leaveChannel(flex: Interactions, task: Task, workerSid: string): void {
  const channel = channelOf(flex, task);
  if (channel === undefined) throw new ApiError(404, 20404, "The task belongs to no interaction");
  if (canSettle(flex.taskRouter, task.sid, "closed")) settle(flex.taskRouter, task.sid, "closed");
  leaveConversation(flex, channel, workerSid);
}

function leaveConversation(
  { runtime, conversations, taskRouter }: Interactions,
  channel: InteractionChannel,
  workerSid: string,
): void {
  const worker = taskRouter.store.workers.get(workerSid);
  const identity = worker === undefined ? "" : identityOf(worker);
  const participant = participantOf(conversations, channel.conversationSid, identity);
  if (participant !== undefined) removeParticipant(runtime, conversations, participant, BY_FLEX);
}

/** What Flex's own back end does is announced to no scoped webhook (assumed, the harsher reading). */
const BY_FLEX = { source: "API", announced: false } as const;

/** The name under which an agent is known in conversations. */
export function identityOf(worker: Worker): string {
  const contact = textOf(parseObject(worker.attributes), "contact_uri");
  return (contact ?? worker.friendlyName).replace(/^client:/, "");
}

/** An agent has accepted: they join the conversation. */
export function joinChannel(
  flex: Interactions,
  task: Task,
  reservation: Reservation,
  identity: string,
): void {
  const channel = channelOf(flex, task);
  if (channel === undefined) return;
  const routing = {
    task_sid: task.sid,
    worker_sid: reservation.workerSid,
    reservation_sid: reservation.sid,
  };
  flex.participants.put({ ...childOf(channel), sid: newSid("UT"), type: "agent", routing });
  joinConversation(flex.runtime, flex.conversations, channel.conversationSid, identity);
}

/** The channel a task was made for. */
export function channelOf({ channels }: Interactions, task: Task): InteractionChannel | undefined {
  return channels.get(textOf(parseObject(task.attributes), "flexInteractionChannelSid") ?? "");
}

function childOf(channel: InteractionChannel): {
  readonly channelSid: string;
  readonly interactionSid: string;
} {
  return { channelSid: channel.sid, interactionSid: channel.interactionSid };
}

/**
 * Flex closes the conversation from its own back end, without the webhook header: no scoped webhook
 * hears of it (that it closes is documented; that nobody is told is assumed, the harsher reading).
 */
function closeConversation(conversations: Conversations, sid: string): void {
  const conversation = conversations.store.conversations.get(sid);
  if (conversation === undefined) return;
  conversations.setState(conversation, "closed", "API", { source: "API", announced: false });
}

/** That an agent joined is announced (documented: integrating a custom chat client with Flex). */
function joinConversation(
  runtime: Runtime,
  conversations: Conversations,
  sid: string,
  identity: string,
): void {
  const conversation = conversations.store.conversations.get(sid);
  if (conversation === undefined || conversation.state === "closed") return;
  if (participantOf(conversations, sid, identity) !== undefined) return;
  const wanted = { identity, attributes: "{}", roleSid: conversations.store.roles.agent };
  addParticipant(runtime, conversations, conversation, wanted, { source: "API", announced: true });
}

function canSettle(taskRouter: TaskRouter, taskSid: string, how: "wrapup" | "closed"): boolean {
  const status = taskRouter.store.tasks.get(taskSid)?.status;
  if (status === undefined || status === "completed" || status === "canceled") return false;
  return status !== "wrapping" || how === "closed";
}

function settle(taskRouter: TaskRouter, taskSid: string, how: "wrapup" | "closed"): void {
  const task = taskRouter.store.tasks.get(taskSid);
  if (task === undefined) return;
  if (task.status === "pending" || task.status === "reserved") {
    cancelTask(taskRouter, task, "The interaction channel was closed");
  } else if (how === "wrapup") wrapTask(taskRouter, task, null);
  else completeTask(taskRouter, task, null);
}
