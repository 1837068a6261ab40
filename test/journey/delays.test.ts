import { expect, it } from "vitest";
import { botLine, botLines, flexLines, type Talk, talkToHuman } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const PATIENCE_MS = 90_000;

const flexLine = (what: string, stage: Stage, { conversation }: Talk, pattern: RegExp) =>
  until(what, async () => (await flexLines(stage, conversation, pattern))[0], PATIENCE_MS);

const botLinesLike = async (stage: Stage, { member }: Talk, pattern: RegExp) =>
  (await botLines(stage, member)).filter((line) => pattern.test(line));

it.each(PLACES)(
  "a member hears once in a %s that Twilio is slow, an agent that Discord is, and both that it has caught up, across a restart",
  async (place) => {
    const stage = await openStage({ place, yaml: "  delays:\n    tellAfterSeconds: 1\n" });
    await stage.deploy();
    const daemon = await stage.startDaemon();
    const talk = await talkToHuman(stage, "Mia");
    const { control, network } = stage;
    network.twilio.rule = () => ({ status: 503 });
    await control.dm(talk.member, "are you there?");
    await control.dm(talk.member, "hello?");
    await until("she is told", () => botLine(stage, talk.member, /takes longer than usual/), PATIENCE_MS);
    await daemon.stop();
    await stage.startDaemon();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    network.twilio.rule = () => "pass";
    await until("she is told the end", () => botLine(stage, talk.member, /delay is over/), PATIENCE_MS);
    await flexLine("the agent is told", stage, talk, /was delivered late/);
    expect(await botLinesLike(stage, talk, /longer than usual|delay is over/)).toHaveLength(2);
    expect(await flexLines(stage, talk.conversation, /delivered late|^hello\?|^are you/)).toHaveLength(3);

    network.discord.rule = ({ path }) => (path.includes("/messages") ? { status: 503 } : "pass");
    await control.write(talk.agent, talk.conversation, "one");
    await control.write(talk.agent, talk.conversation, "two");
    await flexLine("the agent is told", stage, talk, /is delayed at the moment/);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    network.discord.rule = () => "pass";
    await flexLine("the agent is told the end", stage, talk, /has caught up/);
    await until("she is told", () => botLine(stage, talk.member, /reached you late/), PATIENCE_MS);
    expect(await flexLines(stage, talk.conversation, /is delayed at|has caught up/)).toHaveLength(2);
    const told = await botLinesLike(stage, talk, /^(?:one|two)$|reached you late/);
    expect(told.slice(0, 2)).toEqual(["one", "two"]);
    expect(told).toHaveLength(3);
  },
  300_000,
);
