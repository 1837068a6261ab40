import { expect, it } from "vitest";
import { botLine, botLines, flexLines, type Talk, talkToHuman } from "./support/people.ts";
import { type Place, PLACES } from "./support/place.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

async function open(place: Place): Promise<{
  readonly stage: Stage;
  readonly talk: Talk;
  readonly stop: () => Promise<void>;
}> {
  const stage = await openStage({ place, yaml: "  delays:\n    tellAfterSeconds: 1\n" });
  await stage.deploy();
  const daemon = await stage.startDaemon();
  return { stage, talk: await talkToHuman(stage, "Mia"), stop: () => daemon.stop() };
}

const flexLine = (what: string, stage: Stage, { conversation }: Talk, pattern: RegExp) =>
  until(what, async () => (await flexLines(stage, conversation, pattern))[0], 90_000);

const PATIENCE_MS = 90_000;

it("a member hears once that Twilio is slow, and both once that it has caught up, across a restart", async () => {
  const { stage, talk, stop } = await open("dm");
  const { control, network } = stage;
  network.twilio.rule = () => ({ status: 503 });
  await control.dm(talk.member, "are you there?");
  await control.dm(talk.member, "hello?");
  await until("she is told", () => botLine(stage, talk.member, /takes longer than usual/), PATIENCE_MS);
  await stop();
  await stage.startDaemon();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  network.twilio.rule = () => "pass";
  await until("she is told the end", () => botLine(stage, talk.member, /delay is over/), PATIENCE_MS);
  await flexLine("the agent is told", stage, talk, /was delivered late/);
  const lines = await botLines(stage, talk.member);
  expect(lines.filter((line) => /longer than usual|delay is over/.test(line))).toHaveLength(2);
  expect(await flexLines(stage, talk.conversation, /delivered late|^hello\?|^are you/)).toHaveLength(3);
}, 200_000);

it.each(PLACES)(
  "an agent hears once that Discord is slow for a %s, and both once that it has caught up",
  async (place) => {
    const { stage, talk } = await open(place);
    const { control, network } = stage;
    network.discord.rule = ({ path }) => (path.includes("/messages") ? { status: 503 } : "pass");
    await control.write(talk.agent, talk.conversation, "one");
    await control.write(talk.agent, talk.conversation, "two");
    await flexLine("the agent is told", stage, talk, /is delayed at the moment/);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    network.discord.rule = () => "pass";
    await flexLine("the agent is told the end", stage, talk, /has caught up/);
    await until("she is told", () => botLine(stage, talk.member, /reached you late/), PATIENCE_MS);
    expect(await flexLines(stage, talk.conversation, /is delayed at|has caught up/)).toHaveLength(2);
    const told = (await botLines(stage, talk.member)).filter((line) => /^(?:one|two)$|late/.test(line));
    expect(told.slice(0, 2)).toEqual(["one", "two"]);
    expect(told).toHaveLength(3);
  },
  200_000,
);
