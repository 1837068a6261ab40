import { expect, test } from "vitest";

import { join, openStage, readDm, type Stage } from "./discord/stage.ts";

async function befall(stage: Stage, rule: object): Promise<string> {
  return (await stage.control<{ id: string }>("POST", "/faults", rule)).id;
}

async function openDm(stage: Stage): Promise<{ readonly member: string; readonly path: string }> {
  const member = await join(stage);
  const { body } = await stage.request("POST", "/users/@me/channels", { recipient_id: member });
  return { member, path: `/channels/${String(body["id"])}/messages` };
}

test("an answer in the vendor's shape takes the place of the work, as often as asked", async () => {
  await using stage = await openStage();
  const { member, path } = await openDm(stage);
  await befall(stage, {
    vendor: "discord",
    method: "POST",
    route: "POST /channels/{channel_id}/messages",
    count: 2,
    skip: 1,
    effect: { kind: "answer", status: 503 },
  });
  const statuses: number[] = [];
  for (const content of ["a", "b", "c", "d"]) {
    statuses.push((await stage.request("POST", path, { content })).status);
  }
  expect(statuses).toEqual([200, 503, 503, 200]);
  expect((await readDm(stage, member)).messages.map(({ content }) => content)).toEqual(["a", "d"]);
  const struck = (await stage.tape("discord")).filter(({ fault }) => fault !== undefined);
  expect(struck.map(({ status, fault }) => [status, fault])).toEqual([
    [503, "answer (rule 1)"],
    [503, "answer (rule 1)"],
  ]);
});

test.each(["before", "after"] as const)("a connection dropped %s the work", async (when) => {
  await using stage = await openStage();
  const { member, path } = await openDm(stage);
  await befall(stage, { vendor: "discord", method: "POST", count: 1, effect: { kind: "drop", when } });
  await expect(stage.request("POST", path, { content: "hello" })).rejects.toThrow("fetch failed");
  const { messages } = await readDm(stage, member);
  expect(messages.map(({ content }) => content)).toEqual(when === "after" ? ["hello"] : []);
  const entry = (await stage.tape("discord")).find(({ fault }) => fault !== undefined);
  expect(entry).toMatchObject({ fault: `drop ${when} (rule 1)`, status: when === "after" ? 200 : 0 });
});

test("a request is held until its rule is taken back", async () => {
  await using stage = await openStage();
  const { path } = await openDm(stage);
  const id = await befall(stage, {
    vendor: "discord",
    path: "**/messages",
    effect: { kind: "hold", when: "after" },
  });
  const answer = stage.request("POST", path, { content: "hello" });
  const held = async () =>
    (await stage.control<{ rules: { held: number; struck: number }[] }>("GET", "/faults")).rules[0];
  while ((await held())?.held !== 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await Promise.race([answer, held()])).toMatchObject({ held: 1, struck: 1 });
  await stage.control("DELETE", `/faults/${id}`);
  expect((await answer).status).toBe(200);
});

test("both vendors say when to come again, each in its own way", async () => {
  await using stage = await openStage();
  await befall(stage, { vendor: "discord", effect: { kind: "limit", retryAfter: 2, scope: "global" } });
  await befall(stage, { vendor: "twilio", effect: { kind: "limit", retryAfter: 3 } });
  const discord = await stage.request("GET", "/users/@me");
  expect(discord).toMatchObject({ status: 429, body: { retry_after: 2, global: true } });
  expect(discord.headers.get("x-ratelimit-scope")).toBe("global");
  const twilio = await fromTwilio(stage);
  expect(twilio.status).toBe(429);
  expect(twilio.headers.get("retry-after")).toBe("3");
  expect(await twilio.json()).toMatchObject({ code: 20429 });
});

test("an answer may come in half, or byte by byte", async () => {
  await using stage = await openStage();
  await befall(stage, { vendor: "twilio", count: 1, effect: { kind: "truncate" } });
  await befall(stage, { vendor: "twilio", count: 1, effect: { kind: "drip", ms: 1 } });
  await expect((await fromTwilio(stage)).json()).rejects.toThrow(SyntaxError);
  expect(await (await fromTwilio(stage)).json()).toHaveProperty("conversations");
  const faults = (await stage.tape("twilio")).map(({ fault }) => fault);
  expect(faults).toEqual(["truncate (rule 1)", "drip (rule 2)"]);
});

test("chance repeats with its seed", async () => {
  const struck = async (seed: number) => {
    await using stage = await openStage();
    await befall(stage, {
      vendor: "discord",
      probability: 0.5,
      seed,
      effect: { kind: "answer", status: 500 },
    });
    const statuses: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) statuses.push((await stage.request("GET", "/gateway")).status);
    return statuses;
  };
  const first = await struck(1);
  expect(new Set(first)).toEqual(new Set([200, 500]));
  expect(await struck(1)).toEqual(first);
  expect(await struck(2)).not.toEqual(first);
});

test("a revoked credential is refused until it is restored", async () => {
  await using stage = await openStage();
  await stage.control("PUT", "/discord/token", { accepted: false });
  await stage.control("PUT", "/flex/credentials", { accepted: false });
  expect((await stage.request("GET", "/users/@me")).status).toBe(401);
  expect((await fromTwilio(stage)).status).toBe(401);
  await stage.control("PUT", "/discord/token", { accepted: true });
  await stage.control("PUT", "/flex/credentials", { accepted: true });
  expect((await stage.request("GET", "/users/@me")).status).toBe(200);
  expect((await fromTwilio(stage)).status).toBe(200);
});

test("a nonce is remembered as long as the dial says", async () => {
  await using stage = await openStage();
  const { path } = await openDm(stage);
  const send = async () =>
    (await stage.request("POST", path, { content: "x", nonce: "n", enforce_nonce: true })).body["id"];
  const first = await send();
  expect(await send()).toBe(first);
  await stage.control("PUT", "/discord/nonces", { rememberedMs: 0 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await send()).not.toBe(first);
});

test("a rule that makes no sense is refused in words", async () => {
  await using stage = await openStage();
  await expect(befall(stage, { vendor: "discord", effect: { kind: "lose" } })).rejects.toThrow(
    /befalls discord/,
  );
  await expect(befall(stage, { vendor: "slack", effect: { kind: "drop" } })).rejects.toThrow(/"vendor"/);
  await expect(befall(stage, { vendor: "twilio", effect: { kind: "delay" } })).rejects.toThrow(/"ms"/);
  await expect(stage.control("DELETE", "/faults/9")).rejects.toThrow(/no rule 9/);
});

function fromTwilio({ sandbox }: Stage): Promise<Response> {
  const { api, apiKey, apiSecret } = sandbox.ready.twilio;
  return fetch(`${api}/conversations.twilio.com/v1/Conversations`, {
    headers: { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` },
  });
}
