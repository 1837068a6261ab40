import { Liquid } from "liquidjs";
import type { TwilioReady } from "../../imitation.ts";
import { parseObject } from "../wire/json.ts";
import type { Contact, FlowMessage } from "./contact.ts";

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

interface Start {
  readonly flowSid: string;
  readonly executionSid: string;
  readonly contact: Contact;
  readonly message: FlowMessage;
}

/** The contact's attributes come parsed, as ChannelAttributes. */
export function createFlowContext(ready: TwilioReady, start: Start): FlowContext {
  const { contact } = start;
  const channel = { address: contact.sid };
  return {
    trigger: contact.kind === "channel" ? channelTrigger(ready, start) : conversationTrigger(ready, start),
    contact: { channel },
    flow: { flow_sid: start.flowSid, sid: start.executionSid, channel, variables: {} },
    widgets: {},
  };
}

function sharedFields(ready: TwilioReady, { contact, message }: Start) {
  return {
    AccountSid: ready.accountSid,
    InstanceSid: contact.serviceSid,
    ChannelSid: contact.sid,
    ChannelAttributes: parseObject(contact.attributes),
    MessageSid: message.sid,
    Index: message.index,
    From: message.author,
    Body: message.body,
    Attributes: message.attributes,
    Source: message.source,
    DateCreated: new Date(message.createdAt).toISOString(),
  };
}

/** Both subtrees of the trigger hold the same: exports of flows use either. */
function conversationTrigger(ready: TwilioReady, start: Start): FlowContext["trigger"] {
  const { contact, message } = start;
  const trigger = {
    ...sharedFields(ready, start),
    ChatServiceSid: contact.serviceSid,
    ConversationSid: contact.sid,
    Author: message.author,
    ParticipantSid: message.participantSid ?? "",
    EventType: "onMessageAdded",
  };
  return { conversation: trigger, message: trigger };
}

/** The old trigger knows messages of channels, and nothing of conversations. */
function channelTrigger(ready: TwilioReady, start: Start): FlowContext["trigger"] {
  return { conversation: {}, message: { ...sharedFields(ready, start), EventType: "onMessageSent" } };
}
