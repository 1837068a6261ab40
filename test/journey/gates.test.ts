import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { createJumpingClock } from "./support/jumping-clock.ts";
import { wire } from "../transport/wire.ts";
import {
  botLine,
  botLines,
  flexLines,
  greet,
  helpmeAnswer,
  numbered,
  talkToHuman,
} from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, type StageOptions, until } from "./support/stage.ts";

async function open(gates: string, options: Pick<StageOptions, "clock" | "place"> = {}): Promise<Stage> {
  const stage = await openStage({ yaml: `  gates:\n${gates}`, ...options });
  await stage.deploy();
  await stage.startDaemon();
  return stage;
}

it("who has a new account is told from when on they are helped; who has an older one is helped", async () => {
  const stage = await open("    accountAgeDays: 7\n");
  const { control } = stage;
  const { id: noah } = await control.joinServer("Noah");
  expect(await helpmeAnswer(stage, noah)).toMatch(/too new.*<t:\d+:F>/u);
  await control.dm(noah, "hello?");
  await until("he is told", () => botLine(stage, noah, /too new/));
  await control.dm(noah, "are you there?");
  const old = { name: "Mia", accountAgeDays: 8 };
  const { id: mia } = await stage.call<{ id: string }>("POST", "/discord/members", old);
  expect(await helpmeAnswer(stage, mia)).toMatch(/direct message/iu);
  await control.dm(mia, "the launcher does not start");
  await until("she is answered", () => botLine(stage, mia, /launcher/i));
  expect(await botLines(stage, noah)).toHaveLength(1);
}, 60_000);

it("who writes faster than is passed on is told once, and all of it follows in its order", async () => {
  const stage = await open("    perMinute: 30\n");
  const { control } = stage;
  const talk = await talkToHuman(stage, "Mia");
  // With the line that asked for a human, the first minute's messages are used up at once.
  const lines = numbered("line", 40);
  for (const line of lines) await control.dm(talk.member, line);
  await until("she is told", () => botLine(stage, talk.member, /Nothing is lost/));
  const arrived = () => flexLines(stage, talk.conversation, /^line \d+\.$/);
  await until(
    "the last arrives",
    async () => ((await arrived()).length >= lines.length ? true : undefined),
    90_000,
  );
  expect(await arrived()).toEqual(lines);
  expect(await flexLines(stage, talk.conversation, /Mia writes faster/)).toHaveLength(1);
  const told = (await botLines(stage, talk.member)).filter((line) => line.includes("Nothing is lost"));
  expect(told).toHaveLength(1);
}, 150_000);

it("nobody has more than one conversation at a time, whatever they press and write", async () => {
  const stage = await open("    perMinute: 30\n");
  const { control } = stage;
  const mia = await greet(stage, "Mia");
  const [greeting] = await control.readDm(mia);
  const button = greeting?.components[0]?.components?.[0]?.custom_id ?? "";
  await Promise.all([
    control.dm(mia, "hello?"),
    control.press(mia, greeting?.id ?? "", button),
    control.command(mia, "helpme"),
    control.dm(mia, "is anybody there?"),
    control.press(mia, greeting?.id ?? "", button),
  ]);
  await until("a case", () => botLine(stage, mia, /case number/));
  expect(await helpmeAnswer(stage, mia)).toMatch(/already talking/);
  await until("she is told that she waits", () => botLine(stage, mia, /already/i));
  const { entries } = await control.tape(0);
  const opened = entries.filter(({ vendor, method, path }) => {
    return vendor === "twilio" && method === "POST" && wire.opening.test(path);
  });
  expect(opened).toHaveLength(1);
}, 60_000);

it.each(PLACES)(
  "who is blocked while they talk with an agent in a %s is told why, and the agent too; then they are let in again",
  async (place) => {
    const stage = await open("    perMinute: 30\n", { place });
    const { control } = stage;
    const talk = await talkToHuman(stage, "Mia");
    const operate = (...args: readonly string[]) => flexcord(args, { cwd: stage.folder, env: stage.env });
    const blocked = await operate("block", "@Mia", "--reason", "insults", "--until", "2h");
    expect(blocked).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Blocked @\d+ until /) });
    await control.dm(talk.member, "not heard 1");
    await until("she is told", () => botLine(stage, talk.member, /<t:\d+:F>.*insults/));
    await until(
      "the agent is told",
      async () => (await flexLines(stage, talk.conversation, /Mia is blocked/))[0],
    );
    await control.dm(talk.member, "not heard 2");
    expect(await helpmeAnswer(stage, talk.member)).toMatch(/insults/);
    expect(await operate("unblock", talk.member)).toMatchObject({ code: 0 });
    await control.dm(talk.member, "heard again");
    await until("it arrives", async () => (await flexLines(stage, talk.conversation, /^heard again$/))[0]);
    expect(await flexLines(stage, talk.conversation, /not heard/)).toEqual([]);
    expect((await botLines(stage, talk.member)).filter((line) => line.includes("insults"))).toHaveLength(1);
  },
  90_000,
);

it("what was held back of a member who is blocked meanwhile never reaches the agent, and the log says why", async () => {
  const clock = createJumpingClock();
  const stage = await open("    perMinute: 1\n", { clock });
  const { control } = stage;
  const talk = await talkToHuman(stage, "Mia");
  const operate = (...args: readonly string[]) => flexcord(args, { cwd: stage.folder, env: stage.env });
  await control.dm(talk.member, "held 1");
  await control.dm(talk.member, "held 2");
  await until("she is told", () => botLine(stage, talk.member, /Nothing is lost/));
  expect(await operate("block", "@Mia", "--reason", "insults")).toMatchObject({ code: 0 });
  clock.jumpTo(clock.now() + 10 * 60_000);
  const lines = await until("both are dropped", async () => {
    const { stdout } = await operate("logs", "--state", "dropped", "--show-text");
    const found = stdout.split("\n").filter((line) => line.includes("Mia: held"));
    return found.length === 2 ? found : undefined;
  });
  expect(lines).toEqual([expect.stringContaining("blocked"), expect.stringContaining("blocked")]);
  expect(await flexLines(stage, talk.conversation, /held/)).toEqual([]);
}, 60_000);
