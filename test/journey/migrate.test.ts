import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { type DaemonProcess, startDaemonProcess } from "./support/daemon-process.ts";
import { botLine, botLines, flexLines, numbered, type Talk, talkToHuman } from "./support/people.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

/** What a member and their agent say to each other; each call says so many more. */
function openDialogue(stage: Stage, talk: Talk) {
  const said = { member: 0, agent: 0 };
  const { control } = stage;
  const next = (who: "member" | "agent", count: number) => {
    const from = said[who];
    said[who] += count;
    return numbered(who, said[who]).slice(from);
  };
  return {
    async say(count: number) {
      for (const line of next("member", count)) await control.dm(talk.member, line);
      for (const line of next("agent", count)) await control.write(talk.agent, talk.conversation, line);
    },
    /** Everything has arrived, once and in its order. */
    async holds() {
      const read = async () => (await botLines(stage, talk.member)).filter((line) => /^agent \d/u.test(line));
      const heard = () => flexLines(stage, talk.conversation, /^member \d/u);
      await until(
        "everything arrives",
        async () =>
          (await read()).length >= said.agent && (await heard()).length >= said.member ? true : undefined,
        60_000,
      );
      expect(await read()).toEqual(numbered("agent", said.agent));
      expect(await heard()).toEqual(numbered("member", said.member));
    },
  };
}

it("an installation moves, back, and for good, while people talk: nothing is lost or doubled", async () => {
  const stage = await openStage({ transport: "programmable-chat" });
  await stage.deploy();
  const migrate = (...flags: readonly string[]) =>
    flexcord(["migrate", ...flags], { cwd: stage.folder, env: stage.env });
  let daemon: DaemonProcess = await startDaemonProcess(stage);
  const restart = async () => {
    await daemon.kill();
    daemon = await startDaemonProcess(stage);
  };
  const paths = async () => {
    const { entries } = await stage.control.tape(0);
    const made = entries.filter(({ method, status }) => method === "POST" && status === 201);
    const count = (path: string) => made.filter((entry) => entry.path === path).length;
    return { channels: count("/v1/Channels"), conversations: count("/v1/Conversations") };
  };

  const ann = await talkToHuman(stage, "Ann");
  const annTalks = openDialogue(stage, ann);
  await annTalks.say(3);
  const shown = await migrate("--dry-run");
  expect(shown).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("+ Studio flow support") as string,
  });
  expect(shown.stderr).toContain("1 conversation is open on programmable-chat");
  const moved = await migrate("--yes");
  expect(moved).toMatchObject({ code: 0 });
  const config = await readFile(join(stage.folder, "flexcord.yaml"), "utf8");
  expect(config.match(/^transport: .*$/gmu)).toEqual(["transport: conversations"]);
  await annTalks.say(3);
  await restart();
  const ben = await talkToHuman(stage, "Ben");
  const benTalks = openDialogue(stage, ben);
  for (const talks of [annTalks, benTalks, annTalks, benTalks]) await talks.say(2);
  expect(await paths()).toEqual({ channels: 1, conversations: 1 });
  await annTalks.holds();
  await benTalks.holds();
  const refused = await migrate("--prune", "--yes");
  expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining("still open") as string });

  expect(await migrate("--back", "--yes")).toMatchObject({ code: 0 });
  await benTalks.say(2);
  await restart();
  const cleo = await talkToHuman(stage, "Cleo");
  const cleoTalks = openDialogue(stage, cleo);
  for (const talks of [cleoTalks, benTalks, annTalks]) await talks.say(2);
  expect(await paths()).toEqual({ channels: 2, conversations: 1 });
  for (const talks of [cleoTalks, benTalks, annTalks]) await talks.holds();

  expect(await migrate("--yes")).toMatchObject({ code: 0 });
  await restart();
  for (const { agent, task, member } of [ann, cleo]) {
    await stage.control.endChat(agent, task);
    await stage.control.complete(agent, task);
    await until("the end is told", () => botLine(stage, member, /has ended/));
  }
  const pruned = await until("the old parts may go", async () => {
    const ended = await migrate("--prune", "--yes");
    return ended.code === 0 ? ended : undefined;
  });
  expect(pruned.stdout).toMatch(/- legacy Flex Flow legacy/u);
  expect(await migrate("--back", "--yes")).toMatchObject({
    code: 6,
    stderr: expect.stringContaining("no way back") as string,
  });
  await restart();
  await benTalks.say(2);
  await benTalks.holds();
}, 240_000);
