import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { event, identify, type RawGateway } from "../raw-gateway.ts";
import { join, openStage, readDm, type Stage } from "../stage.ts";

const DIRECT_MESSAGES = 1 << 12;
const EPHEMERAL = 64;

interface Started {
  readonly id: string;
  readonly token: string;
  readonly mia: string;
  readonly gateway: RawGateway;
  readonly callback: (body: object, query?: string) => ReturnType<Stage["request"]>;
  readonly webhook: (method: string, path: string, body?: object) => ReturnType<Stage["request"]>;
  readonly look: () => Promise<{ state: string; reply: { content: string; ephemeral: boolean } | null }>;
}

/** Mia has used /helpme in #general, and the bot has heard of it. */
async function helpme(stage: Stage, intents = DIRECT_MESSAGES): Promise<Started> {
  const gateway = await identify(stage, intents);
  const mia = await join(stage);
  await stage.rest.put(`/applications/${stage.discord.applicationId}/commands`, {
    body: [{ name: "helpme", description: "Get help", contexts: [0, 1] }],
  });
  const { interactionId } = await stage.control<{ interactionId: string }>(
    "POST",
    `/discord/members/${mia}/command`,
    { name: "helpme" },
  );
  const { d } = await gateway.next(event("INTERACTION_CREATE"));
  expect(d["id"]).toBe(interactionId);
  return started(stage, gateway, mia, { id: interactionId, token: String(d["token"]) });
}

function started(
  stage: Stage,
  gateway: RawGateway,
  mia: string,
  { id, token }: { readonly id: string; readonly token: string },
): Started {
  return {
    id,
    token,
    mia,
    gateway,
    callback: (body, query = "") =>
      stage.request("POST", `/interactions/${id}/${token}/callback${query}`, body, { authorization: "" }),
    webhook: (method, path, body) =>
      stage.request(method, `/webhooks/${stage.discord.applicationId}/${token}${path}`, body, {
        authorization: "",
      }),
    look: () => stage.control("GET", `/discord/members/${mia}/interactions/${id}`),
  };
}

test("an interaction names the member, the server and the channel", async () => {
  await using stage = await openStage();
  const { gateway, mia } = await helpme(stage, 0);
  const { d } = await gateway.next(event("INTERACTION_CREATE"));
  expect(d).toMatchObject({
    application_id: stage.discord.applicationId,
    type: 2,
    guild_id: stage.discord.guildId,
    context: 0,
    locale: "en-US",
    data: { name: "helpme", type: 1 },
    member: { user: { id: mia, global_name: "Mia" } },
    authorizing_integration_owners: { "0": stage.discord.guildId },
  });
  expect(d).not.toHaveProperty("user");
});

test("deferred ephemeral, then edited: seen by the member, not listed in the channel", async () => {
  await using stage = await openStage();
  const { callback, webhook, look, gateway } = await helpme(stage);
  expect(await callback({ type: 5, data: { flags: EPHEMERAL } })).toMatchObject({ status: 204, body: {} });
  expect(await look()).toEqual({ state: "acknowledged", form: null, reply: null });
  const edited = await webhook("PATCH", "/messages/@original", { content: "I sent you a DM." });
  expect(edited).toMatchObject({
    status: 200,
    body: { content: "I sent you a DM.", flags: EPHEMERAL, type: 20, edited_timestamp: null },
  });
  expect(await look()).toMatchObject({
    state: "answered",
    reply: { content: "I sent you a DM.", ephemeral: true },
  });
  const channel = String(edited.body["channel_id"]);
  expect(await stage.rest.get(`/channels/${channel}/messages`)).toEqual([]);
  const one = await stage.request("GET", `/channels/${channel}/messages/${String(edited.body["id"])}`);
  expect(one).toMatchObject({ status: 404, body: { code: 10008 } });
  const trap = await gateway.next(event("MESSAGE_CREATE"));
  expect(trap.d).toMatchObject({ flags: EPHEMERAL | 128, channel_type: 0 });
  expect(trap.d).not.toHaveProperty("guild_id");
});

test("one first answer only: the second is 40060", async () => {
  await using stage = await openStage();
  const { callback } = await helpme(stage);
  const first = await callback({ type: 4, data: { content: "Hello" } }, "?with_response=true");
  expect(first).toMatchObject({
    status: 200,
    body: {
      interaction: { type: 2, response_message_loading: false, response_message_ephemeral: false },
      resource: { type: 4, message: { content: "Hello" } },
    },
  });
  expect(await callback({ type: 5 })).toMatchObject({
    status: 400,
    body: { code: 40060, message: "Interaction has already been acknowledged." },
  });
});

test("after three seconds an interaction is unknown, and the member sees it fail", async () => {
  await using stage = await openStage();
  const { callback, webhook, look } = await helpme(stage);
  await sleep(3100);
  expect(await callback({ type: 5 })).toMatchObject({ status: 404, body: { code: 10062 } });
  expect(await look()).toEqual({ state: "failed", form: null, reply: null });
  expect(await webhook("PATCH", "/messages/@original", { content: "Late" })).toMatchObject({
    status: 404,
    body: { code: 10015 },
  });
});

