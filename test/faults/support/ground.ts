import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { type Control, createControl } from "../../../src/demo/control.ts";
import { freePort } from "../../../src/demo/processes.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { flexcord, root } from "../../cli/process.ts";
import { wideGates } from "../../journey/support/wide-gates.ts";
import { transport } from "../../transport/wire.ts";
import { createDaemon, type Daemon } from "./daemon.ts";
import { createDials, type Dials } from "./dials.ts";
import { startSandboxApart } from "./sandbox-apart.ts";

/** Where a check takes place: a sandbox, a deployed config, and the real daemon, not yet started. */
export interface Ground {
  readonly sandbox: Pick<Sandbox, "ready" | "url">;
  readonly control: Control;
  readonly dials: Dials;
  readonly daemon: Daemon;
  readonly daemonUrl: string;
  /** The ledger's file. */
  readonly store: string;
}

/**
 * @param more what else stands in the daemon's environment
 * @param apart whether the sandbox is a process of its own
 * @param verbose whether the daemon writes down all that it does, which costs it and us time
 */
export async function openGround(
  more: Readonly<Record<string, string>> = {},
  { apart = false, verbose = true } = {},
): Promise<Ground> {
  const sandbox = await (apart ? startSandboxApart() : startSandbox());
  onTestFinished(() => sandbox.close());
  const folder = await mkdtemp(join(tmpdir(), "flexcord-faults-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const daemonUrl = `http://127.0.0.1:${port}`;
  const env = environmentOf(sandbox, daemonUrl);
  const template = await readFile(join(root, "templates/servers/game-community.yaml"), "utf8");
  const filled = template.replace(/^(\s*guild:).*$/mu, `$1 "${sandbox.ready.discord.guildId}"`);
  const ours = `\nbridge:\n  listen:\n    port: ${port}\n  store:\n    path: ./ledger.db\n${wideGates}`;
  await writeFile(join(folder, "flexcord.yaml"), `${filled}\ntransport: ${transport}\n${ours}`);
  await cp(join(root, "templates/knowledge"), join(folder, "knowledge"), { recursive: true });
  const deployed = await flexcord(["deploy", "--yes"], { cwd: folder, env });
  if (deployed.code !== 0) throw new Error(`The deploy failed: ${deployed.stderr}`);
  const daemon = createDaemon({ folder, url: daemonUrl, env: { ...env, ...more }, verbose });
  onTestFinished(() => daemon.kill());
  return {
    sandbox,
    control: createControl(sandbox.url),
    dials: createDials(sandbox.url),
    daemon,
    daemonUrl,
    store: join(folder, "ledger.db"),
  };
}

function environmentOf({ ready }: Ground["sandbox"], daemonUrl: string): Record<string, string> {
  return {
    DISCORD_TOKEN: ready.discord.token,
    TWILIO_ACCOUNT_SID: ready.twilio.accountSid,
    TWILIO_API_KEY: ready.twilio.apiKey,
    TWILIO_API_SECRET: ready.twilio.apiSecret,
    TWILIO_AUTH_TOKEN: ready.twilio.authToken,
    FLEXCORD_SECRET: "a secret of these checks alone, long enough",
    FLEXCORD_DISCORD_API: ready.discord.api,
    FLEXCORD_TWILIO_API: ready.twilio.api,
    FLEXCORD_PUBLIC_URL: daemonUrl,
  };
}
