import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addAgent, defaultRouting, offerTo, workspaceOf } from "./floor.ts";
import { definitionOf, trigger } from "./flow-definition.ts";
import { quiet, startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

const announced = { xTwilioWebhookEnabled: "true" } as const;

/** A flow that sends whatever starts it to an agent, and a Flex Flow that leads to it. */
async function openFlexFlow(more: object = {}) {
  const { workflow, chat } = await defaultRouting(host);
  const first = trigger("to_agent", "incomingMessage");
  const toAgent = {
    name: "to_agent",
    type: "send-to-flex",
    transitions: [{ event: "callComplete" }, { event: "failedToEnqueue" }, { event: "callFailure" }],
    properties: {
      workflow,
      channel: chat,
      attributes: JSON.stringify({ asked: "{{trigger.message.ChannelAttributes.asked}}" }),
    },
  };
  const flow = await host.client.studio.v2.flows.create({
    friendlyName: "old",
    status: "published",
    definition: definitionOf([first, toAgent]),
  });
  const service = await host.client.chat.v2.services.create({ friendlyName: "old" });
  const flexFlow = await host.client.flexApi.v1.flexFlow.create({
    friendlyName: "old",
    chatServiceSid: service.sid,
    channelType: "custom",
    integrationType: "studio",
    "integration.flowSid": flow.sid,
    janitorEnabled: true,
    ...more,
  });
  return { flexFlowSid: flexFlow.sid, flowSid: flow.sid, service: host.client.chat.v2.services(service.sid) };
}

const customer = { identity: "discord_1", chatUserFriendlyName: "Mia", chatFriendlyName: "Mia" };

describe("a Flex Channel", () => {
  test("is a channel with its customer and the flow on it, whose message makes a task for an agent", async () => {
    const { flexFlowSid, service, flowSid } = await openFlexFlow();
    const { sid, userSid } = await host.client.flexApi.v1.channel.create({
      ...customer,
      flexFlowSid,
      target: "discord_1",
    });
    const channel = service.channels(sid);
    const attributes = JSON.parse((await channel.fetch()).attributes) as object;
    expect(attributes).toMatchObject({ status: "ACTIVE", from: "discord_1" });
    expect((await service.users("discord_1").userChannels.list())[0]).toMatchObject({
      channelSid: sid,
      userSid,
    });
    expect((await channel.webhooks.list()).map(({ type }) => type)).toEqual(["studio"]);
    await channel.update({ attributes: JSON.stringify({ ...attributes, asked: "yes" }) });
    const agent = await addAgent(host);

    await channel.messages.create({ from: "discord_1", body: "Not to be heard" });
    await quiet();
    const { executions } = host.client.studio.v2.flows(flowSid);
    expect(await executions.list()).toEqual([]);

    await channel.messages.create({ from: "discord_1", body: "Is anybody there?", ...announced });
    const offer = await offerTo(host, agent.workerSid);
    expect(offer).toMatchObject({ conversationSid: sid, attributes: { channelSid: sid, asked: "yes" } });
    // Send to Flex takes Studio out of the engagement.
    await expect.poll(() => channel.webhooks.list()).toEqual([]);

    await channel.webhooks.create({
      type: "webhook",
      "configuration.url": host.receiver.url,
      "configuration.filters": ["onMessageSent", "onMemberAdded"],
    });
    await host.control("POST", `/agents/${agent.workerSid}/accept`, { reservationSid: offer.reservationSid });
    await host.control("POST", `/agents/${agent.workerSid}/write`, {
      conversationSid: sid,
      body: "Hello Mia",
    });
    const said = await until(() => host.receiver.of("onMessageSent")[0], "the agent's line");
    expect(said.form).toMatchObject({
      ChannelSid: sid,
      From: agent.identity,
      ClientIdentity: agent.identity,
      Body: "Hello Mia",
      Source: "SDK",
      Index: "2",
      RetryCount: "0",
    });
    await expect.poll(() => host.receiver.of("onMemberAdded").length).toBe(1);

    // While the agent wraps up the channel is as it was; with the task's completion it is over.
    const stateOf = async () => (await host.control("GET", `/conversations/${sid}`))["state"];
    await host.control("POST", `/agents/${agent.workerSid}/end`, { taskSid: offer.taskSid });
    expect(await stateOf()).toBe("active");
    await host.control("POST", `/agents/${agent.workerSid}/complete`, { taskSid: offer.taskSid });
    expect(await stateOf()).toBe("closed");
    expect(JSON.parse((await channel.fetch()).attributes)).toMatchObject({
      status: "INACTIVE",
      asked: "yes",
    });
  });

  test("is over when its task is lost, where the Flex Flow has a janitor", async () => {
    for (const janitorEnabled of [true, false]) {
      const { flexFlowSid, service } = await openFlexFlow({ janitorEnabled });
      const { sid } = await host.client.flexApi.v1.channel.create({ ...customer, flexFlowSid });
      await service.channels(sid).messages.create({ from: "discord_1", body: "Hello?", ...announced });
      const { tasks } = workspaceOf(host);
      const task = await until(
        async () => (await tasks.list({ evaluateTaskAttributes: `channelSid == "${sid}"` }))[0],
        "the task",
      );
      await workspaceOf(host).tasks(task.sid).update({ assignmentStatus: "canceled", reason: "nobody" });
      const { attributes } = await service.channels(sid).fetch();
      expect(JSON.parse(attributes)).toMatchObject({ status: janitorEnabled ? "INACTIVE" : "ACTIVE" });
    }
  });

  test("is made once by its unique name, for a user who stays as they were", async () => {
    const { flexFlowSid, service } = await openFlexFlow();
    const { channel } = host.client.flexApi.v1;
    await service.users.create({ identity: "discord_1", friendlyName: "M.", attributes: '{"vip":true}' });
    await expect(service.users.create({ identity: "discord_1" })).rejects.toMatchObject({ code: 50201 });
    const { sid } = await channel.create({ ...customer, flexFlowSid, chatUniqueName: "one" });
    await expect(channel.create({ ...customer, flexFlowSid, chatUniqueName: "one" })).rejects.toMatchObject({
      status: 409,
      code: 45208,
    });
    expect((await service.channels("one").fetch()).sid).toBe(sid);
    await service.channels(sid).update({ attributes: '{"status":"INACTIVE"}' });
    await expect(channel.create({ ...customer, flexFlowSid, chatUniqueName: "one" })).rejects.toMatchObject({
      code: 50307,
    });
    expect(await service.users("discord_1").fetch()).toMatchObject({
      friendlyName: "M.",
      attributes: '{"vip":true}',
      joinedChannelsCount: 1,
    });
  });

  test("is refused beyond what a user may be in, without its Flex Flow, and without Programmable Chat", async () => {
    const { flexFlowSid, service } = await openFlexFlow();
    const { channel } = host.client.flexApi.v1;
    await service.update({ "limits.userChannels": 1 });
    await channel.create({ ...customer, flexFlowSid });
    await expect(channel.create({ ...customer, flexFlowSid })).rejects.toMatchObject({ code: 50208 });
    expect(await service.channels.list()).toHaveLength(1);
    await expect(channel.create({ ...customer, flexFlowSid: `FO${"0".repeat(32)}` })).rejects.toMatchObject({
      status: 404,
      code: 45205,
    });
    await host.control("PUT", "/legacy-chat", { available: false });
    await expect(channel.create({ ...customer, flexFlowSid })).rejects.toMatchObject({ status: 403 });
  });
});

describe("a channel's webhooks", () => {
  async function openChannel(retryCount: number) {
    const service = host.client.chat.v2.services(host.imitation.ready.chatServiceSid);
    const { sid } = await service.channels.create();
    await service.channels(sid).webhooks.create({
      type: "webhook",
      "configuration.url": host.receiver.url,
      "configuration.filters": ["onMessageSent", "onMessageUpdated", "onMessageRemoved"],
      "configuration.retryCount": retryCount,
    });
    return service.channels(sid);
  }

  test("are called again as often as they ask for, with the same message", async () => {
    host.receiver.answerWith(({ form }) => ({ status: form["RetryCount"] === "2" ? 200 : 503 }));
    const channel = await openChannel(3);
    const { sid } = await channel.messages.create({ body: "hello", ...announced });
    await until(() => host.receiver.of("onMessageSent").length === 3, "the third call");
    await new Promise((resolve) => setTimeout(resolve, 600));
    const calls = host.receiver
      .of("onMessageSent")
      .map(({ form }) => [form["MessageSid"], form["RetryCount"]]);
    expect(calls).toEqual([
      [sid, "0"],
      [sid, "1"],
      [sid, "2"],
    ]);
  });

  test("are called once when they ask for nothing, and never for a write that is not announced", async () => {
    host.receiver.answerWith(() => ({ status: 503 }));
    const channel = await openChannel(0);
    const { sid } = await channel.messages.create({ body: "hello", ...announced });
    await channel.messages(sid).update({ body: "unheard" });
    await channel.messages(sid).remove();
    await until(() => host.receiver.calls[0], "the call");
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(host.receiver.calls).toHaveLength(1);
  });

  test("are five at most", async () => {
    const channel = await openChannel(0);
    const more = () =>
      channel.webhooks.create({
        type: "webhook",
        "configuration.url": host.receiver.url,
        "configuration.filters": ["onMessageSent"],
      });
    for (let n = 1; n < 5; n += 1) await more();
    await expect(more()).rejects.toMatchObject({ code: 50321 });
  });
});

test("a file belongs to the chat service it was sent to", async () => {
  const { apiKey, apiSecret, chatServiceSid } = host.imitation.ready;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  const other = await host.client.chat.v2.services.create({ friendlyName: "old" });
  const media = `${host.url}/twilio/mcs.us1.twilio.com/v1/Services/${other.sid}/Media`;
  const sent = await fetch(`${media}?Filename=a.txt`, {
    method: "POST",
    headers: { authorization, "content-type": "text/plain" },
    body: "it broke",
  });
  const { sid: mediaSid } = (await sent.json()) as { sid: string };
  const channelOf = async (serviceSid: string) => {
    const service = host.client.chat.v2.services(serviceSid);
    return service.channels((await service.channels.create()).sid);
  };
  const message = await (await channelOf(other.sid)).messages.create({ mediaSid });
  expect(message).toMatchObject({ type: "media", media: { sid: mediaSid, filename: "a.txt", size: 8 } });
  const elsewhere = await channelOf(chatServiceSid);
  await expect(elsewhere.messages.create({ mediaSid })).rejects.toMatchObject({ code: 20001 });
});
