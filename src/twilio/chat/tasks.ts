import type { TaskFacts, TaskSearch } from "../../bridge/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { TaskId, TransportConversationId } from "../../domain/ids.ts";
import { customerAttributes, plainName, readAttributes } from "../attributes.ts";
import { identityOf } from "../names.ts";
import { findTaskBy, workspaceOf } from "../transports/find-task.ts";
import { call, unless } from "../transports/flex-account.ts";
import { flowIsRunning } from "../transports/flow.ts";
import { callOn, changeAttributes, type ChatAccount } from "./chat-account.ts";
import { channelSid } from "./channel-id.ts";

/**
 * Marks the channel "live agent requested". The flow reads it as
 * `trigger.message.ChannelAttributes.live_agent_requested`, and puts the rest into the task.
 */
export async function requestAgent(chat: ChatAccount, facts: TaskFacts, signal: AbortSignal): Promise<void> {
  await changeAttributes(chat, facts.conversation, signal, {
    live_agent_requested: "true",
    case_number: String(facts.caseNumber),
    ...customerAttributes(facts),
  });
}

/** How long Studio is given to make the task it is making. */
const SETTLE_MS = 5_000;
/** What was asked of TaskRouter and is not there by then never came to be. */
const ASKED_IN_VAIN_MS = 60_000;
const ASKED_AT = "flexcord_task_asked_at";

/**
 * Finds the task of a request, or makes one, in steps small enough to be stopped between any two: the flow is taken off
 * first, what it may have begun is waited for, and the intent is written down before the task is made, for
 * TaskRouter knows no key that would keep a second one away.
 */
export async function ensureTask(
  chat: ChatAccount,
  facts: TaskFacts,
  signal: AbortSignal,
): Promise<TaskSearch> {
  const { conversation, memberId } = facts;
  const found = await findTask(chat, conversation, signal);
  if (found !== null) return { found };
  const later: TaskSearch = { found: null, comeBackMs: SETTLE_MS };
  if (await detachFlow(chat, conversation, signal)) return later;
  const names = [channelSid(conversation), identityOf(memberId)];
  if (await flowIsRunning(chat, names, signal)) return later;
  // It may have made one and ended since the first look. Nothing can from here on.
  const foundNow = await findTask(chat, conversation, signal);
  if (foundNow !== null) return { found: foundNow };
  const { attributes } = await callOn(chat, conversation, signal, "read the channel", (channel) =>
    channel.fetch(),
  );
  const askedAt = readAttributes(attributes)[ASKED_AT];
  const now = chat.clock.now();
  if (typeof askedAt === "number" && Math.abs(now - askedAt) < ASKED_IN_VAIN_MS) return later;
  await changeAttributes(chat, conversation, signal, { [ASKED_AT]: now });
  return { found: await makeTask(chat, facts, signal) };
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
  const { conversation, memberId, caseNumber } = facts;
  const name = plainName(facts.displayName);
  const attributes = JSON.stringify({
    channelSid: channelSid(conversation),
    name,
    from: name,
    customerName: name,
    customerAddress: identityOf(memberId),
    caseNumber: String(caseNumber),
    channelType: "web",
    direction: "inbound",
  });
  try {
    const { sid } = await call(signal, "make the channel's task", () =>
      workspaceOf(chat).tasks.create({ workflowSid, taskChannel: taskChannelSid, attributes }),
    );
    chat.log.info("the flow made no task, so one was made", { conversation });
    return sid as TaskId;
  } catch (thrown) {
    // What surely did not happen need not be waited for. Should this fail too, the next try waits a minute.
    if (thrown instanceof Failure && thrown.certain) {
      await changeAttributes(chat, conversation, signal, { [ASKED_AT]: 0 }).catch(() => undefined);
    }
    throw thrown;
  }
}

/** Takes the flow off the channel, and tells whether it was still on it. */
export async function detachFlow(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<boolean> {
  const gone = ["twilio.not-found", "twilio.closed"] as const;
  const webhooks = await unless(gone, () =>
    callOn(chat, id, signal, "list the channel's webhooks", (channel) => channel.webhooks.list()),
  );
  const studio = (webhooks ?? []).filter(({ type }) => type === "studio");
  for (const { sid } of studio) {
    await unless(gone, () =>
      callOn(chat, id, signal, "take the flow off the channel", (channel) =>
        channel.webhooks.get(sid).remove(),
      ),
    );
  }
  return studio.length > 0;
}
