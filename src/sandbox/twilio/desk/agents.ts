import { ControlError } from "../../control-error.ts";
import type { Account } from "../account.ts";
import { participantOf, removeParticipant } from "../conversations/participants.ts";
import { chatChannelOf } from "../flex/flex-channels.ts";
import { channelOf, closeChannel, identityOf, joinChannel } from "../flex/interactions.ts";
import type { Reservation, Task, Worker } from "../taskrouter/model.ts";
import { acceptReservation, rejectReservation } from "../taskrouter/reservations.ts";
import { completeTask, taskOf, wrapTask } from "../taskrouter/tasks.ts";
import { addWorker, changeWorker } from "../taskrouter/workers.ts";
import { parseObject, textOf } from "../wire/json.ts";
import { joinChat, leaveChat } from "./channel.ts";

/** How many chats an agent takes at once when nobody says. */
const AGENT_CAPACITY = 3;

export function addAgent(
  { runtime, taskRouter }: Account,
  wanted: {
    readonly name: string;
    readonly fullName: string;
    readonly capacity: number | undefined;
    readonly picture: string | undefined;
  },
): { readonly workerSid: string; readonly identity: string } {
  if (taskRouter.store.workers.all().some(({ friendlyName }) => friendlyName === wanted.name)) {
    throw new ControlError(409, `There is an agent named ${wanted.name} already`);
  }
  // Flex makes an agent's chat identity from the login name and escapes what is no letter or digit.
  const identity = wanted.name.replace(/[^A-Za-z0-9]/g, (sign) => `_${hexOf(sign)}`);
  const worker = addWorker(taskRouter, {
    friendlyName: wanted.name,
    attributes: JSON.stringify({
      full_name: wanted.fullName,
      contact_uri: `client:${identity}`,
      roles: ["agent"],
      ...(wanted.picture === undefined ? {} : { image_url: wanted.picture }),
    }),
  });
  const capacity = wanted.capacity ?? AGENT_CAPACITY;
  for (const channel of taskRouter.store.workerChannels.of(worker.sid)) {
    taskRouter.store.workerChannels.put({ ...channel, capacity, updatedAt: runtime.now() });
  }
  return { workerSid: worker.sid, identity };
}

function hexOf(sign: string): string {
  return Buffer.from(sign).toString("hex").toUpperCase();
}

export function findAgent({ taskRouter }: Account, workerSid: string): Worker {
  const worker = taskRouter.store.workers.get(workerSid);
  if (worker === undefined) throw new ControlError(404, `There is no agent ${workerSid}`);
  return worker;
}

export function setAvailable(
  { taskRouter }: Account,
  worker: Worker,
  available: boolean,
): { available: boolean } {
  const name = available ? "Available" : "Offline";
  const activity = taskRouter.store.activities.all().find(({ friendlyName }) => friendlyName === name);
  if (activity === undefined) throw new ControlError(409, `The workspace has no activity ${name}`);
  changeWorker(taskRouter, worker, { activitySid: activity.sid });
  return { available };
}

export function acceptTask(
  account: Account,
  worker: Worker,
  reservationSid: string,
): { conversationSid: string } {
  const reservation = ownReservation(account, worker, reservationSid);
  refuseAnswered(reservation);
  acceptReservation(account.taskRouter, reservation);
  const task = taskOf(account.taskRouter, reservation.taskSid);
  const channelSid = chatChannelOf(task);
  if (channelSid === undefined) joinChannel(account.interactions, task, reservation, identityOf(worker));
  else joinChat(account, channelSid, identityOf(worker));
  return { conversationSid: conversationOf(task) };
}

export function rejectTask(account: Account, worker: Worker, reservationSid: string): { taskSid: string } {
  const reservation = ownReservation(account, worker, reservationSid);
  refuseAnswered(reservation);
  rejectReservation(account.taskRouter, reservation);
  return { taskSid: reservation.taskSid };
}

/** "End chat": Flex closes the interaction channel, and the task wraps up; a chat channel stays open until then. */
export function endChat(account: Account, worker: Worker, taskSid: string): { taskSid: string } {
  const task = ownTask(account, worker, taskSid);
  if (task.status !== "assigned") throw new ControlError(409, `The task is ${task.status}, not assigned`);
  if (chatChannelOf(task) === undefined) closeTaskChannel(account, task, "wrapup");
  else wrapTask(account.taskRouter, task, null);
  return { taskSid };
}

/** Completes the task; Flex takes the agent out of the conversation, which nobody is told of. */
export function completeAgentTask(account: Account, worker: Worker, taskSid: string): { taskSid: string } {
  const task = ownTask(account, worker, taskSid);
  if (task.status !== "assigned" && task.status !== "wrapping") {
    throw new ControlError(409, `The task is ${task.status}, neither assigned nor wrapping`);
  }
  const channelSid = chatChannelOf(task);
  if (channelSid !== undefined) {
    completeTask(account.taskRouter, task, null);
    leaveChat(account, channelSid, identityOf(worker));
    return { taskSid };
  }
  closeTaskChannel(account, task, "closed");
  const { conversations, runtime } = account;
  const participant = participantOf(conversations, conversationOf(task), identityOf(worker));
  if (participant !== undefined) {
    removeParticipant(runtime, conversations, participant, { source: "API", announced: false });
  }
  return { taskSid };
}

function closeTaskChannel({ interactions }: Account, task: Task, how: "wrapup" | "closed"): void {
  const channel = channelOf(interactions, task);
  if (channel === undefined) throw new ControlError(409, "The task belongs to no interaction");
  closeChannel(interactions, channel, how);
}

/** The conversation, or the chat channel, that a task is about; empty for a task without one. */
export function conversationOf(task: Task): string {
  return textOf(parseObject(task.attributes), "conversationSid") ?? chatChannelOf(task) ?? "";
}

function ownReservation({ taskRouter }: Account, worker: Worker, sid: string): Reservation {
  const found = taskRouter.store.reservations.get(sid);
  if (found?.workerSid !== worker.sid) throw new ControlError(404, `The agent has no reservation ${sid}`);
  return found;
}

function refuseAnswered({ status }: Reservation): void {
  if (status !== "pending") throw new ControlError(409, `The reservation is ${status}, not pending`);
}

export function ownTask({ taskRouter }: Account, worker: Worker, sid: string): Task {
  const isOwn = taskRouter.store.reservations.of(sid).some(({ workerSid }) => workerSid === worker.sid);
  if (!isOwn) throw new ControlError(404, `The agent has no task ${sid}`);
  return taskOf(taskRouter, sid);
}
