import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createControl, type Control } from "../../../src/demo/control.ts";
import { freePort, writeConfig, type SandboxReady } from "../../../src/demo/processes.ts";
import { judge, median, ROUNDS, say, typical } from "./measure.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const KINDS = ["raw", "nothing", "durable"] as const;
const SINGLE = 100;
const PACE_MS = 20;
const COUNTS = (process.env["FLEXCORD_BENCH_CONVERSATIONS"] ?? "64,1000").split(",").map(Number);
const LINES_EACH = 4;

interface Stage {
  readonly control: Control;
  readonly members: readonly string[];
  close(): Promise<void>;
}

/** G2 and G3: from a member's DM to Twilio, one conversation at a time and many at once. */
export async function benchEnds(): Promise<void> {
  const most = Math.max(1, ...COUNTS);
  const stages = await Promise.all(KINDS.map((kind) => openStage(kind, most)));
  try {
    const single = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
    await inTurns(stages, ROUNDS, async (stage, kind) => single.get(kind)?.push(await latency(stage)));
    const ms = (kind: string) => median(single.get(kind) ?? []);
    say(
      `     1 conversation, DM to Twilio: ${KINDS.map((kind) => `${kind} ${ms(kind).toFixed(2)} ms`).join(", ")}`,
    );
    judge("G2", "DM to Twilio to the floor (raw socket, no ledger)", ms("durable") / ms("raw"), {
      atMost: 4,
    });
    for (const count of COUNTS) {
      const rates = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
      await inTurns(stages, count > 100 ? 1 : ROUNDS, async (stage, kind) =>
        rates.get(kind)?.push(await throughput(stage, count)),
      );
      const rate = (kind: string) => median(rates.get(kind) ?? []);
      say(
        `     ${count} conversations: ${KINDS.map((kind) => `${kind} ${rate(kind).toFixed(0)}/s`).join(", ")}`,
      );
      judge(
        "G3",
        `${count} conversations, durable to the same egress without`,
        rate("durable") / rate("nothing"),
        { atLeast: 0.5 },
      );
    }
  } finally {
    await Promise.all(stages.map((stage) => stage.close()));
  }
}

async function inTurns(
  stages: readonly Stage[],
  rounds: number,
  measure: (stage: Stage, kind: string) => Promise<unknown>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, stage] of stages.entries()) await measure(stage, KINDS[index] ?? "");
  }
}

/** From the gateway's dispatch to the arrival of the line, in milliseconds. */
async function latency({ control, members }: Stage): Promise<number> {
  const { last } = await control.tape(Number.MAX_SAFE_INTEGER);
  const [member = ""] = members;
  for (let n = 0; n < SINGLE; n += 1) {
    await control.dm(member, `single ${last} ${n}.`);
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
  const took = await arrivals(control, last, SINGLE, /single \d+ \d+\./);
  return typical(took.map(({ sent, arrived }) => arrived - sent));
}

/** Lines a second, from the first that is sent to the last that arrives. */
async function throughput({ control, members }: Stage, count: number): Promise<number> {
  const { last } = await control.tape(Number.MAX_SAFE_INTEGER);
  const write = async (member: string, index: number) => {
    for (let n = 0; n < LINES_EACH; n += 1) await control.dm(member, `many ${last} ${index} ${n}.`);
  };
  await Promise.all(members.slice(0, count).map(write));
  const took = await arrivals(control, last, count * LINES_EACH, /many \d+ \d+ \d+\./);
  const first = Math.min(...took.map(({ sent }) => sent));
  return (took.length * 1_000) / (Math.max(...took.map(({ arrived }) => arrived)) - first);
}

/** Waits until so many lines have come through, and pairs them with their dispatches by their text. */
async function arrivals(control: Control, after: number, count: number, text: RegExp) {
  const sent = new Map<string, number>();
  const arrived = new Map<string, number>();
  let seen = after;
  for (const deadline = Date.now() + 300_000; arrived.size < count;) {
    if (Date.now() > deadline) throw new Error(`only ${arrived.size} of ${count} lines arrived`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { entries, last } = await control.tape(seen);
    seen = last;
    for (const { vendor, method, path, requestBody, at } of entries) {
      const [found] = text.exec(decodeURIComponent(requestBody.replaceAll("+", " "))) ?? [];
      if (found === undefined) continue;
      if (vendor === "gateway") sent.set(found, at);
      else if (vendor === "twilio" && method === "POST" && path.endsWith("/Messages")) arrived.set(found, at);
    }
  }
  return [...arrived].map(([line, at]) => ({ sent: sent.get(line) ?? at, arrived: at }));
}

async function openStage(kind: string, count: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "flexcord-bench-"));
  const sandbox = spawn(process.execPath, [join(root, "src/main.ts"), "sandbox", "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: sandbox.stdout }), "line")) as [string];
  const ready = JSON.parse(line) as SandboxReady;
  const port = await freePort();
  const env = environmentOf(ready, port);
  await writeConfig(folder, new URL(`file://${root}/templates/servers/game-community.yaml`), {
    guildId: ready.discord.guildId,
    port,
  });
  await cp(join(root, "templates/knowledge"), join(folder, "knowledge"), { recursive: true });
  const deploy = spawn(process.execPath, [join(root, "src/main.ts"), "deploy", "--yes"], {
    cwd: folder,
    env,
    stdio: "ignore",
  });
  await once(deploy, "exit");
  const way = fork(join(import.meta.dirname, "ends-child.ts"), [kind, join(folder, "flexcord.yaml")], {
    env,
  });
  await Promise.race([once(way, "message"), ended(way)]);
  const control = createControl(ready.url);
  const members = await settle(control, kind, count);
  return {
    control,
    members,
    async close() {
      for (const child of [way, sandbox]) {
        const gone = once(child, "exit");
        child.kill();
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Members with a conversation each. The daemon's are with an agent, so that a line is only carried over. */
async function settle(control: Control, kind: string, count: number): Promise<readonly string[]> {
  const members: string[] = [];
  for (let n = 0; n < count; n += 1) members.push((await control.joinServer(`Member ${n}`)).id);
  const { last } = await control.tape(Number.MAX_SAFE_INTEGER);
  const opening = kind === "durable" ? "I want to talk to a human" : "hello";
  await Promise.all(members.map((member, n) => control.dm(member, `${opening}, opening ${n}.`)));
  await arrivals(control, last, count, /opening \d+\./);
  return members;
}

async function ended(way: ChildProcess): Promise<never> {
  const [code] = (await once(way, "exit")) as [number | null];
  throw new Error(`a way ended with ${code}`);
}

function environmentOf({ discord, twilio }: SandboxReady, port: number): Record<string, string> {
  return {
    ...(process.env as Record<string, string>),
    DISCORD_TOKEN: discord.token,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_API_KEY: twilio.apiKey,
    TWILIO_API_SECRET: twilio.apiSecret,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    FLEXCORD_SECRET: "a secret of the bench alone, long enough",
    FLEXCORD_DISCORD_API: discord.api,
    FLEXCORD_TWILIO_API: twilio.api,
    FLEXCORD_PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
}
