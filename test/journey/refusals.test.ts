import { expect, it } from "vitest";
import type { TapeEntry } from "../../src/demo/control.ts";
import { jsonLog } from "../../src/domain/log.ts";
import {
  askForHuman,
  botLine,
  botLines,
  flexLines,
  greet,
  takeTask,
  type Talk,
  talkToHuman,
} from "./support/people.ts";
import { wire } from "../transport/wire.ts";
import { dmsOpen } from "./support/threads.ts";
import { openStage, type Stage, type StageOptions, until } from "./support/stage.ts";

const soon = "  handoff:\n    waitSeconds: 1\n";

async function open(options: StageOptions = {}) {
  const stage = await openStage(options);
  await stage.deploy();
  await stage.startDaemon();
  return stage;
}

/** Asks the sandbox itself, as somebody at Twilio's console would. */
function twilio({ sandbox }: Stage, method: string, path: string): Promise<Response> {
  const { apiKey, apiSecret, api } = sandbox.ready.twilio;
  const authorization = `Basic ${btoa(`${apiKey}:${apiSecret}`)}`;
  return fetch(`${api}/${path}`, { method, headers: { authorization } });
}

async function deleteFlows(stage: Stage): Promise<void> {
  const answer = await twilio(stage, "GET", "studio.twilio.com/v2/Flows");
  const { flows } = (await answer.json()) as { flows: { sid: string }[] };
  for (const { sid } of flows) await twilio(stage, "DELETE", `studio.twilio.com/v2/Flows/${sid}`);
}

/** The writes of lines that fit. */
function linesOn(entries: readonly TapeEntry[], fits: RegExp): readonly TapeEntry[] {
  return entries.filter(
    ({ path, status, requestBody }) =>
      wire.line.test(path) && status === 201 && fits.test(new URLSearchParams(requestBody).get("Body") ?? ""),
  );
}

function listening() {
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line), { level: "debug", now: Date.now });
  return { log, told: (what: string) => lines.filter((line) => line.includes(what)) };
}

it("a refused Discord token stops what goes there, alarms once, asks rarely and loses nothing", async () => {
  const { log, told } = listening();
  const stage = await open({ log });
  const talks = [await talkToHuman(stage, "Mia"), await talkToHuman(stage, "Noah")];
  const { discord } = stage.network;
  let refused = 0;
  discord.rule = ({ path }) => {
    if (!path.includes("/messages")) return "pass";
    refused += 1;
    return { status: 401, body: { code: 0, message: "401: Unauthorized" } };
  };
  for (const [at, { agent, conversation, member }] of talks.entries()) {
    for (const n of [1, 2, 3]) await stage.control.write(agent, conversation, `agent ${n} of ${at}.`);
    await stage.control.dm(member, `member 1 of ${at}.`);
    // What goes to Twilio goes on.
    await until("her line arrives", async () =>
      (await flexLines(stage, conversation, /^member 1/)).length > 0 ? true : undefined,
    );
  }
  await until("it is tried", () => (refused > 0 ? true : undefined));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(refused).toBeLessThan(20);
  expect(told("refuses our token")).toHaveLength(1);
  discord.rule = () => "pass";
  for (const [at, { member }] of talks.entries()) {
    await until("the last line arrives", () => botLine(stage, member, /^agent 3/), 90_000);
    const lines = (await botLines(stage, member)).filter((line) => line.startsWith("agent"));
    expect(lines).toEqual([1, 2, 3].map((n) => `agent ${n} of ${at}.`));
  }
}, 120_000);

