import { ControlError } from "../../control-error.ts";
import { INTENT } from "../gateway/dispatch.ts";
import type { Member, User } from "../guild/model.ts";
import { mintedAt, snowflakeAt } from "../snowflake.ts";
import { memberToWire } from "../wire/member.ts";
import type { World } from "../world.ts";

/** The part of an id that is no time. */
const COUNTER = 0x3f_ffffn;

/** A person on the server, in both of Discord's senses. */
export interface Person {
  readonly user: User;
  readonly member: Member;
}

/** A new person joins the server, with an account that was made so long ago. */
export function joinServer(world: World, name: string, locale: string, accountAgeMs = 0): Person {
  const now = world.nextId();
  const id = snowflakeAt(mintedAt(now) - accountAgeMs, Number(BigInt(now) & COUNTER));
  const username = name.toLowerCase().replaceAll(/[^a-z0-9_.]/gu, "") || "member";
  const user: User = { id, username, globalName: name, bot: false, locale, dmsOpen: true };
  const member: Member = { userId: id, roles: [], joinedAt: world.context.now() };
  world.users.set(id, user);
  world.members.set(id, member);
  world.emit({
    event: "GUILD_MEMBER_ADD",
    data: { guild_id: world.guild.id, ...memberToWire(world, member) },
    intent: INTENT.GUILD_MEMBERS,
    ofGuild: true,
  });
  return { user, member };
}

export function giveRoles(world: World, { member }: Person, roles: readonly string[]): void {
  for (const id of roles) {
    const role = world.roles.get(id);
    if (role === undefined) throw new ControlError(404, `There is no role ${id}.`);
    if (role.managed || id === world.guild.id)
      throw new ControlError(409, `Nobody can be given ${role.name}.`);
  }
  const changed = { ...member, roles: [...new Set(roles)] };
  world.members.set(member.userId, changed);
  world.emit({
    event: "GUILD_MEMBER_UPDATE",
    data: { guild_id: world.guild.id, ...memberToWire(world, changed) },
    intent: INTENT.GUILD_MEMBERS,
    ofGuild: true,
  });
}

export function nameOf(user: User): string {
  return user.globalName ?? user.username;
}
