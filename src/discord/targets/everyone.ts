import { Routes, type APIRole } from "discord-api-types/v10";

import type { Found, Target } from "../../provision/ports.ts";
import { bitsOf, namesOf, sameOrder } from "./permission-names.ts";
import { createdAt, type Server } from "./server.ts";

/** What everybody may do on the server: the one role that is always there, of which only the rights are ours. */
export function everyoneTarget(server: Server): Target {
  const write = async (fields: { readonly [field: string]: unknown }): Promise<Found> => {
    const body = { permissions: bitsOf(fields["permissions"] as readonly string[]) };
    const route = Routes.guildRole(server.guildId, server.guildId);
    return foundEveryone(await server.write("patch", route, body, "changing what everyone may do"));
  };
  return {
    kind: "discord.everyone",
    // Its only key is `everyone`.
    noun: "rights of",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read() {
      const role = (await server.roles()).find(({ id }) => id === server.guildId);
      return {
        found: role === undefined ? [] : [foundEveryone(role)],
        wanted: ({ spec }) => ({
          fields: { permissions: sameOrder(spec["permissions"] as readonly string[]) },
          name: "@everyone",
          notes: [],
        }),
      };
    },
    // There is one, and whoever describes it means it.
    alike: () => true,
    owns: () => true,
    create: ({ fields }) => write(fields),
    update: ({ fields }) => write(fields),
    stays: "everyone always has some rights, and which they had before nobody remembers",
  };
}

function foundEveryone({ id, permissions }: APIRole): Found {
  return {
    id,
    name: "@everyone",
    createdAt: createdAt(id),
    fields: { permissions: namesOf(permissions) },
    background: true,
  };
}
