import { Routes } from "discord-api-types/v10";

import type { Found, ReadRequest, Reading, ResolvedFields, Target } from "../../provision/ports.ts";
import {
  canonicalCommand,
  commandBody,
  foundCommandFields,
  type CommandSpec,
  type WireCommand,
} from "./command-fields.ts";
import { createdAt, type Server } from "./server.ts";
import { textOf } from "./text-of.ts";

type Scope = CommandSpec["scope"];

/** Commands are written one by one: a bulk overwrite would take away what flexcord does not know of. */
export function commandTarget(server: Server): Target {
  return {
    kind: "discord.command",
    noun: "command",
    rewritten: [],
    guarded: [],
    isFixed: (field) => field === "type" || field === "scope",
    read: (request) => read(server, request),
    alike: (found, wanted) =>
      (["name", "type", "scope"] as const).every((field) => found[field] === wanted[field]),
    // The list holds our own application's commands only.
    owns: () => true,
    async create({ fields }) {
      const scope = fields["scope"] as Scope;
      const route = await listRoute(server, scope);
      const doing = `registering the ${named(fields)}`;
      return foundCommand(await server.write<WireCommand>("post", route, commandBody(fields), doing), scope);
    },
    async update({ id, fields }) {
      const scope = fields["scope"] as Scope;
      const route = `${await listRoute(server, scope)}/${id}` as const;
      const doing = `changing the ${named(fields)}`;
      // The type stays what it is, and Discord does not take it in a change.
      const { type: _, ...body } = commandBody(fields);
      return foundCommand(await server.write<WireCommand>("patch", route, body, doing), scope);
    },
    async remove({ id, name, fields }) {
      const route = `${await listRoute(server, fields["scope"] as Scope)}/${id}` as const;
      await server.write("delete", route, undefined, `removing the command "${name}"`);
    },
  };
}

const SCOPES: readonly Scope[] = ["global", "guild"];

async function read(server: Server, { resources, knownIds, hasOrphans }: ReadRequest): Promise<Reading> {
  const described = new Set(resources.map(({ spec }) => spec["scope"] as Scope));
  // Which scope a command had that is no longer described, nobody remembers.
  const first = SCOPES.filter((scope) => hasOrphans || described.has(scope));
  const found = await listed(server, first);
  // What is missing may be in the other scope: gone, or described with another one than it has.
  const missing = [...knownIds].some((id) => found.every((command) => command.id !== id));
  const others = missing ? SCOPES.filter((scope) => !first.includes(scope)) : [];
  return {
    found: [...found, ...(await listed(server, others))],
    wanted: ({ spec }) => {
      const fields = canonicalCommand(spec as unknown as CommandSpec);
      return { fields, name: textOf(fields, "name"), notes: [] };
    },
  };
}

async function listed(server: Server, scopes: readonly Scope[]): Promise<readonly Found[]> {
  const lists = await Promise.all(
    scopes.map(async (scope) => {
      const route = await listRoute(server, scope);
      const commands = await server.read<readonly WireCommand[]>(route, "reading the commands", {
        with_localizations: "true",
      });
      return commands.map((command) => foundCommand(command, scope));
    }),
  );
  return lists.flat();
}

async function listRoute(server: Server, scope: Scope): Promise<`/${string}`> {
  const { applicationId } = await server.self();
  return scope === "global"
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, server.guildId);
}

function foundCommand(command: WireCommand, scope: Scope): Found {
  const fields = foundCommandFields(command, scope);
  const background = fields["type"] === "entry-point";
  return { id: command.id, name: command.name, createdAt: createdAt(command.id), fields, background };
}

const named = (fields: ResolvedFields): string =>
  `${textOf(fields, "type")} command "${textOf(fields, "name")}"`;
