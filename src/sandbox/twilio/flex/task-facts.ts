import type { TaskRouter } from "../taskrouter/taskrouter.ts";
import { textOf, type JsonObject } from "../wire/json.ts";
import type { InteractionChannel } from "./model.ts";
import type { Routing } from "./routing.ts";

/** The given attributes as they are, and what Flex adds to them. */
export function taskAttributes(
  channel: InteractionChannel,
  inviteSid: string,
  given: JsonObject,
): JsonObject {
  const name = textOf(given, "customerName");
  const address = textOf(given, "customerAddress");
  return {
    channelType: channel.type,
    direction: "inbound",
    initiatedBy: "customer",
    ...(name === undefined || address === undefined ? {} : { customers: { name, phone: address } }),
    ...given,
    conversationSid: channel.conversationSid,
    flexInteractionSid: channel.interactionSid,
    flexInteractionChannelSid: channel.sid,
    flexChannelInviteSid: inviteSid,
    conversations: {
      initiated_by: "customer",
      conversation_id: channel.interactionSid,
      media: [{ type: "ChatTranscript", sid: channel.conversationSid }],
    },
  };
}

/** The task as the answer promises it; it cannot be fetched yet. */
export function showRouting(
  { runtime, store }: TaskRouter,
  taskSid: string,
  routing: Routing,
  attributes: JsonObject,
): JsonObject {
  const now = Math.floor(runtime.now() / 1000);
  return {
    reservation: null,
    properties: {
      account_sid: runtime.ready.accountSid,
      workspace_sid: runtime.ready.workspaceSid,
      sid: taskSid,
      date_created: now,
      date_updated: now,
      attributes: JSON.stringify(attributes),
      assignment_status: "pending",
      workflow_sid: routing.workflowSid,
      workflow_name: store.workflows.get(routing.workflowSid)?.friendlyName ?? "",
      priority: routing.priority,
      age: 0,
      reason: "",
      timeout: routing.timeoutSeconds,
      task_channel_sid: routing.taskChannelSid,
      task_channel_unique_name: store.channels.get(routing.taskChannelSid)?.uniqueName ?? "",
      addons: "{}",
    },
  };
}
