import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { systemClock } from "../../../src/domain/clock.ts";
import { fileState } from "../../../src/provision/identity/file.ts";
import { readIdentityMap } from "../../../src/provision/identity/journal.ts";
import { provisionedIds } from "../../../src/provision/identity/identity-map.ts";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { openProxy } from "../../provision/proxy.ts";
import { environmentOf, openProject } from "../project.ts";

describe("flexcord deploy", () => {
  test("brings the template up, and then there is nothing to do", async () => {
    const { run, mapPath, directory, sandbox } = await openProject();
    const planned = await run(["plan", "--exit-code"]);
    expect(planned).toMatchObject({ code: 10, stderr: "" });
    expect(planned.stdout).toMatch(
      /^Plan for emberfall, production: \d+ to create\.\n\nDiscord\n {2}\+ role studio/,
    );
    expect(existsSync(mapPath)).toBe(false);

    const deployed = await run(["deploy", "--yes"]);
    expect(deployed).toMatchObject({ code: 0 });
    const again = await run(["plan", "--exit-code"]);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^No changes\./) as string });

    const map = await readIdentityMap(fileState(directory, "production", systemClock));
    expect(map?.pending).toEqual([]);
    const ids = map === null ? null : provisionedIds(map);
    expect(ids).toMatchObject({
      guildId: sandbox.ready.discord.guildId,
      applicationId: sandbox.ready.discord.applicationId,
      workspaceSid: sandbox.ready.twilio.workspaceSid,
      transports: {
        conversations: { chatServiceSid: sandbox.ready.twilio.chatServiceSid },
        "programmable-chat": null,
      },
    });
    expect(ids?.channels.has("help")).toBe(true);
    for (const text of [readFileSync(mapPath, "utf8"), planned.stdout, deployed.stdout, deployed.stderr]) {
      expect(text).not.toContain("only this test knows");
      expect(text).not.toContain(sandbox.ready.discord.token);
    }
  });

  test("asks nobody where there is nobody, and writes nothing then", async () => {
    const { run, mapPath } = await openProject();
    const asked = await run(["deploy"]);
    expect(asked.code).toBe(4);
    expect(asked.stderr).toContain("--yes");
    expect(existsSync(mapPath)).toBe(false);
    expect((await run(["deploy", "--dry-run"])).code).toBe(0);
    expect(existsSync(mapPath)).toBe(false);
  });

  test("says what it did as one object with --json", async () => {
    const { run } = await openProject();
    const { code, stdout } = await run(["deploy", "--yes", "--json"]);
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as { version: number; done: string[]; failed: string[]; plan: object };
    expect(result).toMatchObject({ version: 1, failed: [], notStarted: [], plan: { version: 1 } });
    expect(result.done).toContain("Studio flow support");
    const plan = JSON.parse((await run(["plan", "--json"])).stdout) as { changes: boolean };
    expect(plan.changes).toBe(false);
  });
});

describe("a saved plan", () => {
  test("is applied as it is, without asking, and only once", async () => {
    const { run, mapPath } = await openProject();
    expect(await run(["plan", "--out", "p.json"])).toMatchObject({ code: 0 });
    expect(existsSync(mapPath)).toBe(false);
    expect(await run(["deploy", "p.json"])).toMatchObject({ code: 0 });
    expect(await run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
    const again = await run(["deploy", "p.json"]);
    expect(again).toMatchObject({ code: 6, stderr: expect.stringContaining("role studio") as string });
  });

  test("is refused, naming what, when the server or the config is another by then", async () => {
    const { run, directory, sandbox } = await openProject();
    await run(["deploy", "--yes"]);
    const file = join(directory, "flexcord.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("slowmode: 30", "slowmode: 45"));
    await run(["plan", "--out", "p.json"]);
    writeFileSync(file, text.replace("slowmode: 30", "slowmode: 90"));
    expect(await run(["deploy", "p.json"])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("channel bug-report: planned was to change slowmode") as string,
    });
    writeFileSync(file, text.replace("slowmode: 30", "slowmode: 45"));
    await renameChannel(sandbox, "desk", "staff-desk");
    expect(await run(["deploy", "p.json"])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining(
        "channel desk: planned was nothing, now it would be to rename",
      ) as string,
    });
    await renameChannel(sandbox, "staff-desk", "desk");
    expect(await run(["deploy", "p.json"])).toMatchObject({ code: 0 });
    expect(await run(["deploy", "flexcord.yaml"])).toMatchObject({ code: 2 });
  });
});

/** As somebody else with the same rights would. */
async function renameChannel(sandbox: Sandbox, from: string, to: string): Promise<void> {
  await onChannel(sandbox, from, "PATCH", { name: to });
}

async function deleteChannel(sandbox: Sandbox, name: string): Promise<void> {
  await onChannel(sandbox, name, "DELETE");
}

