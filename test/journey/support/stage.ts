import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { applyDeploy, planDeploy, type PlannedDeploy } from "../../../src/app/deploy/deploy.ts";
import type { TrackerSecrets } from "../../../src/app/run/options.ts";
import { runDaemon } from "../../../src/app/run/run.ts";
import { loadAddresses } from "../../../src/config/addresses.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { loadSecrets } from "../../../src/config/secrets.ts";
import { type Call, callsTo } from "../../../src/demo/call.ts";
import { type Control, createControl } from "../../../src/demo/control.ts";
import { freePort } from "../../../src/demo/processes.ts";
import { type Clock, systemClock } from "../../../src/domain/clock.ts";
import { jsonLog, type Log, silentLog } from "../../../src/domain/log.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { expectConformance } from "../../contract/conformance/expect-conformance.ts";
import { transport, type TransportName } from "../../transport/wire.ts";
import { type FaultProxy, openFaultProxy } from "./fault-proxy.ts";
import { inThreads, type Place } from "./place.ts";

const root = new URL("../../../", import.meta.url);

/**
 * A sandbox, a deployed config in a folder of its own, and a daemon that can be started and ended. When it
 * is taken down, its whole tape is held against the vendors' descriptions.
 */
export interface Stage {
  readonly sandbox: Sandbox;
  /** Where members talk: what `control` calls their DM leads there. */
  readonly place: Place;
  readonly control: Control;
  /** Whatever else the sandbox can be asked for. */
  readonly call: Call;
  readonly daemonUrl: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** What lies between the daemon and the vendors, each way; it passes everything until told otherwise. */
  readonly network: Network;
  plan(): Promise<PlannedDeploy>;
  deploy(): Promise<void>;
  startDaemon(): Promise<Daemon>;
  /** Takes it down; not needed unless it was opened to be kept. */
  close(): Promise<void>;
}

export interface Network {
  readonly discord: FaultProxy;
  readonly twilio: FaultProxy;
  /** Twilio's calls to the daemon. */
  readonly callbacks: FaultProxy;
}

export interface Daemon {
  /** Ends it as SIGTERM does. */
  stop(): Promise<void>;
}

