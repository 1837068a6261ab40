import { createServer, type AddressInfo } from "node:net";
import { inspect } from "node:util";
import type { REST } from "@discordjs/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callDiscord } from "../../../src/discord/rest/call.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import type { Failure } from "../../../src/domain/failure.ts";
import { failureOf } from "../support/failure-of.ts";
import { startFakeRest, type FakeRest, type Reaction } from "../support/fake-rest.ts";
import { DM_ID, INTERACTION_TOKEN, newId, TOKEN } from "../support/wire.ts";

const DOING = "trying something";
const SECRET_TEXT = "what the member said";

let discord: FakeRest;

beforeEach(async () => {
  discord = await startFakeRest();
});

afterEach(async () => {
  await discord[Symbol.asyncDispose]();
});

function call(
  rest: REST,
  path: `/${string}` = `/channels/${DM_ID}/messages`,
  timeoutMs?: number,
): Promise<unknown> {
  return callDiscord({
    doing: DOING,
    signal: new AbortController().signal,
    clock: systemClock,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    run: (signal) => rest.post(path, { body: { content: SECRET_TEXT }, signal }),
  });
}

function client(api = discord.api): REST {
  return createRest({ token: TOKEN, api });
}

function react(reaction: Reaction): void {
  discord.on(`POST /channels/${DM_ID}/messages`, () => reaction);
}

function expectNothingSecret(failure: Failure): void {
  const everything = inspect(failure, { depth: 10, showHidden: true });
  for (const secret of [TOKEN, INTERACTION_TOKEN, SECRET_TEXT]) expect(everything).not.toContain(secret);
}

const refusal = (status: number, code?: number): Reaction => ({
  status,
  body: code === undefined ? undefined : { code, message: `Refused "${SECRET_TEXT}"` },
});

describe("what Discord answers", () => {
  it.each([
    [401, 0, "discord.auth"],
    [403, 50_001, "discord.permission"],
    [403, 50_013, "discord.permission"],
    [403, 20_026, "discord.permission"],
    [403, 50_007, "member.unreachable"],
    [403, 50_278, "member.unreachable"],
    [400, 50_033, "member.unreachable"],
    [404, 10_003, "discord.not-found"],
    [404, 0, "discord.not-found"],
    [404, 10_062, "discord.interaction-gone"],
    [400, 40_060, "discord.interaction-gone"],
    [401, 50_027, "discord.interaction-gone"],
    [400, 50_035, "discord.refused"],
    [400, 40_003, "discord.rate-limited"],
    [500, undefined, "discord.unavailable"],
    [503, undefined, "discord.unavailable"],
    [403, undefined, "discord.rate-limited"],
  ])("status %i with code %s is %s", async (status, code, expected) => {
    react(refusal(status, code));
    const failure = await failureOf(call(client()));
    expect(failure.code).toBe(expected);
    expect(failure.certain).toBe(status < 500);
    expect(failure.message).toContain(DOING);
    expectNothingSecret(failure);
    expect(discord.received).toHaveLength(1);
  });

  it("says which field is wrong, without the value", async () => {
    const errors = {
      content: { _errors: [{ code: "BAD", message: `Value "${SECRET_TEXT}" is not good.` }] },
    };
    react({ status: 400, body: { code: 50_035, message: "Invalid Form Body", errors } });
    const failure = await failureOf(call(client()));
    expect(failure.message).toContain('Invalid Form Body; content[BAD]: Value "…" is not good');
    expectNothingSecret(failure);
  });

  it("keeps the token of an interaction out of what it says", async () => {
    const failure = await failureOf(call(client(), `/webhooks/${DM_ID}/${INTERACTION_TOKEN}`));
    expect(failure.code).toBe("discord.not-found");
    expectNothingSecret(failure);
  });

  it("does not repeat what a proxy repeats", async () => {
    const path = `/webhooks/${DM_ID}/${INTERACTION_TOKEN}` as const;
    discord.on(`POST ${path}`, ({ path, headers }) => ({
      status: 414,
      body: { code: 0, message: `'${path}' by ${String(headers.authorization)} is too long` },
    }));
    const failure = await failureOf(call(client(), path));
    expect(failure.message).toContain(`'/webhooks/${DM_ID}/…' by Bot … is too long`);
    expectNothingSecret(failure);
  });

  it("may take a token again that it has refused, though the library forgets it", async () => {
    react(refusal(401, 0));
    const rest = client();
    expect(await failureOf(call(rest))).toMatchObject({ code: "discord.auth", retry: false });
    expect(await failureOf(call(rest))).toMatchObject({ code: "discord.auth", retry: false });
    react({ status: 200, body: { id: newId() } });
    await call(rest);
    expect(discord.received).toHaveLength(3);
  });

  it("is unavailable when it is not JSON", async () => {
    discord.on(`POST /channels/${DM_ID}/messages`, () => ({
      status: 400,
      headers: { "content-type": "application/json" },
    }));
    expect(await failureOf(call(client()))).toMatchObject({ code: "discord.unavailable", certain: false });
  });
});

