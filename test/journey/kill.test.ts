import { expect, it } from "vitest";
import { dice } from "../contract/store/histories.ts";
import { startDaemonProcess } from "./support/daemon-process.ts";
import { botLines, flexLines, talkToHuman } from "./support/people.ts";
import { wideGates } from "./support/wide-gates.ts";
import { openStage, until } from "./support/stage.ts";

const KILLS = Number(process.env["KILLS"] ?? 6);
const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it(`loses, doubles and reorders nothing over ${KILLS} kill -9 of the real process (SEED=${SEED})`, async () => {
  const stage = await openStage({ yaml: wideGates });
  await stage.deploy();
  let daemon = await startDaemonProcess(stage);
  const talk = await talkToHuman(stage);
  const d = dice(SEED);
  const sent = { member: [] as string[], agent: [] as string[] };
  const talking = { going: true };
  const say = async (who: "member" | "agent") => {
    while (talking.going) {
      const line = `${who} ${sent[who].length + 1}.`;
      sent[who].push(line);
      if (who === "member") await stage.control.dm(talk.member, line);
      else await stage.control.write(talk.agent, talk.conversation, line);
      // Discord takes about one line a second of us in one place.
      await pause(who === "member" ? 30 + d.number(100) : 600 + d.number(900));
    }
  };
  const both = [say("member"), say("agent")];
  for (let kills = 0; kills < KILLS; kills += 1) {
    await pause(100 + d.number(600));
    await daemon.kill();
    await pause(d.number(300));
    daemon = await startDaemonProcess(stage);
  }
  talking.going = false;
  await Promise.all(both);
  const ofAgent = async () => (await botLines(stage, talk.member)).filter((line) => /^agent \d/.test(line));
  const ofMember = () => flexLines(stage, talk.conversation, /^member \d/);
  await until(
    "everything arrives",
    async () => {
      const all = (await ofAgent()).length >= sent.agent.length;
      return all && (await ofMember()).length >= sent.member.length ? true : undefined;
    },
    30_000,
  );
  expect(await ofAgent()).toEqual(sent.agent);
  expect(await ofMember()).toEqual(sent.member);
  const { entries } = await stage.control.tape(0);
  const openings = entries.filter(({ vendor }) => vendor === "gateway").map(({ method }) => method);
  expect(openings.filter((path) => path === "IDENTIFY")).toHaveLength(1);
  expect(openings.filter((path) => path === "RESUME")).toHaveLength(KILLS);
}, 120_000);