test("tokens are checked: a wrong one opens nothing", async () => {
  await using stage = await openStage();
  const { id, token, webhook } = await helpme(stage);
  const wrong = await stage.request("POST", `/interactions/${id}/nonsense/callback`, { type: 5 });
  expect(wrong).toMatchObject({ status: 404, body: { code: 10062 } });
  const early = await webhook("POST", "", { content: "Too early" });
  expect(early).toMatchObject({ status: 404, body: { code: 10015 } });
  const other = await stage.request("GET", `/webhooks/123456789012345678/${token}/messages/@original`);
  expect(other).toMatchObject({ status: 401, body: { code: 50027 } });
});

test("an invalid answer does not acknowledge", async () => {
  await using stage = await openStage();
  const { callback, look } = await helpme(stage);
  expect((await callback({ type: 7, data: { content: "No message to update" } })).status).toBe(400);
  expect((await callback({ type: 4, data: { content: "x".repeat(2001) } })).status).toBe(400);
  expect((await callback({ type: 4, data: {} })).body).toMatchObject({ code: 50006 });
  expect((await callback({ type: 9, data: { custom_id: "a", title: "b", components: [] } })).status).toBe(
    400,
  );
  expect((await look()).state).toBe("pending");
  expect((await callback({ type: 5 })).status).toBe(204);
});

test("the first follow-up of a deferral is its answer; the next are messages of their own", async () => {
  await using stage = await openStage();
  const { callback, webhook } = await helpme(stage);
  await callback({ type: 5, data: { flags: EPHEMERAL } });
  const answer = await webhook("POST", "", { content: "Answer" });
  const original = await webhook("GET", "/messages/@original");
  expect(original.body).toMatchObject({ id: answer.body["id"], content: "Answer", flags: EPHEMERAL });
  const more = await webhook("POST", "", { content: "More" });
  expect(more.body["id"]).not.toBe(answer.body["id"]);
  expect(more.body).toMatchObject({ flags: 0, type: 19 });
  const byId = await webhook("PATCH", `/messages/${String(more.body["id"])}`, { content: "Most" });
  expect(byId.body).toMatchObject({ content: "Most" });
  expect((await webhook("DELETE", "/messages/@original")).status).toBe(204);
  expect(await webhook("GET", "/messages/@original")).toMatchObject({ status: 404, body: { code: 10008 } });
});

test("a button in the DM is pressed, updates its message, and can be disabled", async () => {
  await using stage = await openStage();
  const gateway = await identify(stage, DIRECT_MESSAGES);
  const mia = await join(stage);
  const dm = (await stage.rest.post("/users/@me/channels", { body: { recipient_id: mia } })) as {
    id: string;
  };
  const button = { type: 2, style: 1, label: "Talk to a human", custom_id: "fx:human" };
  const row = (change: object) => [{ type: 1, components: [{ ...button, ...change }] }];
  const sent = (await stage.rest.post(`/channels/${dm.id}/messages`, {
    body: { content: "Hi", components: row({}) },
  })) as { id: string };
  const press = (customId: string) =>
    stage.control<{ interactionId: string }>("POST", `/discord/members/${mia}/press`, {
      messageId: sent.id,
      customId,
    });
  await expect(press("fx:other")).rejects.toThrow("no button");
  const { interactionId } = await press("fx:human");
  const { d } = await gateway.next(event("INTERACTION_CREATE"));
  expect(d).toMatchObject({
    type: 3,
    context: 1,
    user: { id: mia },
    channel_id: dm.id,
    data: { component_type: 2, custom_id: "fx:human" },
    message: { id: sent.id },
  });
  expect(d).not.toHaveProperty("member");
  const { callback, look } = started(stage, gateway, mia, { id: interactionId, token: String(d["token"]) });
  const updated = await callback(
    { type: 7, data: { content: "One moment…", components: row({ disabled: true }) } },
    "?with_response=true",
  );
  expect(updated.body).toMatchObject({ resource: { type: 7, message: { id: sent.id } } });
  expect((await look()).state).toBe("answered");
  expect((await readDm(stage, mia)).messages.at(-1)).toMatchObject({ content: "One moment…", edited: true });
  await expect(press("fx:human")).rejects.toThrow("disabled");
});

test("an ephemeral answer to a button is seen by its member only, and its own buttons work", async () => {
  await using stage = await openStage();
  const { callback, mia, gateway } = await helpme(stage);
  const noa = await join(stage, "Noa");
  const button = { type: 2, style: 2, label: "Again", custom_id: "again" };
  const answered = await callback(
    { type: 4, data: { content: "Psst", flags: EPHEMERAL, components: [{ type: 1, components: [button] }] } },
    "?with_response=true",
  );
  const message = (answered.body as { resource: { message: { id: string; channel_id: string } } }).resource
    .message;
  const view = async (member: string) =>
    (
      await stage.control<{ messages: { content: string }[] }>(
        "GET",
        `/discord/members/${member}/channels/${message.channel_id}`,
      )
    ).messages.map(({ content }) => content);
  expect(await view(mia)).toEqual(["Psst"]);
  expect(await view(noa)).toEqual([]);
  const press = (member: string) =>
    stage.control("POST", `/discord/members/${member}/press`, { messageId: message.id, customId: "again" });
  await expect(press(noa)).rejects.toThrow("sees no message");
  await press(mia);
  const pressed = await gateway.next(({ t, d }) => t === "INTERACTION_CREATE" && d["type"] === 3);
  expect(pressed.d).toMatchObject({ message: { id: message.id, flags: EPHEMERAL } });
});
