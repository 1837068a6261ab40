import { ControlError } from "../../control-error.ts";
import { COMMAND } from "./form.ts";
import { offeredCommands } from "./offer.ts";
import { startTargeted } from "../interactions/interactions.ts";
import type { Channel } from "../channels/model.ts";
import type { Command } from "./model.ts";
import type { Interaction } from "../interactions/model.ts";
import { MESSAGE_FLAG } from "../messages/model.ts";
import type { Person } from "../people/people.ts";
import { canSeeMessage, whereFor } from "../people/sight.ts";
import type { World } from "../world.ts";

/** Uses a command of a message's menu, on a message the person sees. */
export function useMessageCommand(
  world: World,
  person: Person,
  { name, messageId }: { readonly name: string; readonly messageId: string },
): Interaction {
  const message = world.messages.get(messageId);
  const channel = message === undefined ? undefined : world.channels.get(message.channelId);
  if (message === undefined || channel === undefined || !canSeeMessage(world, person, channel, message)) {
    throw new ControlError(404, `${person.user.username} sees no message ${messageId}.`);
  }
  if ((message.flags & MESSAGE_FLAG.EPHEMERAL) !== 0) {
    throw new ControlError(409, "Discord offers no commands on a message that only one person sees.");
  }
  const command = offered(world, person, { channel, name, type: COMMAND.MESSAGE });
  return startTargeted(world, person.user, channel, { command, target: message });
}

/** Uses a command of somebody's menu. */
export function useUserCommand(
  world: World,
  person: Person,
  wanted: { readonly name: string; readonly memberId: string; readonly channelId: string | undefined },
): Interaction {
  const { name, memberId, channelId } = wanted;
  const target = world.members.get(memberId);
  if (target === undefined) throw new ControlError(404, `There is no member ${memberId}.`);
  const channel = whereFor(world, person, channelId);
  const command = offered(world, person, { channel, name, type: COMMAND.USER });
  return startTargeted(world, person.user, channel, { command, target });
}

function offered(
  world: World,
  { user, member }: Person,
  { channel, name, type }: { readonly channel: Channel; readonly name: string; readonly type: number },
): Command {
  const found = offeredCommands(world, member, channel, type).find((command) => command.name === name);
  if (found !== undefined) return found;
  throw new ControlError(409, `Discord does not offer ${user.username} the command "${name}" there.`);
}
