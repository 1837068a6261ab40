import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createControl, type Control } from "../../../src/demo/control.ts";
import { freePort, writeConfig, type SandboxReady } from "../../../src/demo/processes.ts";
import { readOn } from "../../journey/support/tape.ts";
import { wideGates } from "../../journey/support/wide-gates.ts";
import { arrivals, endOf, TO_AGENTS, untilQuiet } from "./ends-arrivals.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const OPENED_AT_ONCE = 25;

export interface Stage {
  readonly control: Control;
  /** Those who have a conversation. */
  readonly members: readonly string[];
  /** Has so many have one, and waits until all that this brings with it is done. */
  join(count: number): Promise<void>;
  /** An agent writes into the member's conversation. */
  readonly answer: (member: string, text: string) => Promise<void>;
  close(): Promise<void>;
}

/** One way between a sandbox of its own and members who have a conversation each; nobody yet. */
export async function openStage(kind: string): Promise<Stage> {
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
  await appendFile(join(folder, "flexcord.yaml"), wideGates);
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
  const members: string[] = [];
  let conversations: ReadonlyMap<string, string> = new Map();
  return {
    control,
    members,
    async join(count) {
      members.push(...(await settle(control, kind, members.length, count)));
      await untilQuiet(control);
      conversations = await conversationsOf(control);
    },
    answer: (member, text) => writeAsAgent(ready, conversations.get(member) ?? "", text),
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

/** Members with a conversation each. The daemon's have asked for a human, so that a line is only carried over. */
async function settle(
  control: Control,
  kind: string,
  there: number,
  wanted: number,
): Promise<readonly string[]> {
  const members: string[] = [];
  for (let n = there; n < wanted; n += 1) members.push((await control.joinServer(`Member ${n}`)).id);
  const last = await endOf(control);
  const opening = kind === "durable" ? "I want to talk to a human" : "hello";
  // Twilio opens thirty a second, and the ways that are compared with the daemon's do not wait for that.
  for (let n = 0; n < members.length; n += OPENED_AT_ONCE) {
    const some = members.slice(n, n + OPENED_AT_ONCE);
    await Promise.all(some.map((member, at) => control.dm(member, `${opening}, opening ${there + n + at}.`)));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  }
  await arrivals(control, { after: last, count: members.length, text: /opening \d+\./, way: TO_AGENTS });
  return members;
}

/** Which conversation is whose, by what was written into it. */
async function conversationsOf(control: Control): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  await readOn(control, 0, (entry) => {
    if (!TO_AGENTS.arrived(entry)) return;
    const member = /Author=discord_(\d+)/u.exec(entry.requestBody)?.[1];
    const sid = /CH[0-9a-f]{32}/u.exec(entry.path)?.[0];
    if (member !== undefined && sid !== undefined) found.set(member, sid);
  });
  return found;
}

/** By REST, as a Flex plugin might: the webhook is the same. */
async function writeAsAgent({ twilio }: SandboxReady, sid: string, text: string): Promise<void> {
  const credentials = Buffer.from(`${twilio.apiKey}:${twilio.apiSecret}`).toString("base64");
  const response = await fetch(`${twilio.api}/conversations.twilio.com/v1/Conversations/${sid}/Messages`, {
    method: "POST",
    headers: { authorization: `Basic ${credentials}`, "x-twilio-webhook-enabled": "true" },
    body: new URLSearchParams({ Author: "alex@example.com", Body: text }),
  });
  if (!response.ok) throw new Error(`The sandbox refused an agent's line: ${await response.text()}`);
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
