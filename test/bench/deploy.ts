/**
 * How long a deploy takes against an imitation whose every answer is 100 ms late, as a ratio to its longest
 * chain of calls that wait for each other. Rate limits are
 * left out: the imitation's buckets are not told to the library.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { applyDeploy, checkDeploy, planDeploy } from "../../src/app/deploy.ts";
import { loadAddresses } from "../../src/config/addresses.ts";
import { loadConfig } from "../../src/config/load.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";

const LATENCY_MS = 100;
/** Calls that wait for each other when nothing changes: Flex's configuration, then the lists of its workspace. */
const NO_OP_CHAIN = 2;
/**
 * From empty: those, the validation of the flow, then role, category and channel, and reading and writing the
 * order of the channels. The Discord library sends calls of one route one after the other, which no rate limit
 * asks for and which is therefore not counted here: channels alone are eleven such calls.
 */
const FROM_EMPTY_CHAIN = NO_OP_CHAIN + 1 + 3 + 2;

const root = join(import.meta.dirname, "..", "..");
await using closing = new AsyncDisposableStack();
const sandbox = await startSandbox();
closing.defer(() => sandbox.close());
const slow = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    setTimeout(() => {
      void answer(request.method ?? "GET", request.url ?? "/", request.headers, Buffer.concat(chunks)).then(
        ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      );
    }, LATENCY_MS);
  });
});
await new Promise<void>((resolve) => {
  slow.listen(0, "127.0.0.1", resolve);
});
closing.defer(
  () =>
    new Promise<void>((resolve) => {
      slow.close(() => resolve());
      slow.closeAllConnections();
    }),
);

async function answer(method: string, path: string, sent: object, bytes: Buffer) {
  const headers = { ...sent } as Record<string, string>;
  for (const hop of ["host", "connection", "content-length", "transfer-encoding", "expect"]) {
    Reflect.deleteProperty(headers, hop);
  }
  const reply = await fetch(`${sandbox.url}${path}`, {
    method,
    headers,
    ...(method === "GET" ? {} : { body: bytes.toString("utf8") }),
  });
  const kept = [...reply.headers].filter(
    // The imitation's buckets would make the library wait, which is not what is measured here.
    ([name]) => !["content-length", "content-encoding"].includes(name) && !name.startsWith("x-ratelimit"),
  );
  return { status: reply.status, headers: Object.fromEntries(kept), body: await reply.text() };
}

const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
const folder = mkdtempSync(join(tmpdir(), "flexcord-bench-"));
closing.defer(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "flexcord.yaml");
writeFileSync(file, readFileSync(join(root, "templates/servers/game-community.yaml")));
const { discord, twilio } = sandbox.ready;
const env = {
  DISCORD_GUILD: discord.guildId,
  FLEXCORD_DISCORD_API: discord.api.replace(sandbox.url, url),
  FLEXCORD_TWILIO_API: twilio.api.replace(sandbox.url, url),
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

async function deploy(): Promise<number> {
  const start = performance.now();
  const planned = await planDeploy(options);
  await checkDeploy(planned);
  const { failure } = await applyDeploy(planned, { signal: new AbortController().signal });
  if (failure !== null) throw failure;
  return performance.now() - start;
}

/** Loads what a deploy loads, so that only calls are measured. */
await planDeploy(options);
const times = [
  { name: "from empty", ms: await deploy(), chain: FROM_EMPTY_CHAIN, most: 1.5 },
  { name: "no-op", ms: await deploy(), chain: NO_OP_CHAIN, most: 2 },
];
for (const { name, ms, chain, most } of times) {
  const ratio = ms / (chain * LATENCY_MS);
  const verdict = ratio <= most ? "" : `  more than ${most}x`;
  process.stdout.write(
    `${name.padEnd(11)} ${ms.toFixed(0).padStart(6)} ms  ${ratio.toFixed(2)}x its longest chain of ${chain} calls${verdict}\n`,
  );
  if (ratio > most) process.exitCode = 1;
}
