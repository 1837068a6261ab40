import { randomUUID } from "node:crypto";
import { addAgent } from "../../../sandbox/twilio/floor.ts";
import { useMedia, type Account } from "./twilio-routes.ts";

/** A chat service and its Flex Flow, from their making to their end, and an account that has neither. */
export async function useLegacyChat(host: Account) {
  const { services } = host.client.chat.v2;
  const { flexFlow } = host.client.flexApi.v1;
  const service = await services.create({ friendlyName: "old" });
  await services.list();
  await services(service.sid).fetch();
  await services(service.sid).update({ friendlyName: "older", "limits.userChannels": 1000 });
  const { sid: flowSid } = await host.client.studio.v2.flows.create({
    friendlyName: "old",
    status: "draft",
    definition: {},
  });
  const flow = await flexFlow.create({
    friendlyName: "old",
    chatServiceSid: service.sid,
    channelType: "custom",
    integrationType: "studio",
    "integration.flowSid": flowSid,
    "integration.retryCount": 1,
    janitorEnabled: true,
  });
  await flexFlow.list();
  await flexFlow(flow.sid).fetch();
  await useFlexChannels(host, flow.sid);
  await useChannels(host, service.sid);
  await flexFlow(flow.sid).update({ enabled: false });
  await flexFlow(flow.sid).remove();
  await services(service.sid).remove();
  await host.client.studio.v2.flows(flowSid).remove();
  await host.control("PUT", "/legacy-chat", { available: false });
  await services.list().catch(() => undefined);
  await host.control("PUT", "/legacy-chat", { available: true });
}

async function useFlexChannels({ client }: Account, flexFlowSid: string): Promise<void> {
  const { channel } = client.flexApi.v1;
  const { sid } = await channel.create({
    flexFlowSid,
    identity: "discord_7",
    target: "discord_7",
    chatUserFriendlyName: "Mia",
    chatFriendlyName: "Mia",
    chatUniqueName: randomUUID(),
  });
  await channel.list();
  await channel(sid).fetch();
  await channel(sid).remove();
}

const CHANNEL_EVENTS = [
  "onMessageSent",
  "onMessageUpdated",
  "onMessageRemoved",
  "onMediaMessageSent",
  "onChannelUpdated",
  "onChannelDestroyed",
  "onMemberAdded",
];

/** Everything of a channel and its users, told to a webhook that wants to hear of all of it. */
async function useChannels(host: Account, serviceSid: string): Promise<void> {
  const service = host.client.chat.v2.services(serviceSid);
  const user = await service.users.create({ identity: "discord_8", friendlyName: "Mia" });
  await service.users.list();
  await service.users(user.identity).fetch();
  await service.users(user.sid).update({ attributes: '{"a":1}' });
  await service.users(user.sid).userChannels.list();
  const xTwilioWebhookEnabled = "true";
  const { sid } = await service.channels.create({ friendlyName: "Mia", uniqueName: randomUUID() });
  const channel = service.channels(sid);
  await service.channels.list();
  await channel.fetch();
  const webhook = await channel.webhooks.create({
    type: "webhook",
    "configuration.url": host.callbacks,
    "configuration.filters": CHANNEL_EVENTS,
  });
  await channel.webhooks.list();
  await channel.webhooks(webhook.sid).fetch();
  await channel.webhooks(webhook.sid).update({ "configuration.retryCount": 3 });
  const studio = await channel.webhooks.create({
    type: "studio",
    "configuration.flowSid": `FW${"0".repeat(32)}`,
    "configuration.filters": ["onMessageSent"],
  });
  await channel.webhooks(studio.sid).remove();
  const message = await channel.messages.create({ from: "discord_8", body: "hi", xTwilioWebhookEnabled });
  await channel.messages.list();
  await channel.messages(message.sid).fetch();
  await channel.messages(message.sid).update({ body: "hello", xTwilioWebhookEnabled });
  await channel.messages(message.sid).remove({ xTwilioWebhookEnabled });
  const mediaSid = await useMedia(host, serviceSid);
  await channel.messages.create({ from: "discord_8", mediaSid, xTwilioWebhookEnabled });
  const agent = await addAgent(host, "Chat");
  await host.control("POST", `/agents/${agent.workerSid}/join`, { conversationSid: sid });
  await host.control("PUT", `/agents/${agent.workerSid}/available`, { available: false });
  await channel.update({ friendlyName: "Mia M.", xTwilioWebhookEnabled });
  await channel.remove({ xTwilioWebhookEnabled });
}
