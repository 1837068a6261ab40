import { type Command, InvalidArgumentError } from "commander";
import { searchWords } from "../domain/search-words.ts";
import type { Action, GlobalOptions } from "./command.ts";

/** Ties a command to what carries it out, which is loaded only when it is the one that was asked for. */
export type Bind = <Options extends GlobalOptions>(
  command: Command,
  load: () => Promise<Action<Options>>,
) => Command;

/** A command as one types it. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

export function withConfig(command: Command): Command {
  return command
    .option("-c, --config <file>", "the config file", "flexcord.yaml")
    .option("--env <name>", "the environment to work on", "production");
}

export function withJson(command: Command): Command {
  return command.option("--json", "write one JSON object to stdout", false);
}

export function withRemote(command: Command): Command {
  return command.option("--remote <url>", "ask a daemon elsewhere, through its operator API");
}

/** Words to look for; punctuation alone would be found in everything. */
export function words(text: string): string {
  if (searchWords(text).size > 0) return text;
  throw new InvalidArgumentError("It has to hold a word: letters or digits.");
}

/** How many lines to print. */
export function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 100_000) return value;
  throw new InvalidArgumentError("It has to be a whole number from 0 to 100000.");
}