describe("rate limits", () => {
  it("of a moment are waited for, and the call goes through", async () => {
    let limited = true;
    discord.on(`POST /channels/${DM_ID}/messages`, () => {
      if (!limited) return { status: 200, body: { id: "1" } };
      limited = false;
      return {
        status: 429,
        headers: { "retry-after": "0.2" },
        body: { message: "slow", retry_after: 0.2, global: false },
      };
    });
    expect(await call(client())).toEqual({ id: "1" });
    expect(discord.received).toHaveLength(2);
  });

  it("of minutes are the caller's to wait for, and nothing was done", async () => {
    react({
      status: 429,
      headers: { "retry-after": "580" },
      body: { message: "slow", retry_after: 580, global: false },
    });
    const failure = await failureOf(call(client()));
    expect(failure).toMatchObject({ code: "discord.rate-limited", retry: true, certain: true });
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(580_000);
    expect(discord.received).toHaveLength(1);
    expectNothingSecret(failure);
  });

  it("without a time are not answered by sending again at once", async () => {
    react({ status: 429, body: { message: "slow" } });
    expect(await failureOf(call(client()))).toMatchObject({
      code: "discord.rate-limited",
      retryAfterMs: undefined,
    });
    expect(discord.received).toHaveLength(1);
  });
});

describe("the network", () => {
  it("that refuses the connection did nothing for sure", async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    const failure = await failureOf(call(client(`http://127.0.0.1:${port}/api`)));
    expect(failure).toMatchObject({ code: "network.unreachable", certain: true, retry: true });
    expectNothingSecret(failure);
  });

  it("that knows no such host did nothing for sure", async () => {
    const failure = await failureOf(call(client("http://no-such-host.invalid/api")));
    expect(failure).toMatchObject({ code: "network.unreachable", certain: true });
  });

  it("is not asked when the address is none, and the address is not quoted", async () => {
    const failure = await failureOf(call(client("nonsense"), `/webhooks/${DM_ID}/${INTERACTION_TOKEN}`));
    expect(failure).toMatchObject({ code: "config.invalid", certain: true });
    expectNothingSecret(failure);
  });

  it("that cuts the connection after the request leaves it in doubt, and nothing is sent twice", async () => {
    react("drop");
    const failure = await failureOf(call(client()));
    expect(failure).toMatchObject({ code: "network.reset", certain: false, retry: true });
    expect(discord.received).toHaveLength(1);
    expectNothingSecret(failure);
  });

  it("that brings no answer leaves it in doubt", async () => {
    react("hang");
    const failure = await failureOf(call(client(), undefined, 200));
    expect(failure).toMatchObject({ code: "network.timeout", certain: false, retry: true });
    expectNothingSecret(failure);
  });

  it("is not used when the signal was aborted before", async () => {
    const failure = await failureOf(
      callDiscord({
        doing: DOING,
        signal: AbortSignal.abort(),
        clock: systemClock,
        run: (signal) => client().get("/users/@me", { signal }),
      }),
    );
    expect(failure).toMatchObject({ code: "network.timeout", certain: true });
    expect(discord.received).toEqual([]);
  });
});

it("calls that wait for their turn and are stopped did nothing for sure", async () => {
  react("hang");
  const rest = client();
  const first = failureOf(call(rest, undefined, 400));
  const second = failureOf(call(rest, undefined, 100));
  expect(await second).toMatchObject({ code: "network.timeout", certain: true });
  expect(await first).toMatchObject({ code: "network.timeout", certain: false });
  expect(discord.received).toHaveLength(1);
});
