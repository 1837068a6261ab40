import type { Member } from "../guild/model.ts";
import type { World } from "../world.ts";
import { userToWire } from "./user.ts";

export function memberToWire(world: World, member: Member): object {
  const user = world.users.get(member.userId);
  return { ...partialMemberToWire(member), ...(user === undefined ? {} : { user: userToWire(user) }) };
}

/** Without the user, as it accompanies a message. */
export function partialMemberToWire(member: Member): object {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    flags: 0,
    joined_at: new Date(member.joinedAt).toISOString(),
    nick: null,
    pending: false,
    premium_since: null,
    roles: member.roles,
    mute: false,
    deaf: false,
  };
}
