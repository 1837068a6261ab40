import { randomUUID } from "node:crypto";
import {
  addAgent,
  defaultRouting,
  interact,
  offerTo,
  openConversation,
  workspaceOf,
} from "../../../sandbox/twilio/floor.ts";
import type { Account } from "./twilio-routes.ts";

const NOBODY = "0".repeat(32);

const EVENTS = [
  "onMessageAdded",
  "onMessageUpdated",
  "onMessageRemoved",
  "onConversationUpdated",
  "onConversationStateUpdated",
  "onParticipantAdded",
  "onParticipantUpdated",
  "onParticipantRemoved",
];

/** Every write of a conversation, announced to a webhook that wants to hear of all of them. */
export async function announceEverything(host: Account) {
  await workspaceOf(host).update({ eventCallbackUrl: host.callbacks, eventsFilter: "" });
  const { conversations } = host.client.conversations.v1;
  const xTwilioWebhookEnabled = "true";
  const { sid } = await conversations.create({ friendlyName: "Mia", uniqueName: randomUUID() });
  const on = conversations(sid);
  await on.webhooks.create({
    target: "webhook",
    "configuration.url": host.callbacks,
    "configuration.method": "post",
    "configuration.filters": [...EVENTS, "onConversationRemoved"],
  });
  const { participants, messages } = on;
  const participant = await participants.create({ identity: "discord_2", xTwilioWebhookEnabled });
  const message = await messages.create({ body: "hi", author: "discord_2", xTwilioWebhookEnabled });
  await on.messages(message.sid).update({ body: "hello", xTwilioWebhookEnabled });
  await on.participants(participant.sid).update({ lastReadMessageIndex: 0, xTwilioWebhookEnabled });
  await on.messages(message.sid).remove({ xTwilioWebhookEnabled });
  await on.participants(participant.sid).remove({ xTwilioWebhookEnabled });
  await on.update({ friendlyName: "Mia M.", xTwilioWebhookEnabled });
  await on.update({ state: "closed", xTwilioWebhookEnabled });
  await on.remove({ xTwilioWebhookEnabled });
}

/** An interaction from its first invitation to its end. */
export async function useFlex(host: Account) {
  await host.client.flexApi.v1.configuration().fetch();
  const agent = await addAgent(host);
  const conversation = await openConversation(host);
  await conversation.on.webhooks.create({
    target: "webhook",
    "configuration.url": host.callbacks,
    "configuration.filters": EVENTS,
  });
  const { sid } = await interact(host, conversation.sid);
  const on = host.client.flexApi.v1.interaction(sid);
  await on.fetch();
  const [channel] = await on.channels.list();
  const channelSid = channel?.sid ?? "";
  const { reservationSid } = await offerTo(host, agent.workerSid);
  await host.control("POST", `/agents/${agent.workerSid}/accept`, { reservationSid });
  const line = { conversationSid: conversation.sid, body: "Hello, Alex here." };
  await host.control("POST", `/agents/${agent.workerSid}/write`, line);
  const { workflow, chat } = await defaultRouting(host);
  const { workspaceSid } = host.imitation.ready;
  const properties = { workspace_sid: workspaceSid, workflow_sid: workflow, task_channel_sid: chat };
  await on.channels(channelSid).invites.create({ routing: { properties } });
  await on.channels(channelSid).invites.list();
  await on.channels(channelSid).participants.list();
  await on.channels(channelSid).fetch();
  await on.channels(channelSid).update({ status: "closed", routing: { status: "closed" } });
}

/** What Twilio refuses in its own words: what is not there, and what lacks a parameter. */
export async function beRefused({ client, imitation }: Account) {
  const refused = [
    client.conversations.v1.conversations("nobody").fetch(),
    client.taskrouter.v1.workspaces(imitation.ready.workspaceSid).tasks(`WT${NOBODY}`).fetch(),
    client.studio.v2.flows.create({ friendlyName: "broken", status: "published", definition: {} }),
    client.flexApi.v1.interaction(`KD${NOBODY}`).fetch(),
    client.sync.v1.services("default").documents("nothing").fetch(),
  ];
  const outcomes = await Promise.allSettled(refused);
  const taken = outcomes.filter(({ status }) => status === "fulfilled");
  if (taken.length > 0) throw new Error(`${taken.length} requests were meant to be refused`);
}
