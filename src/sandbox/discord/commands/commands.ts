import { isDeepStrictEqual } from "node:util";

import { COMMAND, type CommandDraft, readCommand } from "./form.ts";
import { refusal } from "../rest/errors.ts";
import { invalidForm } from "../rest/form-errors.ts";
import type { Form } from "../rest/form.ts";
import type { Command } from "./model.ts";
import type { World } from "../world.ts";

const MOST_BY_TYPE: Readonly<Record<number, number>> = {
  [COMMAND.CHAT_INPUT]: 100,
  [COMMAND.USER]: 15,
  [COMMAND.MESSAGE]: 15,
};
const MOST_CREATES = 200;
const A_DAY_MS = 86_400_000;

/** Commands of one scope: a server's own, or the global ones for null. */
export function commandsOf(world: World, guildId: string | null): readonly Command[] {
  return [...world.commands.values()].filter((command) => command.guildId === guildId);
}

export function findCommand(world: World, guildId: string | null, commandId: string): Command {
  const command = world.commands.get(commandId);
  if (command === undefined || command.guildId !== guildId) throw refusal("unknownCommand");
  return command;
}

/** Creates a command, or replaces the one of the same name and type. */
export function upsertCommand(
  world: World,
  guildId: string | null,
  form: Form,
): { readonly command: Command; readonly isNew: boolean } {
  const draft = readCommand(form, guildId, null);
  const existing = commandsOf(world, guildId).find((command) => isSameCommand(command, draft));
  if (existing === undefined) {
    requireRoom([...commandsOf(world, guildId), draft]);
    countCreates(world, guildId, 1);
  }
  return { command: store(world, draft, existing), isNew: existing === undefined };
}

export function modifyCommand(world: World, guildId: string | null, commandId: string, form: Form): Command {
  const before = findCommand(world, guildId, commandId);
  const draft = readCommand(form, guildId, before);
  const isTaken = commandsOf(world, guildId).some(
    (command) => command.id !== commandId && isSameCommand(command, draft),
  );
  if (isTaken) throw duplicateName(["name"]);
  return store(world, draft, before);
}

/** Replaces all commands of a scope; one that keeps its name and type keeps its id and costs no create. */
export function replaceCommands(
  world: World,
  guildId: string | null,
  forms: readonly Form[],
): readonly Command[] {
  const drafts = forms.map((form) => readCommand(form, guildId, null));
  for (const [index, draft] of drafts.entries()) {
    if (drafts.slice(0, index).some((earlier) => isSameCommand(earlier, draft))) {
      throw duplicateName([index, "name"]);
    }
  }
  requireRoom(drafts);
  const before = commandsOf(world, guildId);
  const existingOf = (draft: CommandDraft) => before.find((command) => isSameCommand(command, draft));
  countCreates(world, guildId, drafts.filter((draft) => existingOf(draft) === undefined).length);
  for (const command of before) {
    if (!drafts.some((draft) => isSameCommand(command, draft))) world.commands.delete(command.id);
  }
  return drafts.map((draft) => store(world, draft, existingOf(draft)));
}

export function deleteCommand(world: World, guildId: string | null, commandId: string): void {
  findCommand(world, guildId, commandId);
  world.commands.delete(commandId);
  world.context.changed("discord", commandId);
}

/** The version changes only when the command does. */
function store(world: World, draft: CommandDraft, existing: Command | undefined): Command {
  if (existing !== undefined) {
    const { id, version } = existing;
    if (isDeepStrictEqual(existing, { ...draft, id, version })) return existing;
    return put(world, { ...draft, id, version: world.nextId() });
  }
  return put(world, { ...draft, id: world.nextId(), version: world.nextId() });
}

function put(world: World, command: Command): Command {
  world.commands.set(command.id, command);
  world.context.changed("discord", command.id);
  return command;
}

function isSameCommand(first: CommandDraft, second: CommandDraft): boolean {
  return first.name === second.name && first.type === second.type;
}

function requireRoom(commands: readonly CommandDraft[]): void {
  for (const [type, most] of Object.entries(MOST_BY_TYPE)) {
    if (commands.filter((command) => command.type === Number(type)).length > most) {
      throw refusal("tooManyCommands");
    }
  }
}

function countCreates(world: World, guildId: string | null, count: number): void {
  const now = world.context.now();
  const scope = guildId ?? "global";
  const lately = (world.commandCreates.get(scope) ?? []).filter((at) => now - at < A_DAY_MS);
  if (lately.length + count > MOST_CREATES) throw refusal("tooManyCommandCreates");
  world.commandCreates.set(scope, [...lately, ...Array.from({ length: count }, () => now)]);
}

function duplicateName(path: readonly (string | number)[]) {
  return invalidForm(path, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
}
