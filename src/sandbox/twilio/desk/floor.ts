import { ControlError } from "../../control-error.ts";
import type { Account } from "../account.ts";
import { addParticipant, participantOf } from "../conversations/participants.ts";
import { channelOf, identityOf, inviteAgent, leaveChannel, parkChannel } from "../flex/interactions.ts";
import type { InteractionChannel } from "../flex/model.ts";
import type { Task, Worker } from "../taskrouter/model.ts";
import { parseObject } from "../wire/json.ts";
import { ownTask } from "./agents.ts";
import { joinChat } from "./channel.ts";

/** What agents and supervisors do with each other's work. */

/** Asks another agent in, or with nobody named whoever the workflow finds; the first one stays until they leave. */
export function inviteOther(
  account: Account,
  worker: Worker,
  taskSid: string,
  other: Worker | undefined,
): { readonly taskSid: string } {
  const task = ownTask(account, worker, taskSid);
  const channel = channelFor(account, task);
  const queueSid = task.queueSid;
  if (queueSid === null) throw new ControlError(409, "The task is in no queue");
  const invite = inviteAgent(account.interactions, channel, {
    workflowSid: task.workflowSid,
    taskChannelSid: task.taskChannelSid,
    direct: other === undefined ? null : { queueSid, workerSid: other.sid },
    // Whoever invites has to send the attributes once more (documented: invites of Interactions).
    attributes: parseObject(task.attributes),
    priority: task.priority,
    timeoutSeconds: task.timeoutSeconds,
  });
  return { taskSid: invite.taskSid };
}

/** The agent leaves the conversation, which goes on. */
export function leaveTask(account: Account, worker: Worker, taskSid: string): { readonly taskSid: string } {
  leaveChannel(account.interactions, ownTask(account, worker, taskSid), worker.sid);
  return { taskSid };
}

/** Puts the conversation aside. */
export function holdTask(account: Account, worker: Worker, taskSid: string): { readonly taskSid: string } {
  parkChannel(account.interactions, channelFor(account, ownTask(account, worker, taskSid)));
  return { taskSid };
}

/** A supervisor steps in, without a task. */
export function stepIn(
  account: Account,
  worker: Worker,
  conversationSid: string,
): { readonly conversationSid: string } {
  const { runtime, conversations, chat } = account;
  if (chat.store.channels.get(conversationSid) !== undefined) {
    joinChat(account, conversationSid, identityOf(worker));
    return { conversationSid };
  }
  const conversation = conversations.store.find(conversationSid);
  const identity = identityOf(worker);
  if (conversation.state === "closed") throw new ControlError(409, "The conversation is closed");
  if (participantOf(conversations, conversation.sid, identity) === undefined) {
    const wanted = { identity, attributes: "{}", roleSid: conversations.store.roles.agent };
    addParticipant(runtime, conversations, conversation, wanted, {
      source: "SDK",

      identity,
    });
  }
  return { conversationSid };
}

function channelFor({ interactions }: Account, task: Task): InteractionChannel {
  const channel = channelOf(interactions, task);
  if (channel === undefined) throw new ControlError(409, "The task belongs to no interaction");
  return channel;
}
