import { expect, it } from "vitest";
import { readsCard } from "./support/card.ts";
import { dice } from "../contract/store/histories.ts";
import {
  askForHuman,
  botLine,
  botLines,
  flexLines,
  numbered,
  takeTask,
  talkToHuman,
  type Talk,
} from "./support/people.ts";
import { wire } from "../transport/wire.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const LINE = /^agent \d/;

async function linesOfAgent(stage: Stage, { member }: Talk): Promise<readonly string[]> {
  return (await botLines(stage, member)).filter((line) => LINE.test(line));
}

it(`keeps agents' lines in order, once each, whatever callbacks do (SEED=${SEED})`, async () => {
  const stage = await openStage();
  await stage.deploy();
  await stage.startDaemon();
  const talk = await talkToHuman(stage);
  const d = dice(SEED);
  stage.network.callbacks.rule = async ({ body }) => {
    if (!body.includes(wire.told)) return "pass";
    if (d.chance(25)) return "cut";
    await new Promise((resolve) => setTimeout(resolve, d.number(150)));
    return d.chance(25) ? "drop" : "pass";
  };
  const fromAgent = numbered("agent", 40);
  const fromMember = numbered("member", 20);
  for (const [at, line] of fromAgent.entries()) {
    await stage.control.write(talk.agent, talk.conversation, line);
    const own = fromMember[at];
    if (own !== undefined) await stage.control.dm(talk.member, own);
  }
  await stage.control.write(talk.agent, talk.conversation, "agent 41.");
  stage.network.callbacks.rule = () => "pass";
  await stage.control.write(talk.agent, talk.conversation, "agent 42.");
  // Discord takes about one line a second of us in one place.
  await until("the last line arrives", () => botLine(stage, talk.member, /^agent 42/), 100_000);
  expect(await linesOfAgent(stage, talk)).toEqual([...fromAgent, "agent 41.", "agent 42."]);
  await until("all of hers arrive", async () => {
    const arrived = await flexLines(stage, talk.conversation, /^member/);
    return arrived.length >= fromMember.length ? arrived : undefined;
  });
  expect(await flexLines(stage, talk.conversation, /^member/)).toEqual(fromMember);
}, 120_000);

it("notices a lost callback when the member writes next", async () => {
  const stage = await openStage();
  await stage.deploy();
  await stage.startDaemon();
  const talk = await talkToHuman(stage);
  stage.network.callbacks.rule = () => "cut";
  await stage.control.write(talk.agent, talk.conversation, "agent 1.");
  await stage.control.dm(talk.member, "Hello?");
  expect(await until("the lost line arrives", () => botLine(stage, talk.member, /^agent 1/))).toBeDefined();
});

it("recovers what was written and ended while the daemon was away", async () => {
  const stage = await openStage();
  await stage.deploy();
  const daemon = await stage.startDaemon();
  const talk = await talkToHuman(stage);
  await stage.control.write(talk.agent, talk.conversation, "agent 1.");
  await until("the first line arrives", () => botLine(stage, talk.member, /^agent 1/));
  await daemon.stop();
  for (const line of ["agent 2.", "agent 3."]) await stage.control.write(talk.agent, talk.conversation, line);
  await stage.control.endChat(talk.agent, talk.task);
  await stage.startDaemon();
  // The end has a callback that Twilio tries again; it may be heard before the lines are read.
  await until("she hears of the end", () => botLine(stage, talk.member, /ended/));
  await until("the last line arrives", () => botLine(stage, talk.member, /^agent 3/));
  expect(await linesOfAgent(stage, talk)).toEqual(["agent 1.", "agent 2.", "agent 3."]);
});

it("recovers who joined while the daemon was away", async () => {
  const stage = await openStage();
  await stage.deploy();
  const daemon = await stage.startDaemon();
  const member = await askForHuman(stage, "Mia");
  await readsCard(stage, member, /in line/);
  await daemon.stop();
  const { agent, reservation } = await takeTask(stage);
  await stage.control.write(agent, reservation.conversationSid, "agent 1.");
  await stage.startDaemon();
  await until("the line arrives", () => botLine(stage, member, /^agent 1/));
  expect(
    await until("she hears who joined", () => botLine(stage, member, /Alex Rivers.* has joined/)),
  ).toBeDefined();
});

it("hears of a conversation that was deleted while callbacks were lost, and opens another", async () => {
  const stage = await openStage();
  await stage.deploy();
  const daemon = await stage.startDaemon();
  const talk = await talkToHuman(stage);
  await daemon.stop();
  const { accountSid, apiKey, apiSecret, api } = stage.sandbox.ready.twilio;
  const answer = await fetch(`${api}/${wire.address(talk.conversation)}`, {
    method: "DELETE",
    headers: { authorization: `Basic ${btoa(`${apiKey}:${apiSecret}`)}`, "x-account": accountSid },
  });
  expect(answer.status).toBe(204);
  await stage.startDaemon();
  await until("she hears of the end", () => botLine(stage, talk.member, /ended/));
  await stage.control.dm(talk.member, "How do I link my console account?");
  expect(await until("the assistant answers", () => botLine(stage, talk.member, /https:/))).toBeDefined();
});
