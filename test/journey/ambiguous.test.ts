import { expect, it } from "vitest";
import { dice } from "../contract/store/histories.ts";
import type { Fate, Passing } from "./support/fault-proxy.ts";
import { botLines, flexLines, numbered, talkToHuman } from "./support/people.ts";
import { openStage, until } from "./support/stage.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const LINES = Number(process.env["LINES"] ?? 6);

/** With one more in a row the next try is half a minute away. */
const MOST_IN_A_ROW = 2;

/** A fault for every other write, of each kind there is, and never so many in a row that nobody waits for the next try. */
function faults(seed: number, isWrite: (passing: Passing) => boolean): (passing: Passing) => Fate {
  const d = dice(seed);
  let inARow = 0;
  const kinds: readonly Fate[] = [
    "drop",
    "drop",
    "cut",
    { status: 503 },
    { status: 500, body: { code: 0, message: "oops" } },
    { status: 429, headers: { "retry-after": "1" }, body: { code: 20429, message: "slow", retry_after: 1 } },
  ];
  return (passing) => {
    if (!isWrite(passing)) return "pass";
    inARow = inARow < MOST_IN_A_ROW && d.chance(50) ? inARow + 1 : 0;
    return inARow > 0 ? d.pick(kinds) : "pass";
  };
}

it(`writes each line once to Twilio, whatever becomes of the answers (SEED=${SEED})`, async () => {
  const stage = await openStage();
  await stage.deploy();
  await stage.startDaemon();
  const talk = await talkToHuman(stage);
  const isWrite = ({ method, path }: Passing) => method === "POST" && path.endsWith("/Messages");
  stage.network.twilio.rule = faults(SEED, isWrite);
  const lines = numbered("member", LINES);
  for (const line of lines) await stage.control.dm(talk.member, line);
  await until(
    "all arrive",
    async () =>
      (await flexLines(stage, talk.conversation, /^member \d/)).length >= LINES ? true : undefined,
    100_000,
  );
  expect(await flexLines(stage, talk.conversation, /^member \d/)).toEqual(lines);
}, 120_000);

it.each(["within the nonce's window", "after it"])(
  `writes each line once to Discord, %s (SEED=${SEED})`,
  async (when) => {
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();
    const talk = await talkToHuman(stage);
    const isWrite = ({ method, path }: Passing) => method === "POST" && path.endsWith("/messages");
    const fault = faults(SEED, isWrite);
    stage.network.discord.rule = (passing) => {
      const fate = fault(passing);
      if (fate !== "pass" || !isWrite(passing) || when !== "after it") return fate;
      // What Discord does with a nonce that it has forgotten: it writes the message.
      return { instead: passing.body.replace('"enforce_nonce":true', '"enforce_nonce":false') };
    };
    const lines = numbered("agent", LINES);
    for (const line of lines) await stage.control.write(talk.agent, talk.conversation, line);
    const arrived = async () => (await botLines(stage, talk.member)).filter((line) => /^agent \d/.test(line));
    await until("all arrive", async () => ((await arrived()).length >= LINES ? true : undefined), 100_000);
    expect(await arrived()).toEqual(lines);
  },
  120_000,
);
