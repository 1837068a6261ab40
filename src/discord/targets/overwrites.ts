import { OverwriteType, type APIOverwrite } from "discord-api-types/v10";

import type { Value } from "../../provision/ports.ts";
import { bitsOf, namesOf, sameOrder } from "./permission-names.ts";
import type { Self } from "./server.ts";

/** What one role, the bot or everyone may do in a channel, by permission names. */
export interface Overwrite<Target> {
  /** "everyone", "bot", "member:ID", or a role. */
  readonly target: Target;
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

interface Place {
  readonly guildId: string;
  readonly self: Self;
}

const MEMBER = "member:";

/** Rules that say nothing are left out: Discord keeps them, and they mean nothing. */
export function canonicalOverwrites(overwrites: readonly Overwrite<Value>[]): readonly Value[] {
  return overwrites
    .filter(({ allow, deny }) => allow.length + deny.length > 0)
    .map(({ target, allow, deny }) => ({ target, allow: sameOrder(allow), deny: sameOrder(deny) }));
}

export function foundOverwrites(overwrites: readonly APIOverwrite[], place: Place): readonly Value[] {
  return canonicalOverwrites(
    overwrites.map((overwrite) => ({
      target: targetOf(overwrite, place),
      allow: namesOf(overwrite.allow),
      deny: namesOf(overwrite.deny),
    })),
  );
}

function targetOf({ id, type }: APIOverwrite, { guildId, self }: Place): Value {
  if (id === guildId) return "everyone";
  if (id === botTarget(self).id) return "bot";
  return type === OverwriteType.Member ? `${MEMBER}${id}` : { remote: { kind: "discord.role", id } };
}

/** The bot is meant through its own role, or as a member where it has none. */
function botTarget({ roleId, botId }: Self): { readonly id: string; readonly type: OverwriteType } {
  return roleId === null
    ? { id: botId, type: OverwriteType.Member }
    : { id: roleId, type: OverwriteType.Role };
}

/** As Discord takes them, whole: they are replaced in one request and never for a moment missing. */
export function overwritesBody(overwrites: readonly Overwrite<string>[], place: Place) {
  return overwrites.map(({ target, allow, deny }) => ({
    ...wireTarget(target, place),
    allow: bitsOf(allow),
    deny: bitsOf(deny),
  }));
}

function wireTarget(target: string, { guildId, self }: Place) {
  if (target === "everyone") return { id: guildId, type: OverwriteType.Role };
  if (target === "bot") return botTarget(self);
  if (target.startsWith(MEMBER)) return { id: target.slice(MEMBER.length), type: OverwriteType.Member };
  return { id: target, type: OverwriteType.Role };
}
