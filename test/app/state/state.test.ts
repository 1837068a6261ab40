import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test, vi } from "vitest";

import { openProject } from "../project.ts";

// Each test is up to ten processes, one after the other.
vi.setConfig({ testTimeout: 180_000 });

const idsIn = (text: string) =>
  (JSON.parse(text) as { entries: { kind: string; key: string; id: string }[] }).entries
    .map(({ kind, key, id }) => `${kind} ${key} ${id}`)
    .toSorted();

describe("flexcord state", () => {
  test("lists, shows and forgets, and what was forgotten has to be adopted again", async () => {
    const { run } = await openProject();
    expect(await run(["state", "list"])).toMatchObject({ code: 6 });
    await run(["deploy", "--yes"]);
    const { stdout } = await run(["state", "list"]);
    expect(stdout).toMatch(/^discord\.channel {2}help {2}\d+ {2}protected$/m);
    const shown = await run(["state", "show", "discord.channel", "help", "--json"]);
    expect(JSON.parse(shown.stdout)).toMatchObject({ version: 1, entry: { key: "help", protected: true } });
    expect(await run(["state", "show", "discord.channel", "none"])).toMatchObject({ code: 2 });
    expect(await run(["state", "rm", "discord.channel", "help"])).toMatchObject({ code: 4 });
    expect(await run(["state", "rm", "discord.channel", "help", "--yes"])).toMatchObject({ code: 0 });
    expect(await run(["plan"])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("--adopt") as string,
    });
    expect(await run(["deploy", "--adopt", "--yes"])).toMatchObject({ code: 0 });
    expect(await run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
  });

  test.each([
    ["deleted", (path: string) => rmSync(path)],
    ["damaged", (path: string) => writeFileSync(path, "{")],
  ])("rebuild finds the same things again when the map was %s", async (_, ruin) => {
    const { run, mapPath } = await openProject();
    await run(["deploy", "--yes"]);
    const before = idsIn(readFileSync(mapPath, "utf8"));
    ruin(mapPath);
    expect(await run(["state", "rebuild", "--yes"])).toMatchObject({ code: 0 });
    expect(idsIn(readFileSync(mapPath, "utf8"))).toEqual(before);
    expect(await run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
  });

  test("is kept in Twilio Sync when the config says so, and then there is no file", async () => {
    const { run, directory, mapPath } = await openProject();
    appendFileSync(join(directory, "flexcord.yaml"), "\nstate:\n  backend: twilio-sync\n");
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    expect(existsSync(mapPath)).toBe(false);
    expect(await run(["plan", "--exit-code"])).toMatchObject({ code: 0 });
    expect((await run(["state", "list"])).stdout).toContain("discord.channel  help");
    expect(await run(["state", "unlock", "--yes"])).toMatchObject({
      code: 0,
      stderr: "Nobody held the lock.\n",
    });
  });

  test("ends with everything destroyed: the name is asked for, protection holds", async () => {
    const { run } = await openProject();
    await run(["deploy", "--yes"]);
    expect(await run(["destroy", "--confirm=production"])).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/--keep-protected.*protect: false/u) as string,
    });
    expect(await run(["destroy", "--keep-protected"])).toMatchObject({ code: 4 });
    expect(await run(["destroy", "--keep-protected", "--confirm=staging"])).toMatchObject({ code: 5 });
    expect((await run(["plan"])).stdout).toContain("No changes.");
    expect(await run(["destroy", "--keep-protected", "--confirm=production"])).toMatchObject({ code: 0 });
    const left = (await run(["state", "list"])).stdout.trim().split("\n");
    expect(left.every((line) => line.endsWith("protected"))).toBe(true);
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
  });
});
