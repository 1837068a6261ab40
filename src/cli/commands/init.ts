import { randomBytes } from "node:crypto";
import { dirname, relative, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { parseEnv } from "node:util";

import { writeTogether } from "../../app/init/new-files.ts";
import { planProjectFiles, type ProjectFiles } from "../../app/init/project-files.ts";
import { loadAddresses } from "../../config/addresses.ts";
import { readEnvironment } from "../../config/environment.ts";
import { Failure } from "../../domain/failure.ts";
import type { Action, CommandContext, InitOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { askForDiscord } from "../init/discord.ts";
import { requireShape, type Interview } from "../init/interview.ts";
import { askForProject, askForPublicUrl, askForState, chooseTemplate } from "../init/project.ts";
import { askForTwilio } from "../init/twilio.ts";
import { confirm } from "../terminal/prompt.ts";
import { packageVersion } from "../version.ts";

/** Asks for what is needed, checks it at the vendors, and writes everything in one go at the end. */
export const init: Action<InitOptions> = async (context, options) => {
  const interview = await begin(context, options);
  const { template, config } = await chooseTemplate(interview);
  const discord = await askForDiscord(interview, config);
  const twilio = await askForTwilio(interview);
  const project = await askForProject(interview, discord.server.name);
  const publicUrl = await askForPublicUrl(interview);
  const state = await askForState(interview);
  const planned = await planProjectFiles({
    configFile: resolve(context.cwd, options.config),
    template,
    project,
    guildId: discord.server.id,
    environment: {
      DISCORD_TOKEN: discord.token,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_API_KEY: twilio.apiKey,
      TWILIO_API_SECRET: twilio.apiSecret,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      FLEXCORD_SECRET: ownSecret(interview),
      ...(publicUrl === "" ? {} : { FLEXCORD_PUBLIC_URL: publicUrl }),
    },
    ci: options.ci,
    state,
    version: packageVersion(),
  });
  await consent(context, planned, options.overwrite);
  await writeTogether(planned.files, context.signal);
  report(context, options, planned, publicUrl);
  return EXIT.done;
};

async function begin(context: CommandContext, options: InitOptions): Promise<Interview> {
  const beside = readEnvironment(dirname(resolve(context.cwd, options.config)), context.env);
  const typed = options.secretsStdin ? parseEnv(await text(context.terminal.stdin)) : {};
  const given = { ...beside, ...typed };
  // The address of this side is asked for later, and may still be wrong here.
  const addresses = loadAddresses({ ...given, FLEXCORD_PUBLIC_URL: undefined });
  return { context, options, given, reach: { addresses, version: packageVersion() } };
}

/** Texts at rest are sealed with it, so one that exists is never replaced. */
function ownSecret({ given }: Interview): string {
  const known = given["FLEXCORD_SECRET"]?.trim() ?? "";
  if (known === "") return randomBytes(32).toString("hex");
  requireShape("FLEXCORD_SECRET", known);
  return known;
}

async function consent(
  { terminal, signal, cwd }: CommandContext,
  { replaced }: ProjectFiles,
  overwrite: boolean,
): Promise<void> {
  if (replaced.length === 0 || overwrite) return;
  terminal.say("These say something else now and would be replaced:");
  for (const name of replaced) terminal.say(`  ${name.replaceAll(`${cwd}/`, "")}`);
  if (await confirm(terminal, { message: "Replace them?", flag: "--overwrite" }, signal)) return;
  throw new Failure("run.interrupted", "Nothing was written");
}

function report(
  { terminal, cwd }: CommandContext,
  options: InitOptions,
  { files }: ProjectFiles,
  publicUrl: string,
): void {
  for (const { path } of files) terminal.data(relative(cwd, path));
  const flag = options.config === "flexcord.yaml" ? "" : ` --config ${options.config}`;
  const address = publicUrl === "" ? "  set FLEXCORD_PUBLIC_URL in .env\n" : "";
  terminal.say(`\nNext:\n${address}  flexcord plan${flag}\n  flexcord deploy${flag}\n  flexcord run${flag}`);
}
