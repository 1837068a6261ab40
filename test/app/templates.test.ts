import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { applyDeploy, planDeploy } from "../../src/app/deploy/deploy.ts";
import { loadAddresses } from "../../src/config/addresses.ts";
import { loadConfig } from "../../src/config/load.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";

const templates = join(import.meta.dirname, "..", "..", "templates");

const asking = ["cases", "helpme"];
const moderating = ["announce", "report-message"];
const proposing = ["bug", "new-feature", "post-as-idea", "report-as-bug"];

test.each([
  ["game-community", [...asking, ...moderating, ...proposing]],
  ["saas-support", [...asking, ...moderating, ...proposing]],
  ["creator-community", [...asking, ...moderating]],
])(
  "the server of %s is deployed as described, with and without Community, and then there is nothing to do",
  async (name, commands) => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const folder = mkdtempSync(join(tmpdir(), "flexcord-template-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { discord, twilio } = sandbox.ready;
    const env = {
      DISCORD_GUILD: discord.guildId,
      FLEXCORD_DISCORD_API: discord.api,
      FLEXCORD_TWILIO_API: twilio.api,
      FLEXCORD_PUBLIC_URL: "http://127.0.0.1:9",
    };
    const file = join(folder, "flexcord.yaml");
    writeFileSync(file, readFileSync(join(templates, "servers", `${name}.yaml`)));
    cpSync(join(templates, "knowledge"), join(folder, "knowledge"), { recursive: true });
    const plan = () =>
      planDeploy({
        config: loadConfig({ file, environment: "production", env }),
        secrets: {
          DISCORD_TOKEN: discord.token,
          TWILIO_ACCOUNT_SID: twilio.accountSid,
          TWILIO_API_KEY: twilio.apiKey,
          TWILIO_API_SECRET: twilio.apiSecret,
          FLEXCORD_SECRET: "a secret of this test alone, long enough",
        },
        addresses: loadAddresses(env),
        version: "0.0.0",
        clock: systemClock,
        adopt: false,
      });
    const deploy = async () => {
      const { failure } = await applyDeploy(await plan(), { signal: new AbortController().signal });
      expect(failure).toBeNull();
      const left = (await plan()).plan.steps.filter(({ action }) => action !== "keep");
      expect(left).toEqual([]);
    };
    const offered = (await plan()).plan.steps.filter(({ kind }) => kind === "discord.command");
    expect(offered.map(({ key }) => key).toSorted()).toEqual(commands.toSorted());
    await deploy();
    await fetch(`${sandbox.url}/control/discord/community`, {
      method: "PUT",
      body: JSON.stringify({ enabled: true }),
      headers: { "content-type": "application/json" },
    });
    const converting = (await plan()).plan.steps.filter(({ action }) => action !== "keep");
    expect(converting.map(({ fields }) => fields.map(({ path }) => path))).toEqual([["type"]]);
    await deploy();
  },
);
