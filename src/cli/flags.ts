import type { Command } from "commander";
import type { Action, GlobalOptions } from "./command.ts";

/** Ties a command to what carries it out, which is loaded only when it is the one that was asked for. */
export type Bind = <Options extends GlobalOptions>(
  command: Command,
  load: () => Promise<Action<Options>>,
) => Command;

export function withConfig(command: Command): Command {
  return command
    .option("-c, --config <file>", "the config file", "flexcord.yaml")
    .option("--env <name>", "the environment to work on", "production");
}

export function withJson(command: Command): Command {
  return command.option("--json", "write one JSON object to stdout", false);
}
