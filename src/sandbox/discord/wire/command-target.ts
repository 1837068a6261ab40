import type { Member } from "../guild/model.ts";
import type { Message } from "../messages/model.ts";
import type { World } from "../world.ts";
import { partialMemberToWire } from "./member.ts";
import { messageToWire } from "./message.ts";
import { userToWire } from "./user.ts";

/** What a command was used on, as its interaction's data has it. */
export function targetToWire(world: World, target: Message | Member): object {
  if ("content" in target) {
    const messages = { [target.id]: messageToWire(world, target) };
    return { target_id: target.id, resolved: { messages } };
  }
  const { userId } = target;
  const user = world.users.get(userId);
  return {
    target_id: userId,
    resolved: {
      users: user === undefined ? {} : { [userId]: userToWire(user) },
      members: { [userId]: partialMemberToWire(target) },
    },
  };
}
