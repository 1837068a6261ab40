import { ControlError } from "../control-error.ts";
import { INTENT } from "./dispatch.ts";
import { canSee, type Person } from "./people.ts";
import type { World } from "./world.ts";

/** Puts an emoji on a message of the person's direct messages, or takes it off. */
export function react(
  world: World,
  person: Person,
  wanted: { readonly messageId: string; readonly emoji: string; readonly on: boolean },
): void {
  const message = world.messages.get(wanted.messageId);
  const channel = message === undefined ? undefined : world.channels.get(message.channelId);
  if (message === undefined || channel?.kind !== "dm" || !canSee(world, person, channel)) {
    throw new ControlError(404, `There is no message ${wanted.messageId} in the person's direct messages.`);
  }
  const custom = /^:(?<name>\w+):(?<id>\d+)$/u.exec(wanted.emoji)?.groups;
  const emoji = { id: custom?.["id"] ?? null, name: custom?.["name"] ?? wanted.emoji };
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
    },
    intent: INTENT.DIRECT_MESSAGE_REACTIONS,
    ofGuild: false,
  });
}
