/**
 * How long a deploy takes against an imitation, in a process of its own, whose every answer is 100 ms late: as a
 * ratio to its longest chain of calls that need each other's answers, each made the moment the one before is
 * answered. docs/performance.md names the calls of each chain, and what is left out of it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { callsTo } from "../../src/demo/call.ts";
import { applyDeploy, checkDeploy, planDeploy } from "../../src/app/deploy/deploy.ts";
import { loadAddresses } from "../../src/config/addresses.ts";
import { loadConfig } from "../../src/config/load.ts";
import { systemClock } from "../../src/domain/clock.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

const LATENCY_MS = 100;
/** Flex's configuration, then the lists of its workspace. */
const NO_OP_CHAIN = 2;
/**
 * Those two; the validation of the flow; role, category, channel, the help panel in it and its pin. As long is the
 * way by the order of the channels: role, category, channel, reading the order, writing it.
 */
const FROM_EMPTY_CHAIN = NO_OP_CHAIN + 1 + 5;
const ROUNDS = 3;

const root = join(import.meta.dirname, "..", "..");
await using closing = new AsyncDisposableStack();
const { url, ready } = await openSandbox();
const control = callsTo(url);
const folder = mkdtempSync(join(tmpdir(), "flexcord-bench-"));
closing.defer(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "flexcord.yaml");
writeFileSync(file, readFileSync(join(root, "templates/servers/game-community.yaml")));
const { discord, twilio } = ready;
const env = {
  DISCORD_GUILD: discord.guildId,
  FLEXCORD_DISCORD_API: discord.api,
  FLEXCORD_TWILIO_API: twilio.api,
  FLEXCORD_PUBLIC_URL: "http://127.0.0.1:9",
};
const options = {
  config: loadConfig({ file, environment: "production", env }),
  secrets: {
    DISCORD_TOKEN: discord.token,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_API_KEY: twilio.apiKey,
    TWILIO_API_SECRET: twilio.apiSecret,
    FLEXCORD_SECRET: "a secret of this bench alone",
  },
  addresses: loadAddresses(env),
  version: "0.0.0",
  adopt: false,
  clock: systemClock,
};

const times = { fromEmpty: [] as number[], noOp: [] as number[], call: [] as number[] };
let counted = "";
/** The first round loads what a deploy loads, so that the others measure calls alone. */
for (let round = 0; round <= ROUNDS; round += 1) {
  await control("POST", "/reset");
  rmSync(join(folder, "flexcord.production.lock.json"), { force: true });
  for (const vendor of ["discord", "twilio"]) {
    await control("POST", "/faults", { vendor, effect: { kind: "delay", ms: LATENCY_MS } });
  }
  const call = await timed(loneCall);
  const fromEmpty = await timed(deploy);
  const written = await countCalls();
  const noOp = await timed(deploy);
  const read = await countCalls();
  if (round === 0) continue;
  times.call.push(call);
  times.fromEmpty.push(fromEmpty);
  times.noOp.push(noOp);
  counted = `${written} calls from empty, ${read - written} without changes`;
}

const call = median(times.call);
process.stdout.write(`a call alone ${call.toFixed(0)} ms; ${counted}; median of ${ROUNDS} rounds\n`);
for (const { name, all, chain, most } of [
  { name: "from empty", all: times.fromEmpty, chain: FROM_EMPTY_CHAIN, most: 1.5 },
  { name: "no-op", all: times.noOp, chain: NO_OP_CHAIN, most: 2 },
]) {
  const ms = median(all);
  const ratio = ms / (chain * LATENCY_MS);
  const verdict = ratio <= most ? "" : `  more than ${most}x`;
  process.stdout.write(
    `${name.padEnd(11)} ${ms.toFixed(0).padStart(6)} ms  ${ratio.toFixed(2)}x its longest chain of ${chain} calls` +
      ` at ${LATENCY_MS} ms, ${(ms / (chain * call)).toFixed(2)}x as they are made alone${verdict}\n`,
  );
  if (ratio > most) process.exitCode = 1;
}

async function deploy(): Promise<void> {
  const planned = await planDeploy(options);
  await checkDeploy(planned);
  const { failure } = await applyDeploy(planned, { signal: new AbortController().signal });
  if (failure !== null) throw failure;
}

async function loneCall(): Promise<void> {
  const headers = { authorization: `Bot ${discord.token}` };
  await (await fetch(`${discord.api}/v10/applications/@me`, { headers })).arrayBuffer();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function countCalls(): Promise<number> {
  const { entries } = await control<{
    readonly entries: readonly { readonly vendor: string }[];
  }>("GET", "/tape?limit=1000");
  return entries.filter(({ vendor }) => vendor === "discord" || vendor === "twilio").length;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function openSandbox(): Promise<{ readonly url: string; readonly ready: Sandbox["ready"] }> {
  const child = spawn(
    process.execPath,
    [join(root, "bin", "flexcord.js"), "sandbox", "--port", "0", "--json"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  closing.defer(async () => {
    const ended = once(child, "close");
    child.kill("SIGTERM");
    await ended;
  });
  const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  const ready = JSON.parse(line) as Sandbox["ready"];
  return { url: ready.url, ready };
}
