import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DemoSummary } from "../../src/demo/demo.ts";

/**
 * The story is worth something only if it fails when what it rests on is broken. Each flip breaks one thing
 * in a copy of the program and plays the whole demo with it.
 */
interface Flip {
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /** A failed check that must be among those the demo names. */
  readonly noticed: RegExp;
}

const FLIPS: readonly Flip[] = [
  {
    what: "the signature check",
    file: "src/twilio/webhook.ts",
    find: "return matches;",
    put: "return matches || true;",
    noticed: /it is refused/u,
  },
  {
    what: "the webhook header",
    file: "src/twilio/conversations/lines.ts",
    find: "line.startsFlow ?",
    put: "line.startsFlow && !line ?",
    noticed: /Studio asked the chatbot endpoint/u,
  },
  {
    what: "the author filter",
    file: "src/twilio/agent-line.ts",
    find: "if (isOurs(author) || keyOf(attributes) !== null)",
    put: "if (isOurs(author) && !author)",
    noticed: /Mia never reads her own words back/u,
  },
  {
    what: "the handoff attribute",
    file: "src/twilio/transports/task-search.ts",
    find: 'live_agent_requested: "true",',
    put: 'live_agent_requested: "false",',
    noticed: /Studio (itself sent|knew by itself)/u,
  },
  {
    what: "the lane's order",
    file: "src/store/sqlite/tables/effects.ts",
    find: 'const LANE_ORDER = "coalesce(rank, id), id";',
    put: "const LANE_ORDER = \"kind = 'conversation.ensure' DESC, id DESC\";",
    // The mark that asks for a human is then overtaken by the line that does.
    noticed: /in her order|out of order|Studio knew by itself/u,
  },
];

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("the demo", () => {
  it.each(FLIPS)("fails without $what", { timeout: 120_000 }, async (flip) => {
    const copy = await copyOfProgram();
    await change(join(copy, flip.file), flip.find, flip.put);
    const { exitCode, summary, stderr } = await playDemo(copy);
    expect(exitCode, stderr).toBe(1);
    expect(summary?.checks.failed.join("\n"), stderr).toMatch(flip.noticed);
  });

  it("holds in an untouched copy", { timeout: 120_000 }, async () => {
    const { exitCode, summary } = await playDemo(await copyOfProgram());
    expect(summary?.checks.failed).toEqual([]);
    expect(exitCode).toBe(0);
  });
});

async function copyOfProgram(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "flexcord-flip-"));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  for (const part of ["bin", "src", "templates", "package.json"]) {
    await cp(join(root, part), join(copy, part), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

async function change(file: string, find: string, put: string): Promise<void> {
  const text = await readFile(file, "utf8");
  expect(text.split(find).length, `${find} stands exactly once in ${file}`).toBe(2);
  await writeFile(file, text.replace(find, put));
}

async function playDemo(program: string): Promise<{
  readonly exitCode: number | undefined;
  readonly summary: DemoSummary | null;
  readonly stderr: string;
}> {
  const demo = await execa(process.execPath, ["bin/flexcord.js", "demo", "--json"], {
    cwd: program,
    reject: false,
  });
  const summary = demo.stdout === "" ? null : (JSON.parse(demo.stdout) as DemoSummary);
  return { exitCode: demo.exitCode, summary, stderr: demo.stderr };
}
