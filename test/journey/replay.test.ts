import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { en } from "../../src/texts/en.ts";
import { flexcord, root } from "../cli/process.ts";
import { dmsOpen } from "./support/threads.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const MEMBERS = 6;

/** Members whose DMs were closed when the assistant answered: what was to be said is parked. */
async function unreachable(stage: Stage) {
  const members = await Promise.all(
    Array.from({ length: MEMBERS }, async (_, index) => {
      const { id } = await stage.control.joinServer(`Member ${index}`);
      await stage.control.dm(id, "the launcher does not start");
      await until("a first answer", async () => (await answers(stage, id)).length > 0 || undefined);
      await dmsOpen(stage, id, false);
      await stage.control.dm(id, `how do I get a refund, number ${index}?`);
      return id;
    }),
  );
  await until("everything parked", async () =>
    (await parkedIds(stage)).length === MEMBERS ? true : undefined,
  );
  for (const id of members) await dmsOpen(stage, id, true);
  return members;
}

/** What the bot said, without the card that says who answers. */
const answers = async (stage: Stage, member: string) =>
  (await stage.control.readDm(member))
    .filter(({ author, content }) => author === "bot" && content !== en["card.assistant"])
    .map(({ content }) => content);

const cli = (stage: Stage, ...args: readonly string[]) =>
  flexcord(args, { cwd: stage.folder, env: stage.env });

/** How many messages we wrote to the members and their agents; staff may hear of other things meanwhile. */
async function writes(stage: Stage, members: readonly string[]): Promise<number> {
  const places = await Promise.all(members.map((id) => stage.control.dmChannel(id)));
  const { entries } = await stage.control.tape(0);
  return entries.filter(
    ({ vendor, method, path }) =>
      method === "POST" &&
      /\/[Mm]essages$/u.test(path) &&
      (vendor === "twilio" || places.some((place) => path.includes(place))),
  ).length;
}

async function parkedIds(stage: Stage): Promise<readonly string[]> {
  const { stdout } = await cli(stage, "parked", "--json");
  const { parked } = JSON.parse(stdout) as { readonly parked: readonly { readonly id: string }[] };
  return parked.map(({ id }) => id);
}

it(
  "replays through the running daemon, killed and run again, and sends nothing twice",
  { timeout: 120_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();
    const members = await unreachable(stage);
    expect(statSync(join(stage.folder, ".flexcord", "production.db.sock")).mode & 0o777).toBe(0o600);

    const dryRun = await cli(stage, "replay", "--failed", "--dry-run");
    expect(dryRun.stdout.match(/send .* to Discord, because it was given up/gu)).toHaveLength(MEMBERS);
    expect(await parkedIds(stage)).toHaveLength(MEMBERS);
    expect((await cli(stage, "replay", "--failed", "--to", "twilio")).stderr).toBe(
      "There is nothing to send again.\n",
    );

    // One a second, and killed in the middle.
    const child = spawn(
      process.execPath,
      [join(root, "bin", "flexcord.js"), "replay", "--failed", "--rate", "1"],
      { cwd: stage.folder, env: { PATH: process.env["PATH"], ...stage.env }, stdio: "ignore" },
    );
    await until("the first ones on their way", async () =>
      (await parkedIds(stage)).length < MEMBERS - 1 ? true : undefined,
    );
    child.kill("SIGKILL");
    const left = await parkedIds(stage);
    expect(left.length).toBeGreaterThan(0);
    const again = await cli(stage, "replay", "--failed", "--rate", "50", "--json");
    expect(again.code).toBe(0);
    expect((JSON.parse(again.stdout) as { readonly sent: number }).sent).toBe(left.length);
    const delivered = () => Promise.all(members.map((id) => answers(stage, id)));
    await until("an answer for each", async () =>
      (await delivered()).every((lines) => lines.length === 2) ? true : undefined,
    );
    const before = await delivered();
    const written = await writes(stage, members);

    // Everything once more, by name: all of it is there, so none of it is sent.
    for (const id of members) {
      const { stderr, code } = await cli(stage, "replay", `@${id}`);
      expect([code, stderr]).toEqual([0, expect.stringMatching(/^\d on their way\.\n$/u)]);
    }
    await until("all settled", async () =>
      (await cli(stage, "logs", "--state", "waiting", "--json")).stdout === "" ? true : undefined,
    );
    expect(await delivered()).toEqual(before);
    expect(await writes(stage, members)).toBe(written);
    expect(await parkedIds(stage)).toEqual([]);
  },
);

it("replays and drops without a daemon; the next start sends", { timeout: 120_000 }, async () => {
  const stage = await openStage();
  await stage.deploy();
  const daemon = await stage.startDaemon();
  const members = await unreachable(stage);
  await daemon.stop();

  const [first = "", ...others] = await parkedIds(stage);
  const dropped = await cli(stage, "drop", first, "--reason", "answered by mail");
  expect([dropped.code, dropped.stderr]).toEqual([0, `Dropped ${first}.\n`]);
  expect((await cli(stage, "drop", first, "--reason", "again")).code).toBe(2);
  expect((await cli(stage, "logs", "--state", "dropped")).stdout).toContain("answered by mail");
  const replayed = await cli(stage, "replay", "--failed");
  expect([replayed.code, replayed.stderr]).toEqual([0, `${others.length} on their way.\n`]);

  await stage.startDaemon();
  await until("the others' answers", async () => {
    const counts = await Promise.all(members.map(async (id) => (await answers(stage, id)).length));
    return counts.filter((count) => count === 2).length === MEMBERS - 1 ? true : undefined;
  });
});

it(
  "follows a running daemon from another process, with texts only when asked",
  { timeout: 60_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    expect((await cli(stage, "logs")).code).toBe(6);
    await stage.startDaemon();
    const child = spawn(process.execPath, [join(root, "bin", "flexcord.js"), "logs", "--follow", "--json"], {
      cwd: stage.folder,
      env: { PATH: process.env["PATH"], ...stage.env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let seen = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (seen += text));
    const { id } = await stage.control.joinServer("Mia");
    await stage.control.dm(id, "the launcher does not start");
    await until("the message and its delivery", () => {
      const lines = seen.split("\n").filter((line) => line.includes('"member.wrote"'));
      return lines.some((line) => line.includes('"state":"delivered"')) ? true : undefined;
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(seen).not.toContain("launcher");
    expect(seen).toContain('"characters":27');

    const shown = await cli(stage, "logs", "@Mia", "--show-text", "--grep", "LAUNCHER");
    expect(shown.stdout).toMatch(/member +delivered +Mia: the launcher does not start\n/u);
    const nothing = await cli(stage, "logs", "--grep", "nobody said this");
    expect([nothing.code, nothing.stdout, nothing.stderr]).toEqual([
      0,
      "",
      "Nothing in the ledger matches.\n",
    ]);
    const wrong = await flexcord(["logs"], {
      cwd: stage.folder,
      env: { ...stage.env, FLEXCORD_SECRET: "another secret, long enough" },
    });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("[store.wrong-secret]")]);
  },
);
