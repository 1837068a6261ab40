import { ControlError } from "../../control-error.ts";
import { type Channel, CHANNEL } from "../channels/model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, has } from "../guild/permissions.ts";
import { type Message, MESSAGE_FLAG } from "../messages/model.ts";
import type { World } from "../world.ts";
import { type Person, nameOf } from "./people.ts";

export function canSee(world: World, { user, member }: Person, channel: Channel): boolean {
  if (channel.kind === "dm") return channel.recipientId === user.id;
  return has(channelPermissions(world, member, channel), PERMISSION.VIEW_CHANNEL);
}

/** Ephemeral messages are seen by the one whose interaction they answer. */
export function canSeeMessage(world: World, person: Person, channel: Channel, message: Message): boolean {
  const isEphemeral = (message.flags & MESSAGE_FLAG.EPHEMERAL) !== 0;
  if (isEphemeral && message.origin?.userId !== person.user.id) return false;
  return canSee(world, person, channel);
}

/** A channel the person sees. */
export function channelFor(world: World, person: Person, channelId: string): Channel {
  const channel = world.channels.get(channelId);
  if (channel !== undefined && canSee(world, person, channel)) return channel;
  throw new ControlError(404, `${nameOf(person.user)} sees no channel ${channelId}.`);
}

/** The channel that was named, or one where people usually are. */
export function whereFor(world: World, person: Person, channelId: string | undefined): Channel {
  return channelId === undefined ? usualChannel(world, person) : channelFor(world, person, channelId);
}

function usualChannel(world: World, person: Person): Channel {
  const system = world.guild.systemChannelId;
  const channels = [...(system === null ? [] : [world.channels.get(system)]), ...world.channels.values()];
  const channel = channels.find(
    (one) => one?.kind === "guild" && one.type === CHANNEL.TEXT && canSee(world, person, one),
  );
  if (channel === undefined) throw new ControlError(409, `${nameOf(person.user)} sees no text channel.`);
  return channel;
}