async function onChannel(
  { ready, url }: Sandbox,
  channel: string,
  method: "PATCH" | "DELETE",
  body?: object,
): Promise<void> {
  const server = (await (await fetch(`${url}/control/discord/server`)).json()) as {
    channels: { id: string; name: string }[];
  };
  const id = server.channels.find(({ name }) => name === channel)?.id ?? "";
  const answer = await fetch(`${ready.discord.api}/v10/channels/${id}`, {
    method,
    headers: { authorization: `Bot ${ready.discord.token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
}

describe("something that goes wrong on the way", () => {
  const channelPost = (method: string, path: string) => method === "POST" && path.endsWith("/channels");

  /** A project whose calls go through a network that a test can disturb. */
  async function openDisturbed() {
    const project = await openProject();
    const { url, rules } = await openProxy(project.sandbox.url);
    const { FLEXCORD_DISCORD_API, FLEXCORD_TWILIO_API } = environmentOf(project.sandbox, url);
    const through = { FLEXCORD_DISCORD_API, FLEXCORD_TWILIO_API } as Record<string, string>;
    return { ...project, rules, run: (args: readonly string[]) => project.run(args, through) };
  }

  test("a token revoked midway: what is done is kept, and the next deploy goes on", async () => {
    const { run, rules } = await openDisturbed();
    let seen = 0;
    rules.answer = (method, path) => {
      if (channelPost(method, path)) seen += 1;
      return seen > 3 && path.includes("/discord/")
        ? { status: 401, body: { message: "401: Unauthorized", code: 0 } }
        : null;
    };
    const cut = await run(["deploy", "--yes", "--json"]);
    expect(cut).toMatchObject({ code: 7, stderr: expect.stringContaining("DISCORD_TOKEN") as string });
    const { done, failed } = JSON.parse(cut.stdout) as { done: string[]; failed: string[] };
    expect(done.length).toBeGreaterThan(2);
    expect(failed.length).toBeGreaterThan(0);
    delete rules.answer;
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    expect(await run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
  });

  test("a limit of ten minutes is told with its length, not waited for", async () => {
    const { run, rules } = await openDisturbed();
    const limited = {
      status: 429,
      headers: { "retry-after": "600", "x-ratelimit-scope": "user" },
      body: { message: "You are being rate limited.", retry_after: 600, global: false },
    };
    rules.answer = (method, path) => (path.includes("/discord/") && method === "GET" ? limited : null);
    expect(await run(["deploy", "--yes"])).toMatchObject({
      code: 8,
      stderr: expect.stringContaining("10 minutes") as string,
    });
    rules.answer = (method, path) => (channelPost(method, path) ? limited : null);
    expect(await run(["deploy", "--yes"])).toMatchObject({
      code: 7,
      stderr: expect.stringContaining("10 minutes") as string,
    });
    delete rules.answer;
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
  });

  test("a channel removed by hand between plan and apply: said, and made again the next time", async () => {
    const { run, rules, directory, sandbox } = await openDisturbed();
    await run(["deploy", "--yes"]);
    const file = join(directory, "flexcord.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("slowmode: 30", "slowmode: 45"));
    rules.answer = (method) =>
      method === "PATCH" ? { status: 404, body: { message: "Unknown Channel", code: 10_003 } } : null;
    expect(await run(["deploy", "--yes"])).toMatchObject({
      code: 8,
      stderr: expect.stringContaining("Unknown Channel") as string,
    });
    delete rules.answer;
    await deleteChannel(sandbox, "bug-report");
    const again = await run(["deploy", "--yes"]);
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("somebody removed it") as string,
    });
    expect(await run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
  });
});

describe("bad input", () => {
  test.each([
    ["a wrong bot token", { DISCORD_TOKEN: "not-the-token-of-this-bot-at-all" }, 3, "DISCORD_TOKEN"],
    ["a wrong API secret", { TWILIO_API_SECRET: "not-the-secret-of-this-key" }, 3, "TWILIO_API_SECRET"],
    ["no public address", { FLEXCORD_PUBLIC_URL: "" }, 2, "FLEXCORD_PUBLIC_URL"],
    ["a server the bot is not on", { DISCORD_GUILD: "100000000000000001" }, 8, "server"],
    ["an unreachable host", { FLEXCORD_DISCORD_API: "http://127.0.0.1:9/api" }, 8, "Discord"],
  ])("%s is a paragraph with what to do, and nothing is written", async (_, env, code, word) => {
    const { run, mapPath } = await openProject();
    const ended = await run(["deploy", "--yes"], env);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(word);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(mapPath)).toBe(false);
  });

  test("an identity map of another server or account, or one that was edited, is refused", async () => {
    const { run, mapPath } = await openProject();
    await run(["deploy", "--yes"]);
    const text = readFileSync(mapPath, "utf8");
    for (const field of ["guildId", "applicationId", "accountSid"]) {
      writeFileSync(mapPath, text.replace(new RegExp(`"${field}": "[^"]+"`), `"${field}": "another"`));
      const ended = await run(["plan"]);
      expect(ended).toMatchObject({ code: 6, stderr: expect.stringContaining("another") as string });
    }
    writeFileSync(mapPath, text.replace("{", ""));
    expect(await run(["plan"])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("line") as string,
    });
  });

  test("two deploys at once: one of them is told so, and nothing is doubled", async () => {
    const { run, sandbox } = await openProject();
    const ended = await Promise.all([run(["deploy", "--yes"]), run(["deploy", "--yes"])]);
    const codes = ended.map(({ code }) => code ?? 0).toSorted((a, b) => a - b);
    expect([
      [0, 6],
      [0, 0],
    ]).toContainEqual(codes);
    expect(await run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
    const server = (await (await fetch(`${sandbox.url}/control/discord/server`)).json()) as {
      channels: { name: string }[];
    };
    expect(server.channels.filter(({ name }) => name === "bug-report")).toHaveLength(1);
  });
});
