import type { Account } from "../account.ts";
import type { Task, Worker } from "../taskrouter/model.ts";
import { isAvailable } from "../taskrouter/offers.ts";
import { taskOf } from "../taskrouter/tasks.ts";
import { parseObject, textOf } from "../wire/json.ts";
import { identityOf } from "../flex/interactions.ts";
import { conversationOf } from "./agents.ts";
import { showChannel } from "./channel.ts";
import { showFile } from "./file.ts";

/** Everybody and everything on the floor. */
export function showDesk(account: Account): unknown {
  const { store } = account.taskRouter;
  return {
    agents: store.workers.all().map((worker) => showAgent(account, worker)),
    tasks: store.tasks.all().map((task) => showTask(account, task)),
  };
}

function showAgent(account: Account, worker: Worker): unknown {
  return {
    workerSid: worker.sid,
    identity: identityOf(worker),
    name: worker.friendlyName,
    fullName: textOf(parseObject(worker.attributes), "full_name") ?? worker.friendlyName,
    available: isAvailable(account.taskRouter, worker),
    ...showAgentTasks(account, worker),
  };
}

export function showAgentTasks(
  account: Account,
  worker: Worker,
): { readonly reservations: readonly unknown[] } {
  const { taskRouter } = account;
  const own = taskRouter.store.reservations.all().filter(({ workerSid }) => workerSid === worker.sid);
  return {
    reservations: own.map((reservation) => {
      const task = taskOf(taskRouter, reservation.taskSid);
      return {
        reservationSid: reservation.sid,
        taskSid: reservation.taskSid,
        status: reservation.status,
        conversationSid: conversationOf(task),
        attributes: parseObject(task.attributes),
      };
    }),
  };
}

function showTask({ taskRouter }: Account, task: Task): unknown {
  return {
    taskSid: task.sid,
    status: task.status,
    reason: task.reason,
    queue: task.queueSid === null ? null : (taskRouter.store.queues.get(task.queueSid)?.friendlyName ?? null),
    conversationSid: conversationOf(task),
    attributes: parseObject(task.attributes),
    createdAt: task.createdAt,
  };
}

/** The conversation, or the channel of Programmable Chat, as an agent reads it. */
export function showConversation(account: Account, sid: string): unknown {
  const channel = account.chat.store.channels.get(sid);
  if (channel !== undefined) return showChannel(account, channel);
  const { store } = account.conversations;
  const conversation = store.find(sid);
  return {
    sid: conversation.sid,
    state: conversation.state,
    uniqueName: conversation.uniqueName,
    friendlyName: conversation.friendlyName,
    attributes: parseObject(conversation.attributes),
    participants: store.participants.of(conversation.sid).map(({ sid, identity }) => ({ sid, identity })),
    messages: store.messages.of(conversation.sid).map((message) => ({
      sid: message.sid,
      index: message.index,
      author: message.author,
      body: message.body,
      source: message.source,
      attributes: parseObject(message.attributes),
      at: message.createdAt,
      edited: message.updatedAt !== message.createdAt,
      media: message.media.map(showFile),
    })),
  };
}
