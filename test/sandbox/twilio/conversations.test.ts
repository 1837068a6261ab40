import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { quiet, startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

const announced = { xTwilioWebhookEnabled: "true" } as const;

async function open(name = "discord-1") {
  const { conversations } = host.client.conversations.v1;
  const { sid } = await conversations.create({
    friendlyName: "Mia",
    uniqueName: name,
    attributes: '{"member":"1"}',
  });
  const on = conversations(sid);
  await on.participants.create({ identity: "discord_1" });
  return { sid, on };
}

function listenTo(sid: string, filters: string[] = ["onMessageAdded"], path = "/hook?x=1") {
  return host.client.conversations.v1.conversations(sid).webhooks.create({
    target: "webhook",
    "configuration.url": `${host.receiver.url}${path}`,
    "configuration.method": "post",
    "configuration.filters": filters,
  });
}

describe("who may call", () => {
  test("an API key, or the account with its token", async () => {
    const { accountSid, authToken } = host.imitation.ready;
    const { defaultChatServiceSid } = await host.client.conversations.v1.configuration().fetch();
    expect(defaultChatServiceSid).toBe(host.imitation.ready.chatServiceSid);
    await expect(
      host.clientAs(accountSid, authToken).conversations.v1.configuration().fetch(),
    ).resolves.toMatchObject({ accountSid });
  });

  test("nobody else: 20003", async () => {
    const stranger = host.clientAs(host.imitation.ready.apiKey, "wrong");
    await expect(stranger.conversations.v1.configuration().fetch()).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
  });
});

describe("a conversation", () => {
  test("is found by SID, by unique name, below its service and by its participant", async () => {
    const { sid } = await open();
    const v1 = host.client.conversations.v1;
    expect((await v1.conversations("discord-1").fetch()).sid).toBe(sid);
    const service = v1.services(host.imitation.ready.chatServiceSid);
    expect((await service.conversations(sid).fetch()).url).toContain("/Services/");
    const memberships = await v1.participantConversations.list({ identity: "discord_1" });
    expect(memberships.map((membership) => membership.conversationSid)).toEqual([sid]);
    expect(memberships[0]?.conversationState).toBe("active");
  });

  test("keeps its unique name even when closed: 50353", async () => {
    const { sid } = await open();
    await host.client.conversations.v1.conversations(sid).update({ state: "closed" });
    await expect(open()).rejects.toMatchObject({ status: 409, code: 50353 });
  });

  test("takes an identity once: 50433", async () => {
    const conversation = await open();
    await expect(conversation.on.participants.create({ identity: "discord_1" })).rejects.toMatchObject({
      status: 409,
      code: 50433,
    });
  });

  test("takes nothing once it is closed, and never opens again", async () => {
    const conversation = await open();
    await conversation.on.update({ state: "closed" });
    const closed = { status: 400, message: expect.stringContaining("closed") };
    await expect(conversation.on.messages.create({ body: "hi" })).rejects.toMatchObject(closed);
    await expect(conversation.on.participants.create({ identity: "other" })).rejects.toMatchObject(closed);
    await expect(conversation.on.update({ state: "active" })).rejects.toMatchObject(closed);
    expect((await conversation.on.fetch()).state).toBe("closed");
  });

  test("refuses attributes that are no JSON, long names, wrong timers and what is not there", async () => {
    const { conversations } = host.client.conversations.v1;
    await expect(conversations.create({ attributes: "{" })).rejects.toMatchObject({ code: 20001 });
    await expect(conversations.create({ friendlyName: "x".repeat(257) })).rejects.toMatchObject({
      code: 20001,
    });
    await expect(conversations.create({ "timers.closed": "PT5M" })).rejects.toMatchObject({ code: 20001 });
    await expect(conversations("CH0").fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    const { timers } = await conversations.create({ "timers.inactive": "PT1M", "timers.closed": "PT10M" });
    expect(Object.keys(timers as object).sort()).toEqual(["date_closed", "date_inactive"]);
  });

  test("counts its messages up, and never reuses an index", async () => {
    const conversation = await open();
    const first = await conversation.on.messages.create({ body: "a", author: "discord_1" });
    expect(first.participantSid).toMatch(/^MB/);
    const removed = await conversation.on.messages.create({ body: "b" });
    expect(removed).toMatchObject({ index: 1, author: "system", participantSid: null });
    await conversation.on.messages(removed.sid).remove();
    expect((await conversation.on.messages.create({ body: "c" })).index).toBe(2);
    await expect(conversation.on.messages.create({ body: "x".repeat(32 * 1024 + 1) })).rejects.toMatchObject({
      code: 20001,
    });
  });
});

test("lists come in pages, in either order", async () => {
  const conversation = await open();
  for (let count = 0; count < 7; count += 1) await conversation.on.messages.create({ body: String(count) });
  const down = await conversation.on.messages.list({ order: "desc", pageSize: 3 });
  expect(down.map(({ body }) => body)).toEqual(["6", "5", "4", "3", "2", "1", "0"]);
  const page = await conversation.on.messages.page({ pageSize: 3 });
  expect(page.instances.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(page.nextPageUrl).toContain("https://conversations.twilio.com/v1/Conversations/");
  const next = await page.nextPage();
  expect(next?.instances.map(({ index }) => index)).toEqual([3, 4, 5]);
  expect(await conversation.on.messages.list({ limit: 2, order: "desc" })).toHaveLength(2);
});

describe("scoped webhooks", () => {
  test("fire only for writes that carry the header", async () => {
    const conversation = await open();
    await listenTo(conversation.sid);
    await conversation.on.messages.create({ body: "silent", author: "discord_1" });
    const heard = await conversation.on.messages.create({ body: "heard", author: "discord_1", ...announced });
    await until(() => host.receiver.of("onMessageAdded")[0], "the webhook");
    await quiet();
    expect(host.receiver.calls).toHaveLength(1);
    expect(host.receiver.calls[0]?.form).toMatchObject({
      EventType: "onMessageAdded",
      Source: "API",
      ConversationSid: conversation.sid,
      MessageSid: heard.sid,
      Index: "1",
      Body: "heard",
      Author: "discord_1",
      ParticipantSid: expect.stringMatching(/^MB/),
      Attributes: "{}",
    });
    expect(host.receiver.calls[0]?.form).not.toHaveProperty("ClientIdentity");
  });

  test("are signed so that the SDK accepts them, and only as they were sent", async () => {
    const conversation = await open();
    await listenTo(conversation.sid);
    await conversation.on.messages.create({ body: "ä & b = c + 100 %", author: "discord_1", ...announced });
    const call = await until(() => host.receiver.calls[0], "the webhook");
    const { authToken } = host.imitation.ready;
    const url = `${host.receiver.url}/hook?x=1`;
    const check = (form: Readonly<Record<string, string>>, address = url) =>
      twilio.validateRequest(authToken, call.signature ?? "", address, { ...form });
    expect(check(call.form)).toBe(true);
    expect(check({ ...call.form, Body: "forged" })).toBe(false);
    expect(check(call.form, `${url}&y=2`)).toBe(false);
  });

  test("hear only the events they ask for", async () => {
    const conversation = await open();
    await listenTo(conversation.sid, ["onConversationStateUpdated", "onParticipantAdded"]);
    await conversation.on.messages.create({ body: "a", ...announced });
    await conversation.on.participants.create({ identity: "agent", ...announced });
    await conversation.on.update({ state: "closed", ...announced });
    const state = await until(() => host.receiver.of("onConversationStateUpdated")[0], "the state");
    expect(state.form).toMatchObject({ StateFrom: "active", StateTo: "closed", Reason: "API" });
    await until(() => host.receiver.of("onParticipantAdded")[0], "the participant");
    await quiet();
    expect(host.receiver.calls).toHaveLength(2);
  });

  test("are lost when the receiver fails: there is no second try", async () => {
    const conversation = await open();
    await listenTo(conversation.sid);
    host.receiver.answerWith(() => ({ status: 500 }));
    await conversation.on.messages.create({ body: "a", ...announced });
    await until(() => host.receiver.calls[0], "the webhook");
    await quiet();
    expect(host.receiver.calls).toHaveLength(1);
    expect(host.tape.read({ vendor: "callback" })).toMatchObject([
      { status: 500, route: "webhook onMessageAdded" },
    ]);
  });

  test("are five at most: 50361; ill-made ones are refused", async () => {
    const { sid } = await open();
    for (let count = 0; count < 5; count += 1) await listenTo(sid);
    await expect(listenTo(sid)).rejects.toMatchObject({ status: 400, code: 50361 });
    await expect(listenTo(sid, ["onMessageSent"])).rejects.toMatchObject({ code: 20001 });
    const { webhooks } = host.client.conversations.v1.conversations(sid);
    await expect(webhooks.create({ target: "studio" })).rejects.toMatchObject({ code: 20001 });
    expect(await webhooks.list()).toHaveLength(5);
  });

  test("with ReplayAfter get the messages that came before them", async () => {
    const conversation = await open();
    for (const body of ["a", "b", "c"]) await conversation.on.messages.create({ body });
    await conversation.on.webhooks.create({
      target: "webhook",
      "configuration.url": host.receiver.url,
      "configuration.filters": ["onMessageAdded"],
      "configuration.replayAfter": 0,
    });
    await until(() => host.receiver.calls.length === 2, "the replay");
    expect(new Set(host.receiver.calls.map(({ form }) => form["Body"]))).toEqual(new Set(["b", "c"]));
  });
});

test("a reset leaves the credentials and takes all else, callbacks on their way included", async () => {
  const conversation = await open();
  await listenTo(conversation.sid);
  const release = host.hold();
  await conversation.on.messages.create({ body: "a", ...announced });
  host.imitation.reset();
  release();
  await expect(conversation.on.fetch()).rejects.toMatchObject({ code: 20404 });
  await quiet();
  expect(host.receiver.calls).toHaveLength(0);
});
