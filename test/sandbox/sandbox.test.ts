import { once } from "node:events";

import { WebSocket } from "ws";
import { expect, test } from "vitest";

import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { join, openStage } from "./discord/stage.ts";

test("the ready object names addresses below the sandbox's own", async () => {
  await using stage = await openStage();
  const { ready, url } = stage.sandbox;
  expect(ready).toMatchObject({
    version: 1,
    url,
    playground: `${url}/`,
    discord: { api: `${url}/discord/api` },
    twilio: { api: `${url}/twilio` },
  });
  for (const id of [ready.discord.applicationId, ready.discord.guildId, ready.discord.botId]) {
    expect(id).toMatch(/^\d{17,19}$/);
  }
});

test("the same seed gives the same credentials, another seed others", async () => {
  const credentials = async (seed: string) => {
    const sandbox = await startSandbox({ seed });
    await sandbox.close();
    const { api, ...rest } = sandbox.ready.discord;
    expect(api).toContain(sandbox.url);
    return rest;
  };
  const first = await credentials("a");
  expect(await credentials("a")).toEqual(first);
  expect((await credentials("b")).token).not.toBe(first.token);
});

test("a taken port is refused", async () => {
  await using stage = await openStage();
  const port = Number(new URL(stage.sandbox.url).port);
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("the tape keeps requests whole and in order, and gives them out in parts", async () => {
  await using stage = await openStage();
  await stage.request("POST", "/users/@me/channels", '{"recipient_id": "1"}');
  await stage.request("GET", "/users/@me?x=1");
  await stage.request("GET", "/nothing/here");
  const entries = await stage.tape();
  expect(entries.map(({ n, status }) => [n, status])).toEqual([
    [1, 400],
    [2, 200],
    [3, 501],
  ]);
  expect(entries[0]).toMatchObject({
    vendor: "discord",
    method: "POST",
    host: "discord.com",
    path: "/api/v10/users/@me/channels",
    route: "POST /users/@me/channels",
    requestBody: '{"recipient_id": "1"}',
    responseBody: '{"message":"Invalid Recipient(s)","code":50033}',
    requestHeaders: { authorization: "***", "content-type": "application/json" },
  });
  expect(entries[1]).toMatchObject({ path: "/api/v10/users/@me", query: "x=1" });
  const page = await stage.control<{ entries: { n: number }[]; last: number }>(
    "GET",
    "/tape?after=1&limit=1",
  );
  expect(page).toMatchObject({ entries: [{ n: 2 }], last: 2 });
  expect(await stage.control("GET", "/tape?after=3&vendor=twilio")).toEqual({ entries: [], last: 3 });
  await expect(stage.control("GET", "/tape?after=soon")).rejects.toThrow("whole number");
  await stage.control("POST", "/reset");
  expect(await stage.tape()).toEqual([]);
});

test("an encoded @ is one, as discord.js writes it", async () => {
  await using stage = await openStage();
  expect((await stage.request("GET", "/users/%40me")).body["id"]).toBe(stage.discord.botId);
});

test("watchers are told what changed", async () => {
  await using stage = await openStage();
  const response = await fetch(`${stage.sandbox.url}/control/events`);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let heard = "";
  const hear = async (text: string) => {
    while (!heard.includes(text)) heard += decoder.decode((await reader?.read())?.value);
  };
  await hear(": ready");
  await join(stage);
  await hear('event: change\ndata: {"scope":"discord"}');
  await stage.request("GET", "/users/@me");
  await hear('data: {"scope":"tape","id":"1"}');
  await reader?.cancel();
});

test("what is nobody's is a plain 404", async () => {
  await using stage = await openStage();
  await expect(stage.control("GET", "/nonsense")).rejects.toThrow("There is no GET /control/nonsense here.");
  await expect(stage.control("GET", "/discord/members/1/dm")).rejects.toThrow("There is no member 1.");
  await expect(stage.control("POST", "/discord/members", { name: 7 })).rejects.toThrow(
    '"name" must be a string',
  );
});

test("closing ends every connection", async () => {
  const stage = await openStage();
  const { body } = await stage.request("GET", "/gateway/bot");
  const socket = new WebSocket(String(body["url"]));
  await once(socket, "open");
  const closed = once(socket, "close");
  await stage.sandbox.close();
  await closed;
  await expect(fetch(stage.sandbox.url)).rejects.toThrow("fetch failed");
});
