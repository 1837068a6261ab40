import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { createJumpingClock } from "./support/jumping-clock.ts";
import { wire } from "../transport/wire.ts";
import {
  botLine,
  botLines,
  flexLines,
  helpmeAnswer,
  numbered,
  talkToHuman,
  welcome,
} from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, type StageOptions, until } from "./support/stage.ts";

async function open(gates: string, options: Pick<StageOptions, "clock" | "place"> = {}): Promise<Stage> {
  const stage = await openStage({ yaml: `  gates:\n${gates}`, ...options });
  await stage.deploy();
  await stage.startDaemon();
  return stage;
}

/** Who may not begin writes twice. */
async function isToldOnce(stage: Stage, member: string): Promise<void> {
  await stage.control.dm(member, "hello?");
  await until("they are told", () => botLine(stage, member, /too new/));
  await stage.control.dm(member, "are you there?");
}

it.each(PLACES)(
  "who has a new account is told from when on they are helped; who has an older one has a single conversation in a %s, whatever they press and write",
  async (place) => {
    const stage = await open("    accountAgeDays: 7\n    perMinute: 30\n", { place });
    const { control } = stage;
    const { id: noah } = await control.joinServer("Noah");
    expect(await helpmeAnswer(stage, noah)).toMatch(/too new.*<t:\d+:F>/u);
    // No thread is opened for him that he could write in.
    if (place === "dm") await isToldOnce(stage, noah);
    const older = { name: "Mia", accountAgeDays: 8 };
    const { id: mia } = await stage.call<{ id: string }>("POST", "/discord/members", older);
    await welcome(stage, mia);
    const greeting = (await control.readDm(mia)).find(({ content }) => /help desk/.test(content));
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
    expect(await botLines(stage, noah)).toHaveLength(place === "dm" ? 1 : 0);
  },
  60_000,
);

it.each(PLACES)(
  "who writes faster than is passed on in a %s is told once, and all follows in its order, but for what is held back of who is blocked",
  async (place) => {
    const clock = createJumpingClock();
    const stage = await open("    perMinute: 1\n", { clock, place });
    const { control } = stage;
    const talk = await talkToHuman(stage, "Mia");
    const operate = (...args: readonly string[]) => flexcord(args, { cwd: stage.folder, env: stage.env });
    const told = async () =>
      (await botLines(stage, talk.member)).filter((line) => line.includes("Nothing is lost")).length;
    const arrived = (pattern: RegExp) => flexLines(stage, talk.conversation, pattern);
    const lines = numbered("line", 6);
    for (const line of lines) await control.dm(talk.member, line);
    await until("she is told", async () => ((await told()) > 0 ? true : undefined));
    // The line that asked for a human was all that goes at once.
    expect(await arrived(/^line/)).toEqual([]);
    clock.jumpTo(clock.now() + 10 * 60_000);
    await until("the last arrives", async () =>
      (await arrived(/^line/)).length >= lines.length ? true : undefined,
    );
    expect(await arrived(/^line/)).toEqual(lines);
    expect(await arrived(/Mia writes faster/)).toHaveLength(1);
    expect(await told()).toBe(1);

    // The first of these still go, for their time has come.
    const more = numbered("more", 12);
    for (const line of more) await control.dm(talk.member, line);
    await until("she is told again", async () => ((await told()) > 1 ? true : undefined));
    expect(await operate("block", "@Mia", "--reason", "insults")).toMatchObject({ code: 0 });
    clock.jumpTo(clock.now() + 20 * 60_000);
    const last = more.slice(-4).map((line) => `Mia: ${line}`);
    const dropped = await until("the last are dropped", async () => {
      const { stdout } = await operate("logs", "--state", "dropped", "--show-text");
      const found = stdout.split("\n").filter((line) => last.some((one) => line.includes(one)));
      return found.length === last.length ? found : undefined;
    });
    expect(dropped).toEqual(last.map(() => expect.stringContaining("blocked")));
    expect(await arrived(/^more (?:9|1\d)\./)).toEqual([]);
  },
  90_000,
);

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
