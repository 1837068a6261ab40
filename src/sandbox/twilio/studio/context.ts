import { Liquid } from "liquidjs";
import type { TwilioReady } from "../../imitation.ts";
import type { Conversation, Message } from "../conversations/model.ts";
import { parseObject } from "../wire/json.ts";

/** What Liquid in a flow can read; widgets add to it as they run. */
export interface FlowContext {
  readonly trigger: { readonly conversation: object; readonly message: object };
  readonly contact: { readonly channel: { readonly address: string } };
  readonly flow: {
    readonly flow_sid: string;
    readonly sid: string;
    readonly channel: { readonly address: string };
    readonly variables: Record<string, unknown>;
  };
  readonly widgets: Record<string, unknown>;
}

const engine = new Liquid({ strictFilters: true, jsTruthy: false });
engine.registerFilter("to_json", (value: unknown) => JSON.stringify(value));

/** Replaces the Liquid in a text; throws when there is a mistake in it. */
export function render(template: string, context: FlowContext): string {
  const rendered: unknown = engine.parseAndRenderSync(template, context);
  return String(rendered);
}

/**
 * The conversation's attributes come parsed, as ChannelAttributes. Both subtrees of the trigger hold the
 * same: exports use either (reference, section 2).
 */
export function createFlowContext(
  ready: TwilioReady,
  start: {
    readonly flowSid: string;
    readonly executionSid: string;
    readonly conversation: Conversation;
    readonly message: Message;
  },
): FlowContext {
  const { conversation, message } = start;
  const trigger = {
    AccountSid: ready.accountSid,
    InstanceSid: ready.chatServiceSid,
    ChatServiceSid: ready.chatServiceSid,
    ChannelSid: conversation.sid,
    ConversationSid: conversation.sid,
    ChannelAttributes: parseObject(conversation.attributes),
    MessageSid: message.sid,
    Index: message.index,
    Author: message.author,
    From: message.author,
    Body: message.body,
    Attributes: message.attributes,
    ParticipantSid: message.participantSid ?? "",
    Source: message.source,
    EventType: "onMessageAdded",
    DateCreated: new Date(message.createdAt).toISOString(),
  };
  const channel = { address: conversation.sid };
  return {
    trigger: { conversation: trigger, message: trigger },
    contact: { channel },
    flow: { flow_sid: start.flowSid, sid: start.executionSid, channel, variables: {} },
    widgets: {},
  };
}
