import { standardCommands } from "../blueprint/discord.ts";
import type { Loose } from "./loose.ts";
import { reportTwins, type Report } from "./report.ts";

/** Discord's bound for each type of command within a scope. */
const most: Readonly<Record<string, number>> = { slash: 100, user: 15, message: 15 };

/** What Discord shows as a list, and what it lets a member type into. */
const MOST_CHOICES = 25;
const COMPLETED: ReadonlySet<string> = new Set(["string", "integer", "number"]);

/** Commands among each other, and keys that only some commands may have. */
export function checkCommands(file: Loose, report: Report): void {
  const commands = file.entries("discord", "commands").map(([key, command]) => ({
    path: ["discord", "commands", key],
    key,
    command,
    name: command.text("name") ?? key,
    group: `${command.text("type") ?? "slash"} ${command.text("scope") ?? "global"}`,
  }));
  reportTwins(commands, ({ group, name }) => `${group} ${name}`, "commands of one type and scope", report);
  const sizes = new Map<string, number>();
  for (const { path, key, command, name, group } of commands) {
    checkCommand(path, key, command, name, report);
    const size = (sizes.get(group) ?? 0) + 1;
    sizes.set(group, size);
    const bound = most[command.text("type") ?? "slash"] ?? Number.POSITIVE_INFINITY;
    if (size === bound + 1) {
      report({ path, key: true, found: `more than ${bound} of its type`, wanted: "what Discord allows" });
    }
  }
}

function checkCommand(
  path: readonly string[],
  key: string,
  command: Loose,
  name: string,
  report: Report,
): void {
  const slash = (command.text("type") ?? "slash") === "slash";
  const global = (command.text("scope") ?? "global") === "global";
  if (standardCommands.has(key) && !(slash && global)) {
    report({ path, key: true, found: "another type or scope", wanted: `${key} as a global slash command` });
  }
  if (slash && (name !== name.toLowerCase() || name.includes(" "))) {
    report({ path: [...path, "name"], found: JSON.stringify(name), wanted: "a slash command in lower case" });
  }
  if (slash && !standardCommands.has(key) && !command.has("description")) {
    report({ path, key: true, found: "no description", wanted: "one; members read it beside the command" });
  }
  if (!slash && (command.has("description") || command.items("options").length > 0)) {
    const wanted = "neither description nor options; only slash commands have them";
    report({ path, key: true, found: "what Discord would refuse", wanted });
  }
  if (!global && command.has("contexts")) {
    const wanted = "none; a guild command is offered in the server only";
    report({ path: [...path, "contexts"], key: true, found: "contexts", wanted });
  }
  checkOptions([...path, "options"], command.items("options"), report);
}

function checkOptions(path: readonly string[], options: readonly Loose[], report: Report): void {
  const placed = options.map((option, index) => ({ path: [...path, String(index)], option }));
  reportTwins(placed, ({ option }) => option.text("name") ?? "", "options", report);
  let optional = false;
  for (const { path, option } of placed) {
    if (!option.flag("autocomplete") && option.list("choices").length > MOST_CHOICES) {
      const wanted = `at most ${MOST_CHOICES}, or autocomplete`;
      report({ path: [...path, "choices"], key: true, found: `more than ${MOST_CHOICES} choices`, wanted });
    }
    if (option.flag("autocomplete") && !COMPLETED.has(option.text("type") ?? "string")) {
      const wanted = "an option of type string, integer or number; only those are completed";
      report({ path: [...path, "autocomplete"], key: true, found: "autocomplete", wanted });
    }
    if (optional && option.flag("required")) {
      report({ path, found: "a required option after an optional one", wanted: "the required ones first" });
    }
    optional ||= !option.flag("required");
  }
}