it("an outage of Twilio is probed by one at a time, and everything arrives after it", async () => {
  const { log, told } = listening();
  const stage = await open({ log });
  const talks: Talk[] = [];
  for (const name of ["Mia", "Noah", "Ada", "Ben"]) talks.push(await talkToHuman(stage, name));
  let tries = 0;
  stage.network.twilio.rule = () => {
    tries += 1;
    return { status: 503 };
  };
  for (const { member } of talks) {
    for (const n of [1, 2, 3]) await stage.control.dm(member, `member ${n}.`);
  }
  await until("the outage is noticed", () => (told("seems to be down").length > 0 ? true : undefined));
  const before = tries;
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(tries - before).toBeLessThan(8);
  stage.network.twilio.rule = () => "pass";
  for (const { conversation } of talks) {
    await until(
      "all arrive",
      async () => ((await flexLines(stage, conversation, /^member \d/)).length >= 3 ? true : undefined),
      40_000,
    );
    expect(await flexLines(stage, conversation, /^member \d/)).toEqual([
      "member 1.",
      "member 2.",
      "member 3.",
    ]);
  }
}, 60_000);

it("a conversation closed midway is followed by another, with nothing lost", async () => {
  const stage = await open();
  const talk = await talkToHuman(stage);
  stage.network.callbacks.rule = () => "cut";
  await stage.control.endChat(talk.agent, talk.task);
  await stage.control.dm(talk.member, "How do I link my console account?");
  expect(
    await until("the assistant answers in a new one", () => botLine(stage, talk.member, /https:/)),
  ).toBeDefined();
});

it("an agent is told when the member has closed their direct messages, and what follows arrives", async () => {
  const stage = await open();
  const talk = await talkToHuman(stage);
  const set = (open: boolean) => dmsOpen(stage, talk.member, open);
  await set(false);
  await stage.control.write(talk.agent, talk.conversation, "agent 1.");
  await until("the agent is told", async () =>
    (await flexLines(stage, talk.conversation, /^Not delivered/)).length === 1 ? true : undefined,
  );
  await set(true);
  await stage.control.write(talk.agent, talk.conversation, "agent 2.");
  expect(await until("the next arrives", () => botLine(stage, talk.member, /^agent 2/))).toBeDefined();
});

it("a member whose handoff fails is told of the delay, can go on writing, and gets through later", async () => {
  const stage = await open({ yaml: soon });
  await deleteFlows(stage);
  stage.network.twilio.rule = ({ method, path }) =>
    method === "POST" && wire.rescue.test(path)
      ? { status: 400, body: { code: 45_352, message: "refused", status: 400 } }
      : "pass";
  const member = await askForHuman(stage, "Mia");
  await until("she is told that it takes longer", () => botLine(stage, member, /longer than it should/));
  await stage.control.dm(member, "member 1.");
  const conversation = await until("her line is there", async () => {
    const { entries } = await stage.control.tape(0);
    return wire.line.exec(linesOn(entries, /member 1\./)[0]?.path ?? "")?.[1];
  });
  stage.network.twilio.rule = () => "pass";
  const { reservation } = await takeTask(stage);
  expect(reservation.conversationSid).toBe(conversation);
}, 60_000);

it("the assistant answers although the flow is gone", async () => {
  const stage = await open();
  await deleteFlows(stage);
  const member = await greet(stage, "Mia");
  await stage.control.dm(member, "How do I link my console account?");
  expect(await until("the assistant answers", () => botLine(stage, member, /https:/))).toBeDefined();
});

it("members who come in the middle of a failing creation get one conversation each", async () => {
  const stage = await open();
  let faults: number = wire.creationFaults;
  stage.network.twilio.rule = ({ method, path }) => {
    const isCreation = method === "POST" && wire.creation.test(path);
    if (!isCreation || faults === 0) return "pass";
    faults -= 1;
    return faults % 2 === 0 ? "drop" : "cut";
  };
  const member = await greet(stage, "Mia");
  for (const n of [1, 2, 3]) await stage.control.dm(member, `How do I link my console account, part ${n}?`);
  await until(
    "all are answered",
    async () =>
      (await botLines(stage, member)).filter((line) => line.includes("https:")).length >= 3
        ? true
        : undefined,
    30_000,
  );
  const made = await until(
    "one is made",
    async () => {
      const { entries } = await stage.control.tape(0);
      const found = entries.filter(
        ({ method, path, status }) => method === "POST" && wire.opening.test(path) && status === 201,
      );
      return found.length > 0 ? found : undefined;
    },
    30_000,
  );
  expect(made).toHaveLength(1);
}, 60_000);
