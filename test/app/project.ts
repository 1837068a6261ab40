import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { flexcord, root } from "../cli/process.ts";

/** The game community's template beside a sandbox, and the program as a process of its own. */
export async function openProject() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const directory = mkdtempSync(join(tmpdir(), "flexcord-deploy-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  copyFileSync(join(root, "templates/servers/game-community.yaml"), join(directory, "flexcord.yaml"));
  const env = environmentOf(sandbox, sandbox.url);
  return {
    sandbox,
    directory,
    env,
    mapPath: join(directory, "flexcord.production.lock.json"),
    run: (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      flexcord(args, { cwd: directory, env: { ...env, ...more } }),
  };
}

/** What the program needs to know of a sandbox that is reached at `url`, itself or by way of a proxy. */
export function environmentOf(sandbox: Sandbox, url: string): Readonly<Record<string, string>> {
  const { discord, twilio } = sandbox.ready;
  return {
    DISCORD_GUILD: discord.guildId,
    DISCORD_TOKEN: discord.token,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_API_KEY: twilio.apiKey,
    TWILIO_API_SECRET: twilio.apiSecret,
    FLEXCORD_SECRET: "a secret that only this test knows",
    FLEXCORD_DISCORD_API: discord.api.replace(sandbox.url, url),
    FLEXCORD_TWILIO_API: twilio.api.replace(sandbox.url, url),
    FLEXCORD_PUBLIC_URL: "http://127.0.0.1:9",
  };
}
