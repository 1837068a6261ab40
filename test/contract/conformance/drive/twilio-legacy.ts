import type { Account } from "./twilio-routes.ts";

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
  await flexFlow(flow.sid).update({ enabled: false });
  await flexFlow(flow.sid).remove();
  await services(service.sid).remove();
  await host.client.studio.v2.flows(flowSid).remove();
  await host.control("PUT", "/legacy-chat", { available: false });
  await services.list().catch(() => undefined);
  await host.control("PUT", "/legacy-chat", { available: true });
}
