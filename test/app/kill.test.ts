import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { flexcord, root } from "../cli/process.ts";
import { openProxy } from "../provision/proxy.ts";
import { seeded } from "../random.ts";
import { everythingOn } from "./everything.ts";
import { environmentOf } from "./project.ts";

/** `npm run soak -- deploy` kills at every write; a plain run at a few of them. */
const FULL = process.env["FLEXCORD_SOAK"] !== undefined;
const A_FEW = 2;

type Side = "before" | "after";

/** The template, whose workspace calls back, and every kind there is, with Event Streams instead; on both transports. */
const CONFIGS: readonly Config[] = [
  { file: "templates/servers/game-community.yaml", transport: "conversations" },
  { file: "test/fixtures/everything.yaml", transport: "conversations" },
  { file: "test/fixtures/everything.yaml", transport: "programmable-chat" },
];

interface Config {
  readonly file: string;
  readonly transport: string;
}

/** A sandbox behind a proxy that kills the process at its n-th write, on one side of the answer. */
async function openScene({ file, transport }: Config) {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  for (const dial of ["community", "boosts"]) await switchOn(sandbox, dial);
  const { url, rules } = await openProxy(sandbox.url);
  const directory = mkdtempSync(join(tmpdir(), "flexcord-kill-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const text = readFileSync(join(root, file), "utf8");
  writeFileSync(join(directory, "flexcord.yaml"), `${text}\ntransport: ${transport}\n`);
  const env = environmentOf(sandbox, url);
  return {
    sandbox,
    run: (args: readonly string[]) => flexcord(args, { cwd: directory, env }),
    /** Resolves with how many writes were begun, and whether it came to the kill. */
    async deployKilledAt(nth: number, side: Side) {
      const child = spawn(process.execPath, [join(root, "bin", "flexcord.js"), "deploy", "--yes"], {
        cwd: directory,
        env: { PATH: process.env["PATH"], ...env },
        stdio: "ignore",
      });
      const ended = new Promise((resolve) => {
        child.once("close", resolve);
      });
      let writes = 0;
      let mine = "";
      const dead = () => {
        child.kill("SIGKILL");
        return child.signalCode ?? "SIGKILL";
      };
      rules.before = (method, path) => {
        if (!isWrite(method, path)) return "pass";
        writes += 1;
        if (writes !== nth) return "pass";
        mine = `${method} ${path}`;
        if (side === "after") return "pass";
        dead();
        return "cut";
      };
      rules.after = (method, path, body) => {
        if (side === "before" || `${method} ${path}` !== mine || writes < nth) return body;
        dead();
        return null;
      };
      await ended;
      delete rules.before;
      delete rules.after;
      return { writes, killed: child.signalCode === "SIGKILL" };
    },
  };
}

async function switchOn({ url }: Sandbox, dial: string): Promise<void> {
  await fetch(`${url}/control/discord/${dial}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ enabled: true }),
  });
}

/** Having a flow validated writes nothing. */
const isWrite = (method: string, path: string) => method !== "GET" && !path.endsWith("/Flows/Validate");

async function undisturbed(config: Config): Promise<{ writes: number; sandbox: Sandbox }> {
  const scene = await openScene(config);
  const { writes } = await scene.deployKilledAt(0, "before");
  const { sandbox } = scene;
  return { writes, sandbox };
}

test.each(CONFIGS)(
  "killed at a write, on either side of its answer, a deploy goes on to what an undisturbed one makes ($file, $transport)",
  async (config) => {
    const { writes, sandbox } = await undisturbed(config);
    const wanted = await everythingOn(sandbox);
    const random = seeded();
    const all = Array.from({ length: writes }, (_, index) => index + 1);
    const chosen = FULL ? all : Array.from({ length: A_FEW }, () => random.pick(all));
    const kills = chosen.flatMap((nth) => (["before", "after"] as const).map((side) => ({ nth, side })));
    let happened = 0;
    const workers = Array.from({ length: 3 }, async () => {
      for (let kill = kills.shift(); kill !== undefined; kill = kills.shift()) {
        const scene = await openScene(config);
        const { killed } = await scene.deployKilledAt(kill.nth, kill.side);
        expect({ ...kill, killed }).toMatchObject({ killed: true });
        const resumed = await scene.run(["deploy", "--yes"]);
        expect({ seed: random.seed, ...kill, ...resumed }).toMatchObject({ code: 0 });
        const after = await scene.run(["plan", "--exit-code"]);
        expect({ seed: random.seed, ...kill, ...after }).toMatchObject({ code: 0 });
        expect({ kill, found: await everythingOn(scene.sandbox) }).toEqual({ kill, found: wanted });
        happened += 1;
      }
    });
    await Promise.all(workers);
    expect(happened).toBe(chosen.length * 2);
    process.stdout.write(
      `${config.file}, ${config.transport}: killed ${happened} times in deploys of ${writes} writes, seed ${random.seed}\n`,
    );
  },
  1_800_000,
);
