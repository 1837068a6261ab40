import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { flexcord, root } from "../cli/process.ts";

/** The game community's template beside a sandbox, and the program as a process of its own. */
export async function openProject() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const directory = mkdtempSync(join(tmpdir(), "flexcord-deploy-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  copyFileSync(join(root, "templates/servers/game-community.yaml"), join(directory, "flexcord.yaml"));
  const { discord, twilio } = sandbox.ready;
  const env = {
    DISCORD_GUILD: discord.guildId,
    DISCORD_TOKEN: discord.token,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_API_KEY: twilio.apiKey,
    TWILIO_API_SECRET: twilio.apiSecret,
    FLEXCORD_SECRET: "a secret that only this test knows",
    FLEXCORD_DISCORD_API: discord.api,
    FLEXCORD_TWILIO_API: twilio.api,
    FLEXCORD_PUBLIC_URL: "http://127.0.0.1:9",
  };
  return {
    sandbox,
    directory,
    env,
    mapPath: join(directory, "flexcord.production.lock.json"),
    run: (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      flexcord(args, { cwd: directory, env: { ...env, ...more } }),
  };
}
