import {
  commandsOf,
  deleteCommand,
  findCommand,
  modifyCommand,
  replaceCommands,
  upsertCommand,
} from "../commands/commands.ts";
import { refusal } from "../rest/errors.ts";
import { readForm, readForms } from "../rest/form.ts";
import { requireGuild } from "../guild/guards.ts";
import type { Command } from "../commands/model.ts";
import { type Call, created, noContent, ok, type Route } from "../rest/rest.ts";
import { commandToWire } from "../wire/command.ts";
import type { World } from "../world.ts";

/** Global commands and the server's own: the same calls under two paths. */
export function commandRoutes(world: World): readonly Route[] {
  return [
    ...scopeRoutes(world, "/applications/:application_id/commands"),
    ...scopeRoutes(world, "/applications/:application_id/guilds/:guild_id/commands"),
  ];
}

function scopeRoutes(world: World, all: string): readonly Route[] {
  const one = `${all}/:command_id`;
  const { applicationId } = world.identity;
  const wire = (command: Command) => commandToWire(command, applicationId, true);
  const read = (call: Call, command: Command) =>
    commandToWire(command, applicationId, call.query["with_localizations"] === "true");
  const scope = (call: Call) => scopeOf(world, call);
  return [
    {
      method: "GET",
      path: all,
      answer: (call) => ok(commandsOf(world, scope(call)).map((command) => read(call, command))),
    },
    {
      method: "POST",
      path: all,
      answer(call) {
        const { command, isNew } = upsertCommand(world, scope(call), readForm(call.body));
        return isNew ? created(wire(command)) : ok(wire(command));
      },
    },
    {
      method: "PUT",
      path: all,
      answer: (call) => ok(replaceCommands(world, scope(call), readForms(call.body)).map(wire)),
    },
    {
      method: "GET",
      path: one,
      answer: (call) => ok(read(call, findCommand(world, scope(call), call.param("command_id")))),
    },
    {
      method: "PATCH",
      path: one,
      answer: (call) =>
        ok(wire(modifyCommand(world, scope(call), call.param("command_id"), readForm(call.body)))),
    },
    {
      method: "DELETE",
      path: one,
      answer(call) {
        deleteCommand(world, scope(call), call.param("command_id"));
        return noContent;
      },
    },
  ];
}

/** The server in the path, or null for global; the application must be the bot's own. */
function scopeOf(world: World, call: Call): string | null {
  if (call.param("application_id") !== world.identity.applicationId) throw refusal("otherApplication");
  const guildId = call.param("guild_id");
  if (guildId === "") return null;
  requireGuild(world, guildId);
  return guildId;
}
