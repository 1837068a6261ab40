import { describe, expect, it } from "vitest";

import { benchEach, CALLBACK, going, MEMBER, SPEC, unknown } from "./bench.ts";

const bench = benchEach();
const IDENTITY = `discord_${MEMBER}`;

describe("opening a channel", () => {
  it("makes the member a user and asks Flex for a channel, with our webhook on it, and nothing twice", async () => {
    const { open, service, channel, flexFlowSid, client } = bench();
    const id = await open();
    expect(await open()).toBe(id);
    expect(id).toMatch(/^chat-CH/u);
    expect(await service.users.get(IDENTITY).fetch()).toMatchObject({ friendlyName: "Mia the fox" });
    const [only, ...others] = await service.channels.list();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ uniqueName: SPEC.name, friendlyName: "Mia the fox" });
    expect(JSON.parse(only?.attributes ?? "")).toMatchObject({
      status: "ACTIVE",
      from: IDENTITY,
      customer_name: "Mia the fox",
      customer_identity: IDENTITY,
    });
    expect((await client.flexApi.v1.channel.list())[0]).toMatchObject({ flexFlowSid, sid: only?.sid });
    const webhooks = await channel(id).webhooks.list();
    expect(webhooks.map(({ type }) => type).toSorted()).toEqual(["studio", "webhook"]);
    expect(webhooks.find(({ type }) => type === "webhook")?.configuration).toEqual({
      url: CALLBACK,
      method: "POST",
      filters: [
        "onMessageSent",
        "onMessageUpdated",
        "onMessageRemoved",
        "onMediaMessageSent",
        "onChannelUpdated",
        "onChannelDestroyed",
      ],
      retry_count: 3,
    });
  });

  it.each(["**/Users", "**/v1/Channels", "**/Webhooks"])(
    "completes what was left half made when the answer of %s was lost",
    async (path) => {
      const { dials, open, service, channel } = bench();
      const rule = await dials.befall({
        vendor: "twilio",
        method: "POST",
        path,
        count: 1,
        effect: { kind: "drop", when: "after" },
      });
      await expect(open()).rejects.toMatchObject({ code: "network.reset", certain: false });
      expect(await rule.struck()).toBe(1);
      const id = await open();
      expect(await service.channels.list()).toHaveLength(1);
      expect(await service.users.list()).toHaveLength(1);
      expect(await channel(id).webhooks.list()).toHaveLength(2);
    },
  );

  it("five times at once makes one channel with one webhook of ours", async () => {
    const { open, service, channel } = bench();
    const ids = await Promise.all(Array.from({ length: 5 }, () => open()));
    expect(new Set(ids).size).toBe(1);
    expect(await service.channels.list()).toHaveLength(1);
    const id = await open();
    expect(await channel(id).webhooks.list()).toHaveLength(2);
  });

  it("leaves a user who is there as others described them", async () => {
    const { open, service } = bench();
    const attributes = '{"vip":true}';
    await service.users.create({ identity: IDENTITY, friendlyName: "M.", attributes });
    await open();
    expect(await service.users.get(IDENTITY).fetch()).toMatchObject({ friendlyName: "M.", attributes });
  });

  it("leaves another conversation's open channel to its end", async () => {
    const { transport, open } = bench();
    const before = await open();
    const next = { ...SPEC, name: `discord-${MEMBER}-2-abc` };
    expect(await transport.ensureConversation(next, going)).not.toBe(before);
  });

  it("takes an open channel that somebody else made for the member, and passes on nothing of before", async () => {
    const { transport, open, client, flexFlowSid } = bench();
    const { sid } = await client.flexApi.v1.channel.create({
      flexFlowSid,
      identity: IDENTITY,
      chatUserFriendlyName: "Mia",
      chatFriendlyName: "Mia",
    });
    const id = await open();
    expect(id).toBe(`chat-${sid}`);
    expect(await transport.catchUp(unknown(id), going)).toEqual([]);
  });

  it("of such a channel hears what agents write from then on", async () => {
    const { transport, open, client, flexFlowSid, service } = bench();
    const { sid } = await client.flexApi.v1.channel.create({
      flexFlowSid,
      identity: IDENTITY,
      chatUserFriendlyName: "Mia",
      chatFriendlyName: "Mia",
    });
    await service.channels.get(sid).messages.create({ from: "alex", body: "Said long ago" });
    const id = await open();
    const read = (await transport.catchUp(unknown(id), going)).map(({ happening }) => happening);
    expect(read).toMatchObject([{ kind: "transport.read", through: 0 }]);
    await service.channels.get(sid).messages.create({ from: "alex", body: "Hello Mia" });
    const more = (await transport.catchUp(unknown(id), going)).map(({ happening }) => happening);
    expect(more).toMatchObject([
      { kind: "agent.wrote", text: "Hello Mia", index: 1 },
      { kind: "transport.read", through: 1 },
    ]);
  });

  it("is not possible any more once Flex is done with it", async () => {
    const { transport, open } = bench();
    await transport.close(await open(), going);
    await expect(open()).rejects.toMatchObject({ code: "twilio.closed" });
  });
});

describe("what stands in the way of a channel is named", () => {
  it("five webhooks of others", async () => {
    const { open, client, flexFlowSid, service } = bench();
    const { sid } = await client.flexApi.v1.channel.create({
      flexFlowSid,
      identity: IDENTITY,
      chatUserFriendlyName: "Mia",
      chatFriendlyName: "Mia",
    });
    for (let n = 0; n < 4; n += 1) {
      await service.channels.get(sid).webhooks.create({
        type: "webhook",
        "configuration.url": `https://other.example/${n}`,
        "configuration.filters": ["onMessageSent"],
      });
    }
    await expect(open()).rejects.toMatchObject({
      code: "twilio.refused",
      message: expect.stringContaining("five webhooks") as string,
      fix: expect.stringContaining("Remove one") as string,
      retry: false,
    });
  });

  it("as many channels as the service lets a member have", async () => {
    const { transport, open, service } = bench();
    await service.update({ "limits.userChannels": 1 });
    await transport.close(await open(), going);
    const next = { ...SPEC, name: `discord-${MEMBER}-2-abc` };
    await expect(transport.ensureConversation(next, going)).rejects.toMatchObject({
      code: "twilio.refused",
      fix: expect.stringContaining("twilio.legacy.chatService.userChannels") as string,
    });
  });

  it("a Flex Flow that is gone", async () => {
    const { open, client, flexFlowSid } = bench();
    await client.flexApi.v1.flexFlow(flexFlowSid).remove();
    await expect(open()).rejects.toMatchObject({
      code: "state.conflict",
      fix: expect.stringContaining("flexcord deploy") as string,
    });
  });

  it.each([403, 404, 410])("an account that lost Programmable Chat and answers %d", async (status) => {
    const { open, dials } = bench();
    await dials.put("/flex/legacy-chat", { available: false, status });
    const failure = await open().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject({
      code: "twilio.refused",
      message: expect.stringContaining(
        "no Programmable Chat, which Twilio ended for Flex on 1 June 2026",
      ) as string,
      fix: expect.stringContaining("`transport: conversations`") as string,
    });
  });
});
