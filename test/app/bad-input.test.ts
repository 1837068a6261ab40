import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test, vi } from "vitest";

import { createDials } from "../faults/support/dials.ts";
import { openProxy } from "../provision/proxy.ts";
import { environmentOf, openProject } from "./project.ts";

// Each test is half a dozen processes, one after the other.
vi.setConfig({ testTimeout: 180_000 });

/** A project, the sandbox's dials, and what is needed to look at what happened. */
async function openBadDay() {
  const project = await openProject();
  const { sandbox, directory } = project;
  const file = join(directory, "flexcord.yaml");
  const tape = async (after = 0) => {
    const answer = await fetch(`${sandbox.url}/control/tape?after=${after}&limit=1000`);
    return (await answer.json()) as { last: number; entries: readonly Entry[] };
  };
  const server = async () => {
    const answer = await fetch(`${sandbox.url}/control/discord/server`);
    return (await answer.json()) as { channels: readonly { id: string; name: string }[] };
  };
  return {
    ...project,
    dials: createDials(sandbox.url),
    tape,
    /** Another text in the config, wherever the first one stands. */
    edit: (from: string, to: string) => {
      const text = readFileSync(file, "utf8");
      expect(text).toContain(from);
      writeFileSync(file, text.replace(from, to));
    },
    writes: async () => (await tape()).entries.filter(isWrite),
    channels: async () => (await server()).channels.map(({ name }) => name).toSorted(),
    removeByHand: async (name: string) => {
      const id = (await server()).channels.find((channel) => channel.name === name)?.id ?? "";
      const { api, token } = sandbox.ready.discord;
      const headers = { authorization: `Bot ${token}` };
      expect((await fetch(`${api}/v10/channels/${id}`, { method: "DELETE", headers })).status).toBe(200);
    },
    /** What is wanted is there in the end, each thing once. */
    expectHealed: async () => {
      expect(await project.run(["deploy", "--yes"])).toMatchObject({ code: 0 });
      expect(await project.run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
      expect((await server()).channels).toHaveLength(CHANNELS);
    },
  };
}

/** Those of the template, and the one that every server begins with. */
const CHANNELS = 9;

interface Entry {
  readonly at: number;
  readonly vendor: string;
  readonly method: string;
  readonly path: string;
  readonly route?: string;
  readonly status: number;
}

const isWrite = ({ vendor, method, path }: Entry): boolean =>
  vendor !== "gateway" && method !== "GET" && !path.endsWith("/Flows/Validate");

const saying = (...words: readonly string[]): unknown =>
  expect.stringMatching(new RegExp(words.map((word) => `(?=[^]*${word})`).join(""), "u"));

const RIGHTS = "permissions: [ManageMessages, ManageThreads, PinMessages]";

describe("a bot", () => {
  test("that lacks a permission is told which before anything is written", async () => {
    const { run, edit, mapPath, writes } = await openBadDay();
    edit(RIGHTS, "permissions: [Administrator]");
    expect(await run(["deploy", "--yes"])).toMatchObject({
      code: 3,
      stderr: saying("lacks permissions", "Administrator", "Server Settings"),
    });
    expect(existsSync(mapPath)).toBe(false);
    expect(await writes()).toEqual([]);
  });

  test("below a role it must change is told which one to drag it above", async () => {
    const { run, sandbox, writes } = await openBadDay();
    const { url, rules } = await openProxy(sandbox.url);
    const { FLEXCORD_DISCORD_API = "" } = environmentOf(sandbox, url);
    const boss = { id: "1", name: "Studio", permissions: "0", position: 99, managed: false, hoist: false };
    rules.after = (method, path, body) =>
      method === "GET" && path.endsWith("/roles")
        ? JSON.stringify([
            ...(JSON.parse(body) as object[]),
            { ...boss, mentionable: false, colors: { primary_color: 0 } },
          ])
        : body;
    expect(await run(["deploy", "--yes", "--adopt"], { FLEXCORD_DISCORD_API })).toMatchObject({
      code: 3,
      stderr: saying("stands below", '"Studio"', "drag the bot's role above"),
    });
    expect(await writes()).toEqual([]);
  });
});

describe("a full server", () => {
  test("is told before anything is written, with how many are too many", async () => {
    const { run, sandbox, writes } = await openBadDay();
    const { url, rules } = await openProxy(sandbox.url);
    const { FLEXCORD_DISCORD_API = "" } = environmentOf(sandbox, url);
    rules.after = (method, path, body) => {
      if (method !== "GET" || !path.endsWith("/channels")) return body;
      const channels = JSON.parse(body) as { id: string; name: string }[];
      const [one] = channels;
      const more = Array.from({ length: 490 }, (_, index) => ({
        ...one,
        id: String(index),
        name: `c${index}`,
      }));
      return JSON.stringify([...channels, ...more]);
    };
    expect(await run(["deploy", "--yes"], { FLEXCORD_DISCORD_API })).toMatchObject({
      code: 5,
      stderr: saying("channels and categories", "Discord allows 500", "Remove \\d+"),
    });
    expect(await writes()).toEqual([]);
  });

  test("that filled up meanwhile ends the deploy where it is, and the next one goes on", async () => {
    const { run, dials, expectHealed } = await openBadDay();
    const body = { message: "Maximum number of server channels reached (500)", code: 30_013 };
    const route = "POST /guilds/{guild_id}/channels";
    await dials.befall({ vendor: "discord", route, skip: 4, effect: { kind: "answer", status: 400, body } });
    expect(await run(["deploy", "--yes"])).toMatchObject({
      code: 7,
      stderr: saying(
        "flexcord\\.yaml:\\d+: channel",
        "Maximum number of server channels",
        "Run the same command",
      ),
    });
    await dials.clear();
    await expectHealed();
  });
});

test("a name Discord refuses is told with its place in the config and Discord's reason", async () => {
  const { run, dials, expectHealed } = await openBadDay();
  const reason = "Contains words not allowed for servers in Server Discovery.";
  const errors = { name: { _errors: [{ code: "CHANNEL_NAME_REFUSED", message: reason }] } };
  const body = { message: "Invalid Form Body", code: 50_035, errors };
  const refused = { vendor: "discord", method: "POST", contains: '"feature-request"' };
  await dials.befall({ ...refused, effect: { kind: "answer", status: 400, body } });
  expect(await run(["deploy", "--yes"])).toMatchObject({
    code: 7,
    stderr: saying("flexcord\\.yaml:\\d+: channel feature-request", "words not allowed"),
  });
  await dials.clear();
  await expectHealed();
});

test("a flow Studio refuses is told with its place in the config and the state, and nothing is written", async () => {
  const { run, dials, writes, expectHealed } = await openBadDay();
  const errors = [{ property_path: "#/states/1/properties/url", message: "is not a url" }];
  const body = { code: 20_001, status: 400, message: "Flow definition is invalid", details: { errors } };
  const path = "**/Flows/Validate";
  await dials.befall({ vendor: "twilio", path, effect: { kind: "answer", status: 400, body } });
  expect(await run(["deploy", "--yes"])).toMatchObject({
    code: 8,
    stderr: saying("flexcord\\.yaml:\\d+: twilio", "state \\w+/properties/url: is not a url"),
  });
  expect(await writes()).toEqual([]);
  await dials.clear();
  await expectHealed();
});

describe("a rate limit", () => {
  test("of ten minutes on a third new name is told with its length, and the old name can be had back", async () => {
    const { run, edit, expectHealed } = await openBadDay();
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    const named = (name: string) => `    desk:\n      name: ${name}\n`;
    edit("    desk:\n", named("desk-1"));
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    edit(named("desk-1"), named("desk-2"));
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    edit(named("desk-2"), named("desk-3"));
    expect(await run(["deploy", "--yes"])).toMatchObject({
      code: 8,
      stderr: saying("Discord limits", "Deploy again in (9|10) minutes"),
    });
    edit(named("desk-3"), named("desk-2"));
    await expectHealed();
  });

  test("of ten minutes in the middle leaves the rest for later, and loses nothing", async () => {
    const { run, edit, dials, expectHealed } = await openBadDay();
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    edit("    desk:\n", "    desk:\n      name: staff-desk\n");
    edit("slowmode: 30", "slowmode: 45");
    edit(RIGHTS, "permissions: [ManageMessages]");
    const limit = { kind: "limit", retryAfter: 600, scope: "shared" };
    await dials.befall({ vendor: "discord", method: "PATCH", contains: '"staff-desk"', effect: limit });
    expect(await run(["deploy", "--yes"])).toMatchObject({
      code: 7,
      stderr: saying("channel desk", "10 minutes", "Run the same command again"),
    });
    await dials.clear();
    await expectHealed();
  });

  test("of a second is waited for as long as the vendor says, on either side", async () => {
    const { run, dials, tape, expectHealed } = await openBadDay();
    const effect = { kind: "limit", retryAfter: 1 };
    const rules = [
      await dials.befall({ vendor: "discord", route: "POST /guilds/{guild_id}/roles", count: 1, effect }),
      await dials.befall({ vendor: "twilio", method: "POST", path: "**/TaskQueues", count: 2, effect }),
    ];
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    expect(await Promise.all(rules.map((rule) => rule.struck()))).toEqual([1, 2]);
    const { entries } = await tape();
    const queues = entries.filter(({ method, path }) => method === "POST" && path.endsWith("/TaskQueues"));
    expect(queues.map(({ status }) => status)).toEqual([429, 429, 201]);
    const waits = queues.slice(1).map(({ at }, index) => at - (queues[index]?.at ?? 0));
    expect(waits.filter((wait) => wait < 1000)).toEqual([]);
    await expectHealed();
  });
});

describe("a token", () => {
  const cases = [
    [
      "Discord",
      { vendor: "discord", method: "POST", path: "**/channels" },
      "/discord/token",
      "DISCORD_TOKEN",
    ],
    ["Twilio", { vendor: "twilio", method: "POST", path: "**/Workflows" }, "/flex/credentials", "TWILIO_API"],
  ] as const;
  test.each(cases)(
    "of %s revoked midway keeps what is done, and the next deploy goes on",
    async (_, at, dial, word) => {
      const { run, dials, mapPath, expectHealed } = await openBadDay();
      const held = await dials.befall({ ...at, effect: { kind: "hold" } });
      const ending = run(["deploy", "--yes"]);
      await held.untilHeld();
      await dials.put(dial, { accepted: false });
      await held.takeBack();
      expect(await ending).toMatchObject({ code: 7, stderr: saying(word, "Run the same command again") });
      expect(existsSync(mapPath)).toBe(true);
      await dials.put(dial, { accepted: true });
      await expectHealed();
    },
  );
});

describe("an identity map", () => {
  test("that was deleted lets nothing be doubled: what is there has to be adopted", async () => {
    const { run, mapPath, channels, writes } = await openBadDay();
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    const [before, written] = [await channels(), (await writes()).length];
    rmSync(mapPath);
    expect(await run(["deploy", "--yes"])).toMatchObject({
      code: 6,
      stderr: saying("category team", "exists already", "--adopt"),
    });
    expect((await writes()).length).toBe(written);
    expect(await run(["deploy", "--yes", "--adopt"])).toMatchObject({ code: 0 });
    expect(await channels()).toEqual(before);
    expect(await run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
  });

  test("in which somebody edited an id lets nothing be doubled either", async () => {
    const { run, mapPath, writes, expectHealed } = await openBadDay();
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    const written = (await writes()).length;
    const text = readFileSync(mapPath, "utf8");
    const id = /"key":\s*"desk",\s*"id":\s*"(\d+)"/u.exec(text)?.[1] ?? "";
    expect(id).not.toBe("");
    writeFileSync(mapPath, text.replace(id, "100000000000000001"));
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 6, stderr: saying("channel desk") });
    expect((await writes()).length).toBe(written);
    expect(await run(["deploy", "--yes", "--adopt"])).toMatchObject({ code: 0 });
    await expectHealed();
  });
});

test("a channel removed by hand between plan and apply is said, and made again by the next deploy", async () => {
  const { run, edit, dials, removeByHand, expectHealed } = await openBadDay();
  expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
  edit("slowmode: 30", "slowmode: 45");
  const held = await dials.befall({ vendor: "discord", method: "PATCH", effect: { kind: "hold" } });
  const ending = run(["deploy", "--yes"]);
  await held.untilHeld();
  await removeByHand("bug-report");
  await held.takeBack();
  expect(await ending).toMatchObject({ code: 8, stderr: saying("Unknown Channel") });
  expect((await run(["plan"])).stdout).toContain("somebody removed it");
  await expectHealed();
});
