import type { Resource } from "../../domain/blueprint.ts";
import type { Intention } from "../../provision/ports.ts";
import { neededPermissions } from "../targets/preflight.ts";
import { bitsOf } from "../targets/permission-names.ts";

export interface InviteOptions {
  readonly applicationId: string;
  /** What is to be deployed: it decides which rights the bot asks for. */
  readonly resources: readonly Resource[];
  /** Chosen beforehand on the page the link leads to. */
  readonly guildId?: string;
}

/** The link that lets the bot into a server with exactly the rights that a deploy of the resources needs. */
export function inviteLink({ applicationId, resources, guildId }: InviteOptions): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: bitsOf(neededPermissions(resources.map(creation))),
    ...(guildId === undefined ? {} : { guild_id: guildId, disable_guild_select: "true" }),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** A resource as a preflight would see it on an empty server. */
export function creation({ kind, key, spec, origin }: Resource): Intention {
  return {
    kind,
    key,
    creates: true,
    deletes: false,
    id: null,
    origin,
    fields: spec,
    changed: new Set(Object.keys(spec)),
  };
}
