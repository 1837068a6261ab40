import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { definitionOf, httpRequest, trigger } from "./flow-definition.ts";
import { startHost, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

const NOBODY = "0".repeat(32);

async function makeFlow(): Promise<string> {
  const definition = definitionOf([trigger("ask"), httpRequest("ask", host.receiver.url, {})]);
  const { sid } = await host.client.studio.v2.flows.create({
    friendlyName: "old",
    status: "published",
    definition,
  });
  return sid;
}

const flexFlowOf = (chatServiceSid: string) =>
  ({ friendlyName: "old", chatServiceSid, channelType: "custom" }) as const;

describe("chat services", () => {
  test("begin with the one of Flex, and are made, changed and removed", async () => {
    const { services } = host.client.chat.v2;
    const { chatServiceSid } = host.imitation.ready;
    expect((await services.list()).map(({ sid }) => sid)).toEqual([chatServiceSid]);
    const { sid, limits } = await services.create({ friendlyName: "old" });
    expect(limits).toEqual({ channel_members: 250, user_channels: 100 });
    await services(sid).update({ "limits.userChannels": 1000, reachabilityEnabled: true });
    expect(await services(sid).fetch()).toMatchObject({
      friendlyName: "old",
      limits: { channel_members: 250, user_channels: 1000 },
      reachabilityEnabled: true,
    });
    await services(sid).remove();
    await expect(services(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test("refuse what is out of bounds, and say what they do not imitate", async () => {
    const { services } = host.client.chat.v2;
    const { sid } = await services.create({ friendlyName: "old" });
    const one = services(sid);
    await expect(one.update({ "limits.userChannels": 1001 })).rejects.toMatchObject({ code: 20001 });
    await expect(services.create({ friendlyName: "" })).rejects.toMatchObject({ code: 20001 });
    await expect(one.update({ preWebhookUrl: "https://a.example" })).rejects.toMatchObject({ status: 501 });
    await expect(services(host.imitation.ready.chatServiceSid).remove()).rejects.toMatchObject({
      status: 501,
    });
  });
});

describe("Flex Flows", () => {
  test("lead from a channel's kind to a Studio flow", async () => {
    const { flexFlow } = host.client.flexApi.v1;
    const { chatServiceSid } = host.imitation.ready;
    const flowSid = await makeFlow();
    const made = await flexFlow.create({
      ...flexFlowOf(chatServiceSid),
      integrationType: "studio",
      "integration.flowSid": flowSid,
      janitorEnabled: true,
    });
    expect(made).toMatchObject({
      channelType: "custom",
      enabled: true,
      janitorEnabled: true,
      integration: { flow_sid: flowSid, retry_count: 3 },
    });
    const url = "https://bot.example/";
    await flexFlow(made.sid).update({ integrationType: "external", "integration.url": url });
    const { integration } = await flexFlow(made.sid).fetch();
    expect(integration).toEqual({ url, retry_count: 3 });
    expect(await flexFlow.list({ friendlyName: "another" })).toEqual([]);
    await flexFlow(made.sid).remove();
    expect(await flexFlow.list()).toEqual([]);
  });

  test("are refused without a service, a kind of channel, or what their integration needs", async () => {
    const { flexFlow } = host.client.flexApi.v1;
    const base = flexFlowOf(host.imitation.ready.chatServiceSid);
    const refused = [
      flexFlow.create({ ...base, chatServiceSid: `IS${NOBODY}` }),
      flexFlow.create({ ...base, channelType: "pigeon" as "custom" }),
      flexFlow.create({ ...base, integrationType: "studio" }),
      flexFlow.create({ ...base, integrationType: "studio", "integration.flowSid": `FW${NOBODY}` }),
      flexFlow.create({ ...base }),
      flexFlow.create({
        ...base,
        integrationType: "external",
        "integration.url": "https://bot.example",
        "integration.retryCount": 4,
      }),
    ];
    for (const one of refused) await expect(one).rejects.toMatchObject({ status: 400, code: 20001 });
    expect(await flexFlow.list()).toEqual([]);
  });
});

test.each([403, 404, 410])("an account without Programmable Chat answers %d to both", async (status) => {
  const asked = () => [host.client.chat.v2.services.list(), host.client.flexApi.v1.flexFlow.list()];
  await host.control("PUT", "/legacy-chat", { available: false, status });
  for (const one of asked()) await expect(one).rejects.toMatchObject({ status });
  await host.control("PUT", "/legacy-chat", { available: true });
  await Promise.all(asked());
});
