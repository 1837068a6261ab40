import { expect, it } from "vitest";
import { botLine, flexLines, numbered, talkToHuman, type Talk } from "./support/people.ts";
import { openStage, type Stage, until } from "./support/stage.ts";
import { wideGates } from "./support/wide-gates.ts";

/** IDENTIFY and RESUME, as the sandbox saw them. */
async function openings(stage: Stage): Promise<readonly string[]> {
  const { entries } = await stage.control.tape(0);
  const seen = entries.filter(({ vendor }) => vendor === "gateway").map(({ method }) => method);
  return seen.filter((path) => path === "IDENTIFY" || path === "RESUME");
}

async function open(): Promise<{ readonly stage: Stage; readonly talk: Talk }> {
  const stage = await openStage({ yaml: wideGates });
  await stage.deploy();
  await stage.startDaemon();
  return { stage, talk: await talkToHuman(stage) };
}

async function arrive(stage: Stage, talk: Talk, lines: readonly string[]): Promise<void> {
  await until("all of her lines arrive", async () => {
    const arrived = await flexLines(stage, talk.conversation, /^member \d/);
    return arrived.length >= lines.length ? arrived : undefined;
  });
  expect(await flexLines(stage, talk.conversation, /^member \d/)).toEqual(lines);
}

it("survives an outage in which reconnects fail, and resumes", async () => {
  const { stage, talk } = await open();
  const lines = numbered("member", 6);
  for (const [at, line] of lines.entries()) {
    if (at === 2) stage.network.discord.down();
    await stage.control.dm(talk.member, line);
    if (at === 4) {
      // Several reconnects fail meanwhile; the library makes one about every half second.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      stage.network.discord.up();
    }
  }
  await arrive(stage, talk, lines);
  const seen = await openings(stage);
  expect(seen.filter((path) => path === "IDENTIFY")).toHaveLength(1);
  expect(seen.at(-1)).toBe("RESUME");
});

it("resumes twenty times when asked to reconnect (op 7), and identifies once", async () => {
  const { stage, talk } = await open();
  const lines = numbered("member", 20);
  for (const [at, line] of lines.entries()) {
    stage.network.discord.forge({ op: 7, d: null });
    await stage.control.dm(talk.member, line);
    await until(`reconnect ${at + 1}`, async () =>
      (await openings(stage)).length >= at + 2 ? true : undefined,
    );
  }
  await arrive(stage, talk, lines);
  expect((await openings(stage)).filter((path) => path === "IDENTIFY")).toHaveLength(1);
});

it("notices a connection that is dead without saying so", async () => {
  const stage = await openStage();
  await stage.deploy();
  const { discord } = stage.network;
  let deadTill = 0;
  discord.frame = (way, text) => {
    if (way === "up") return text;
    if (discord.sockets() <= deadTill) return null;
    return text.replace(/"heartbeat_interval":\d+/u, '"heartbeat_interval":700');
  };
  await stage.startDaemon();
  const talk = await talkToHuman(stage);
  deadTill = discord.sockets();
  await stage.control.dm(talk.member, "member 1.");
  await arrive(stage, talk, ["member 1."]);
  expect((await openings(stage)).filter((path) => path === "IDENTIFY")).toHaveLength(1);
});

it("reads what a lost session (op 9) cannot replay, in order, and says so once", async () => {
  const { stage, talk } = await open();
  const lines = numbered("member", 130);
  await stage.control.dm(talk.member, "member 1.");
  await until("the first arrives", async () =>
    (await flexLines(stage, talk.conversation, /^member 1\./)).length > 0 ? true : undefined,
  );
  stage.network.discord.frame = (way, text) =>
    way === "up" && text.includes('"op":6')
      ? text.replace(/"session_id":"[^"]*"/u, '"session_id":"forgotten"')
      : text;
  stage.network.discord.down();
  for (const line of lines.slice(1, -1)) await stage.control.dm(talk.member, line);
  stage.network.discord.up();
  await until("a new session begins", async () =>
    (await openings(stage)).filter((path) => path === "IDENTIFY").length === 2 ? true : undefined,
  );
  await stage.control.dm(talk.member, lines.at(-1) ?? "");
  await arrive(stage, talk, lines);
  await until("she is told", () => botLine(stage, talk.member, /cut off from Discord/));
  await until("the agent is told", async () => {
    const told = await flexLines(stage, talk.conversation, /connection to Discord was lost/);
    return told.length > 0 ? true : undefined;
  });
  expect(await flexLines(stage, talk.conversation, /connection to Discord was lost/)).toHaveLength(1);
});

it("holds a newer message back until the older ones have been read", async () => {
  const { stage, talk } = await open();
  const { discord } = stage.network;
  discord.frame = (way, text) =>
    way === "up" && text.includes('"op":6')
      ? text.replace(/"session_id":"[^"]*"/u, '"session_id":"forgotten"')
      : text;
  let refusals = 3;
  discord.rule = ({ method, path }) => {
    if (method !== "GET" || !path.includes("/messages?")) return "pass";
    refusals -= 1;
    return refusals >= 0 ? { status: 503 } : "pass";
  };
  discord.down();
  await stage.control.dm(talk.member, "member 1.");
  discord.up();
  await until("a new session begins", async () =>
    (await openings(stage)).filter((path) => path === "IDENTIFY").length === 2 ? true : undefined,
  );
  await stage.control.dm(talk.member, "member 2.");
  await arrive(stage, talk, ["member 1.", "member 2."]);
  expect(refusals).toBeLessThan(0);
});
