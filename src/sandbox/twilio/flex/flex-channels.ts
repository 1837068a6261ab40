import { addMember, createChannel, deactivateChannel } from "../chat/channels.ts";
import { isInactive } from "../chat/chat-store.ts";
import type { Channel, ChatUser } from "../chat/model.ts";
import type { ProgrammableChat } from "../chat/programmable-chat.ts";
import { createUser } from "../chat/users.ts";
import { addWebhook, studioWebhook } from "../chat/webhooks.ts";
import { newSid } from "../sids.ts";
import type { Task } from "../taskrouter/model.ts";
import type { TaskRouter } from "../taskrouter/taskrouter.ts";
import { createTask } from "../taskrouter/tasks.ts";
import { ApiError, invalidParameter, notImitated } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import { parseObject, textOf } from "../wire/json.ts";
import type { FlexChannel, FlexFlow } from "./legacy-model.ts";
import type { FlexParts } from "./parts.ts";
import type { Routing } from "./routing.ts";

/** By whom nobody is told: what Flex's own back end does is announced to no webhook (assumed, the harsher reading). */
const BY_FLEX = { source: "API", announced: false } as const;

/**
 * Makes the user when there is none of this identity, the channel and its member, and puts the Flex Flow's
 * integration on it: from then on its messages start the Studio flow.
 */
export function createFlexChannel(parts: FlexParts, form: Form): FlexChannel {
  const { runtime, chat, flexChannels } = parts;
  for (const name of ["TaskSid", "TaskAttributes"]) if (form.has(name)) throw notImitated(name);
  if (form.flag("LongLived") === true) throw notImitated("long-lived channels");
  const flow = findFlow(parts, form.required("FlexFlowSid"));
  const identity = form.required("Identity");
  const userName = form.required("ChatUserFriendlyName");
  const friendlyName = form.required("ChatFriendlyName");
  const uniqueName = form.text("ChatUniqueName") ?? null;
  refuseActive(uniqueName === null ? undefined : chat.store.channelNamed(flow.chatServiceSid, uniqueName));
  const user = userOf(parts, flow, identity, userName);
  const attributes = JSON.stringify({
    status: "ACTIVE",
    from: form.text("Target") ?? userName,
    channel_type: flow.channelType,
    long_lived: false,
    pre_engagement_data: form.json("PreEngagementData") ?? null,
  });
  const { chatServiceSid: serviceSid } = flow;
  const channel = createChannel(chat, {
    serviceSid,
    friendlyName,
    uniqueName,
    type: "private",
    attributes,
  });
  try {
    addMember(chat, channel, user, BY_FLEX);
  } catch (error) {
    chat.store.forget(channel.sid);
    throw error;
  }
  const { flow_sid: flowSid, retry_count: retries } = flow.integration;
  addWebhook(chat, channel, studioWebhook(String(flowSid), Number(retries)));
  return flexChannels.put({
    sid: channel.sid,
    flexFlowSid: flow.sid,
    userSid: user.sid,
    createdAt: runtime.now(),
  });
}

function findFlow({ flexFlows }: FlexParts, sid: string): FlexFlow {
  const flow = flexFlows.get(sid);
  if (flow === undefined) throw new ApiError(404, 45205, "Requested Flex Flow is not found");
  if (!flow.enabled) throw invalidParameter(`Flex Flow ${sid} is not enabled`);
  if (flow.integrationType !== "studio") throw notImitated(`integrations of type ${flow.integrationType}`);
  return flow;
}

/** One that is there keeps its name and its attributes. */
function userOf({ chat }: FlexParts, flow: FlexFlow, identity: string, friendlyName: string): ChatUser {
  const before = chat.store.userOf(flow.chatServiceSid, identity);
  return before ?? createUser(chat, flow.chatServiceSid, { identity, friendlyName, attributes: "{}" });
}

function refuseActive(holder: Channel | undefined): void {
  if (holder === undefined || isInactive(holder)) return;
  throw new ApiError(409, 45208, "Chat Channel with this unique name already exists");
}

/**
 * Send to Flex on a channel: the task appears a little later, and Studio is removed from the engagement (documented:
 * managing Flex Flows).
 */
export function sendChannelToFlex(
  { chat, taskRouter }: { readonly chat: ProgrammableChat; readonly taskRouter: TaskRouter },
  channelSid: string,
  routing: Routing,
): { readonly taskSid: string } {
  const taskSid = newSid("WT");
  const attributes = JSON.stringify({ channelType: "web", ...routing.attributes, channelSid });
  for (const webhook of chat.store.webhooks.of(channelSid)) {
    if (webhook.type === "studio") chat.store.webhooks.delete(webhook.sid);
  }
  taskRouter.runtime.soon(() => createTask(taskRouter, { ...routing, sid: taskSid, attributes }));
  return { taskSid };
}

/** The chat channel that a task is about; undefined for a task of today's kind. */
export function chatChannelOf({ attributes }: Pick<Task, "attributes">): string | undefined {
  return textOf(parseObject(attributes), "channelSid");
}

/** The janitor: a task that ends outside of an agent's hands takes its channel along, where the Flex Flow says so. */
export function cleanAfter(
  { chat, flexFlows, flexChannels }: FlexParts,
  task: Pick<Task, "attributes">,
): void {
  const channel = flexChannels.get(chatChannelOf(task) ?? "");
  if (channel === undefined) return;
  if (flexFlows.get(channel.flexFlowSid)?.janitorEnabled === true) deactivateChannel(chat, channel.sid);
}
