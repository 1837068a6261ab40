import { resolve } from "node:path";

import { pullLayout, type Pulled } from "../../app/pull/pull.ts";
import { readEnvironment } from "../../config/environment.ts";
import { Failure } from "../../domain/failure.ts";
import type { Action, PullOptions } from "../command.ts";
import { deployOptions } from "../deploy-options.ts";
import { EXIT } from "../exit.ts";
import { confirm } from "../terminal/prompt.ts";

/** Writes the server's layout into the config, and asks before it makes what it found its own. */
export const pull: Action<PullOptions> = async (context, options) => {
  const { terminal, signal, cwd, env } = context;
  const file = resolve(cwd, options.config);
  const environment = readEnvironment(resolve(file, ".."), env);
  const source = { file, environment: options.env, env: environment };
  const pulled = await pullLayout({ ...deployOptions(context, { ...options, adopt: false }), source });
  const { leftOut, counts, text } = pulled;
  for (const { kind, name, id, why } of leftOut) {
    terminal.warn(`left out: ${kind.slice("discord.".length)} "${name}" (${id}): ${why}`);
  }
  if (options.json) terminal.json({ version: 1, counts, leftOut, text });
  else if (options.dryRun) terminal.data(text.trimEnd());
  if (options.dryRun) return EXIT.done;
  const message = `Write ${describe(counts)} into ${options.config}, and manage them from there?`;
  if (!options.yes && !(await confirm(terminal, { message, flag: "--yes" }, signal))) {
    throw new Failure("run.interrupted", "Nothing was written");
  }
  await pulled.keep(signal);
  terminal.say(`${options.config} describes ${describe(counts)} of the server.`);
  return EXIT.done;
};

function describe(counts: Pulled["counts"]): string {
  const { roles, categories, channels, commands, automod, welcomeScreen, onboarding } = counts;
  const parts = [
    `${roles} roles`,
    `${categories} categories`,
    `${channels} channels`,
    ...(commands > 0 ? [`${commands} commands`] : []),
    ...(automod > 0 ? [`${automod} AutoMod rules`] : []),
    ...(welcomeScreen > 0 ? ["the welcome screen"] : []),
    ...(onboarding > 0 ? ["the onboarding"] : []),
  ];
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
