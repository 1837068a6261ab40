import type { TaskFacts, TaskSearch } from "../../bridge/ports.ts";
import type { TaskId, TransportConversationId } from "../../domain/ids.ts";
import { identityOf } from "../names.ts";
import { findTaskBy, workspaceOf } from "../transports/find-task.ts";
import { call } from "../transports/account.ts";
import { flowIsRunning, removeFlow } from "../transports/flow.ts";
import { requestAttributes, searchTask, taskAttributes } from "../transports/task-search.ts";
import { callOn, changeAttributes, type ChatAccount } from "./chat-account.ts";
import { channelSid } from "./channel-id.ts";

/**
 * Marks the channel "live agent requested". The flow reads it as
 * `trigger.message.ChannelAttributes.live_agent_requested`, and puts the rest into the task.
 */
export async function requestAgent(chat: ChatAccount, facts: TaskFacts, signal: AbortSignal): Promise<void> {
  await changeAttributes(chat, facts.conversation, signal, requestAttributes(facts));
}

const ASKED_AT = "flexcord_task_asked_at";

/** Finds the task of a request, or makes one in TaskRouter. */
export async function ensureTask(
  chat: ChatAccount,
  facts: TaskFacts,
  signal: AbortSignal,
): Promise<TaskSearch> {
  const { conversation, memberId } = facts;
  return searchTask(chat.clock, ASKED_AT, {
    find: () => findTask(chat, conversation, signal),
    detachFlow: () => detachFlow(chat, conversation, signal),
    flowIsRunning: () => flowIsRunning(chat, [channelSid(conversation), identityOf(memberId)], signal),
    async attributes() {
      const channel = await callOn(chat, conversation, signal, "read the channel", (one) => one.fetch());
      return channel.attributes;
    },
    write: (attributes) => changeAttributes(chat, conversation, signal, attributes),
    ask: () => makeTask(chat, facts, signal),
  });
}

export function findTask(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<TaskId | null> {
  return findTaskBy(chat, "channelSid", channelSid(id), signal);
}

/** Flex opens the channel of a task by its `channelSid`. */
async function makeTask(chat: ChatAccount, facts: TaskFacts, signal: AbortSignal): Promise<TaskId> {
  const { workflowSid, taskChannelSid } = chat.ids;
  const { conversation } = facts;
  const about = taskAttributes(facts);
  const attributes = JSON.stringify({
    channelSid: channelSid(conversation),
    name: about["customerName"],
    ...about,
  });
  const { sid } = await call(signal, "make the channel's task", () =>
    workspaceOf(chat).tasks.create({ workflowSid, taskChannel: taskChannelSid, attributes }),
  );
  chat.log.info("the flow made no task, so one was made", { conversation });
  return sid as TaskId;
}

/** Takes the flow off the channel, and tells whether it was still on it. */
export function detachFlow(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<boolean> {
  return removeFlow(
    async () => {
      const webhooks = await callOn(chat, id, signal, "list the channel's webhooks", (one) =>
        one.webhooks.list(),
      );
      return webhooks.filter(({ type }) => type === "studio");
    },
    (sid) =>
      callOn(chat, id, signal, "take the flow off the channel", (one) => one.webhooks.get(sid).remove()),
  );
}