export interface StageOptions {
  /** Where members talk; in direct messages when left out. */
  readonly place?: Place;
  /** Whether members can have private threads, below #help. */
  readonly threads?: boolean;
  /** More YAML, below what the template says. */
  readonly yaml?: string;
  /** Opens the operator API that `yaml` asks for. */
  readonly operatorToken?: string;
  /** More lines of the section `alerts`, two spaces in. */
  readonly alerts?: string;
  /** More lines of the section `community`, two spaces in. */
  readonly community?: string;
  /** More lines of the section `assistant`, two spaces in. */
  readonly assistant?: string;
  readonly assistantSecret?: string;
  /** Signs the requests to the webhook of alerts. */
  readonly alertSecret?: string;
  /** What trackers of cases need. */
  readonly trackerSecrets?: TrackerSecrets;
  /** How TaskRouter tells of tasks; as the template says when left out. */
  readonly events?: "callback" | "streams";
  readonly log?: Log;
  /** The daemon's; the system's when left out. */
  readonly clock?: Clock;
  /** That of the run when left out. */
  readonly transport?: TransportName;
  /** Outlives the test that opened it: whoever opened it closes it. */
  readonly keep?: boolean;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const closing = new AsyncDisposableStack();
  if (options.keep !== true) onTestFinished(() => closing.disposeAsync());
  const sandbox = await startSandbox();
  closing.defer(() => sandbox.close());
  closing.defer(() => expectConformance(sandbox));
  const folder = await mkdtemp(join(tmpdir(), "flexcord-stage-"));
  closing.defer(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const daemonUrl = `http://127.0.0.1:${port}`;
  const network = await openNetwork(sandbox, daemonUrl);
  closing.defer(() => Object.values(network).forEach((proxy: FaultProxy) => proxy.close()));
  const env = environmentOf(sandbox, network);
  const { place = "dm" } = options;
  const call = callsTo(sandbox.url);
  const threads = options.threads ?? place === "thread";
  if (threads) await call("PUT", "/discord/intents", { privileged: ["MESSAGE_CONTENT"] });
  await writeFolder(folder, sandbox.ready.discord.guildId, port, { ...options, threads });
  const log = options.log ?? (process.env["FLEXCORD_TEST_LOG"] === undefined ? silentLog : stderrLog());
  const common = {
    config: loadConfig({ file: join(folder, "flexcord.yaml"), environment: "production", env }),
    secrets: loadSecrets(env, NEEDED),
    addresses: loadAddresses(env),
    version: "0.0.0",
    clock: options.clock ?? systemClock,
  };
  const people = createControl(sandbox.url);
  const plan = () => planDeploy({ ...common, adopt: false });
  const stage: Stage = {
    sandbox,
    place,
    call,
    control: place === "dm" ? people : inThreads(people, sandbox.url),
    daemonUrl,
    folder,
    env,
    network,
    plan,
    async deploy() {
      const result = await applyDeploy(await plan(), { signal: new AbortController().signal });
      if (result.failure !== null) throw result.failure;
    },
    async startDaemon() {
      const stopping = new AbortController();
      const ready = Promise.withResolvers<void>();
      const ended = runDaemon({
        ...common,
        log,
        ...(options.operatorToken === undefined ? {} : { operatorToken: options.operatorToken }),
        ...(options.alertSecret === undefined ? {} : { alertSecret: options.alertSecret }),
        ...(options.trackerSecrets === undefined ? {} : { trackerSecrets: options.trackerSecrets }),
        ...(options.assistantSecret === undefined ? {} : { assistantSecret: options.assistantSecret }),
        clientSecret: sandbox.ready.discord.clientSecret,
        random: Math.random,
        signal: stopping.signal,
        onReady: () => ready.resolve(),
      });
      ended.catch((thrown: unknown) => ready.reject(thrown));
      await ready.promise;
      const stop = async () => {
        stopping.abort(new Error("the test stops the daemon"));
        await ended;
      };
      closing.defer(stop);
      return { stop };
    },
    close: () => closing.disposeAsync(),
  };
  return stage;
}

const NEEDED = [
  "DISCORD_TOKEN",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "TWILIO_AUTH_TOKEN",
  "FLEXCORD_SECRET",
] as const;

async function openNetwork({ url }: Sandbox, daemonUrl: string): Promise<Network> {
  const discord = await openFaultProxy(url);
  // The gateway's address is told in answers and in READY: it has to lead through the proxy too.
  const direct = url.replace(/^http/u, "ws");
  const proxied = discord.url.replace(/^http/u, "ws");
  discord.answer = (body) => body.replaceAll(direct, proxied);
  return { discord, twilio: await openFaultProxy(url), callbacks: await openFaultProxy(daemonUrl) };
}

function environmentOf({ ready, url }: Sandbox, network: Network): Record<string, string> {
  return {
    DISCORD_TOKEN: ready.discord.token,
    TWILIO_ACCOUNT_SID: ready.twilio.accountSid,
    TWILIO_API_KEY: ready.twilio.apiKey,
    TWILIO_API_SECRET: ready.twilio.apiSecret,
    TWILIO_AUTH_TOKEN: ready.twilio.authToken,
    FLEXCORD_SECRET: "a secret of this test alone, long enough",
    FLEXCORD_DISCORD_API: ready.discord.api.replace(url, network.discord.url),
    FLEXCORD_TWILIO_API: ready.twilio.api.replace(url, network.twilio.url),
    FLEXCORD_PUBLIC_URL: network.callbacks.url,
  };
}

async function writeFolder(
  folder: string,
  guildId: string,
  port: number,
  options: StageOptions,
): Promise<void> {
  const { yaml = "", threads = false, events = "callback" } = options;
  const { alerts = "", assistant = "", community = "" } = options;
  const template = await readFile(new URL("templates/servers/game-community.yaml", root), "utf8");
  const filled = template
    .replace(/^(\s*guild:).*$/mu, `$1 "${guildId}"`)
    .replace(/^twilio:$/mu, `twilio:\n  events: ${events}`)
    .replace(/^alerts:$/mu, `alerts:\n${alerts}`)
    .replace(/^community:$/mu, `community:\n${community}`)
    .replace(/^assistant:$/mu, `assistant:\n${assistant}`);
  const chosen = `\ntransport: ${options.transport ?? transport}\n`;
  const bridge = `\nbridge:\n  listen:\n    port: ${port}\n${threads ? "  threads:\n    channel: help\n" : ""}`;
  await writeFile(join(folder, "flexcord.yaml"), filled + chosen + bridge + yaml);
  await cp(new URL("templates/knowledge", root), join(folder, "knowledge"), { recursive: true });
}

function stderrLog(): Log {
  return jsonLog((line) => process.stderr.write(line), { level: "debug", now: Date.now });
}

/** Polls until `look` finds something; throws with `what` when it does not within 15 s. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined> | Found | undefined,
  withinMs = 15_000,
): Promise<Found> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Not seen in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
