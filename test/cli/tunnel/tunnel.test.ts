import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStage, until, type Stage } from "../../journey/support/stage.ts";
import { flexcord, root } from "../process.ts";

/** A folder with a program of that name in it, which says `lines`, stays up, and writes its pid and arguments down. */
function install(name: string, lines: readonly string[], stays = true): string {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-path-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  const source = `#!${process.execPath}
const { writeFileSync } = require("node:fs");
writeFileSync(${JSON.stringify(join(folder, "seen"))}, JSON.stringify({ pid: process.pid, args: process.argv.slice(2), env: Object.keys(process.env) }));
for (const line of ${JSON.stringify(lines)}) console.error(line);
${stays ? "setInterval(() => undefined, 1000);" : "process.exit(1);"}
`;
  writeFileSync(file, source);
  chmodSync(file, 0o755);
  return folder;
}

const seen = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "seen"), "utf8")) as { pid: number; args: string[]; env: string[] };

const banner = (url: string) => [
  "2026-11-22T00:00:00Z INF Thank you for trying Cloudflare Tunnel (https://developers.cloudflare.com)",
  "2026-11-22T00:00:00Z INF +----------------------------------------+",
  `2026-11-22T00:00:00Z INF |  ${url}      |`,
];

async function callbacks({ sandbox }: Stage): Promise<{ readonly event: string; readonly flow: string }> {
  const { api, apiKey, apiSecret, workspaceSid } = sandbox.ready.twilio;
  const headers = { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` };
  const get = async (path: string) =>
    (await (await fetch(`${api}/${path}`, { headers })).json()) as Record<string, unknown>;
  const { flows } = await get("studio.twilio.com/v2/Flows");
  const [{ sid }] = flows as [{ sid: string }];
  const workspace = await get(`taskrouter.twilio.com/v1/Workspaces/${workspaceSid}`);
  const flow = JSON.stringify(await get(`studio.twilio.com/v2/Flows/${sid}`));
  return { event: String(workspace["event_callback_url"]), flow };
}

/** `flexcord run` as a process, its log readable. */
function start(stage: Stage, args: readonly string[], path: string) {
  const child = spawn(process.execPath, [join(root, "bin", "flexcord.js"), "run", ...args], {
    cwd: stage.folder,
    env: { ...stage.env, PATH: path },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, ended, log: () => log };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test.each(["cloudflared", "ngrok"])(
  "%s: callbacks lead to its address, and it ends with us",
  async (name) => {
    const stage = await openStage();
    await stage.deploy();
    const url = name === "ngrok" ? stage.daemonUrl : "https://four-random-words.trycloudflare.com";
    const ngrok = [JSON.stringify({ msg: "started tunnel", url })];
    const path = install(name, name === "ngrok" ? ngrok : banner(url));
    const { child, ended, log } = start(stage, ["--tunnel", name, "--yes"], path);
    await until("the bridge runs", () => (log().includes("the bridge runs") ? true : undefined));
    const { event, flow } = await callbacks(stage);
    expect(event).toBe(`${url}/twilio/taskrouter`);
    expect(flow).toContain(`${url}/twilio/studio/ask`);
    expect(seen(path).args).toContain(stage.daemonUrl);
    expect(seen(path).env.filter((variable) => /TOKEN|SECRET/u.test(variable))).toEqual([]);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(isAlive(seen(path).pid)).toBe(false);
  },
);

test("production needs --yes, and is refused before anything is started", async () => {
  const stage = await openStage();
  const path = install("cloudflared", []);
  const { code, stderr } = await flexcord(["run", "--tunnel", "cloudflared"], {
    cwd: stage.folder,
    env: { ...stage.env, PATH: path },
  });
  expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining("--yes") });
  expect(() => seen(path)).toThrow("ENOENT");
});

test.each([
  ["is not installed", null, 2, "cloudflared is not installed"],
  ["ends at once", ["no such account"], 8, "no such account"],
])("a tunnel that %s is said so", async (_, lines, wanted, said) => {
  const stage = await openStage();
  await stage.deploy();
  const path = lines === null ? install("another", []) : install("cloudflared", lines, false);
  const { code, stderr } = await flexcord(["run", "--tunnel", "cloudflared", "--yes"], {
    cwd: stage.folder,
    env: { ...stage.env, PATH: path },
  });
  expect({ code, stderr }).toEqual({ code: wanted, stderr: expect.stringContaining(said) });
});

test("a tunnel that breaks ends the bridge", async () => {
  const stage = await openStage();
  await stage.deploy();
  const path = install("cloudflared", banner(stage.daemonUrl));
  const { ended, log } = start(stage, ["--tunnel", "cloudflared", "--yes"], path);
  await until("the bridge runs", () => (log().includes("the bridge runs") ? true : undefined));
  process.kill(seen(path).pid, "SIGKILL");
  expect(await ended).toBe(8);
  expect(log()).toContain("cloudflared has ended");
});

test("what was never deployed is not made by a tunnel", async () => {
  const stage = await openStage();
  const path = install("cloudflared", banner("https://four-random-words.trycloudflare.com"));
  const { code, stderr } = await flexcord(["run", "--tunnel", "cloudflared", "--yes"], {
    cwd: stage.folder,
    env: { ...stage.env, PATH: path },
  });
  expect({ code, stderr }).toEqual({ code: 6, stderr: expect.stringContaining("flexcord deploy") });
  expect(isAlive(seen(path).pid)).toBe(false);
});
