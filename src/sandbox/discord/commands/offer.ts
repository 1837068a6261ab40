import { COMMAND } from "./form.ts";
import { commandsOf } from "./commands.ts";
import type { Channel } from "../channels/model.ts";
import type { Command } from "./model.ts";
import type { Member } from "../guild/model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, has } from "../guild/permissions.ts";
import type { World } from "../world.ts";

const CONTEXT = { GUILD: 0, BOT_DM: 1 } as const;

/**
 * The commands of a type that Discord would show a member in a channel. In the bot's DM these are the global ones
 * with that context; on the server a command of its own hides a global one of the same name.
 */
export function offeredCommands(
  world: World,
  member: Member,
  channel: Channel,
  wanted: number = COMMAND.CHAT_INPUT,
): readonly Command[] {
  const isWanted = ({ type }: Command) => type === wanted;
  const globals = commandsOf(world, null).filter(isWanted);
  if (channel.kind === "dm") {
    return globals.filter((command) => isOfferedIn(command, CONTEXT.BOT_DM));
  }
  const bits = channelPermissions(world, member, channel);
  if (!has(bits, PERMISSION.VIEW_CHANNEL | PERMISSION.USE_APPLICATION_COMMANDS)) return [];
  const own = commandsOf(world, world.guild.id).filter(isWanted);
  const names = new Set(own.map(({ name }) => name));
  return [
    ...own,
    ...globals.filter((command) => isOfferedIn(command, CONTEXT.GUILD) && !names.has(command.name)),
  ].filter((command) => isPermitted(command, bits));
}

function isOfferedIn(command: Command, context: number): boolean {
  return command.contexts === null || command.contexts.includes(context);
}

/** default_member_permissions: all of its bits are needed, and "0" leaves administrators only. */
function isPermitted({ defaultMemberPermissions: needed }: Command, bits: bigint): boolean {
  if (needed === null || has(bits, PERMISSION.ADMINISTRATOR)) return true;
  return needed !== 0n && has(bits, needed);
}
