import { ControlError } from "../../control-error.ts";
import { INTENT } from "../gateway/dispatch.ts";
import { botMember } from "../guild/guards.ts";
import type { Person } from "./people.ts";
import { canSee } from "./sight.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, has } from "../guild/permissions.ts";
import { memberToWire } from "../wire/member.ts";
import type { World } from "../world.ts";

/** Puts an emoji on a message that the person sees, or takes it off. */
export function react(
  world: World,
  person: Person,
  wanted: { readonly messageId: string; readonly emoji: string; readonly on: boolean },
): void {
  const message = world.messages.get(wanted.messageId);
  const channel = message === undefined ? undefined : world.channels.get(message.channelId);
  if (message === undefined || channel === undefined || !canSee(world, person, channel)) {
    throw new ControlError(404, `The person sees no message ${wanted.messageId}.`);
  }
  const custom = /^:(?<name>\w+):(?<id>\d+)$/u.exec(wanted.emoji)?.groups;
  const emoji = { id: custom?.["id"] ?? null, name: custom?.["name"] ?? wanted.emoji };
  const ofGuild = channel.kind !== "dm";
  if (ofGuild && !has(channelPermissions(world, botMember(world), channel), PERMISSION.VIEW_CHANNEL)) return;
  const ofServer = ofGuild
    ? { guild_id: world.guild.id, ...(wanted.on ? { member: memberToWire(world, person.member) } : {}) }
    : {};
  world.emit({
    event: wanted.on ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE",
    data: {
      user_id: person.user.id,
      channel_id: message.channelId,
      message_id: message.id,
      emoji,
      burst: false,
      type: 0,
      ...(wanted.on ? { message_author_id: message.authorId } : {}),
      ...ofServer,
    },
    intent: ofGuild ? INTENT.GUILD_MESSAGE_REACTIONS : INTENT.DIRECT_MESSAGE_REACTIONS,
    ofGuild,
  });
}
