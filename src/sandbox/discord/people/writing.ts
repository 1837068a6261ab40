import { ControlError } from "../../control-error.ts";
import { openDm } from "../channels/dms.ts";
import { type Channel, CHANNEL } from "../channels/model.ts";
import { wakeThread } from "../channels/threads.ts";
import { blockingRule } from "../guild/automod.ts";
import type { User } from "../guild/model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, has } from "../guild/permissions.ts";
import { MESSAGE_MENTIONS } from "../messages/mentions.ts";
import { blankMessage, changeMessage, postMessage, removeMessage, mentionsOf } from "../messages/messages.ts";
import type { Message } from "../messages/model.ts";
import type { World } from "../world.ts";
import { messageParts, type PersonMessage, requireContent } from "./message.ts";
import { type Person, nameOf } from "./people.ts";
import { channelFor } from "./sight.ts";

/** Writes to the bot; the DM is opened by the first line. */
export function writeDm(world: World, { user }: Person, wanted: PersonMessage): Message {
  return write(world, user, openDm(world, user.id), wanted);
}

/** Writes in a server channel, where the person may. */
export function say(world: World, person: Person, channelId: string, wanted: PersonMessage): Message {
  const channel = channelFor(world, person, channelId);
  if (channel.kind === "dm") throw new ControlError(409, "That is a DM, not a channel of the server.");
  if (channel.type === CHANNEL.CATEGORY || channel.type === CHANNEL.FORUM) {
    throw new ControlError(409, `Nobody can write in ${channel.name}: it is not a text channel.`);
  }
  if (!has(channelPermissions(world, person.member, channel), PERMISSION.SEND_MESSAGES)) {
    throw new ControlError(409, `${nameOf(person.user)} may not write in #${channel.name}.`);
  }
  if (channel.kind === "thread") {
    if (channel.locked) throw new ControlError(409, `${channel.name} is locked.`);
    wakeThread(world, channel, person.member);
    return write(world, person.user, channel, wanted);
  }
  const rule = blockingRule(world, person.member, channel, wanted.content);
  if (rule !== undefined) {
    throw new ControlError(409, `The AutoMod rule "${rule.name}" keeps that out of #${channel.name}.`);
  }
  return write(world, person.user, channel, wanted);
}

/** Another text, or fewer files: Discord's clients add none to a message that was sent. */
export function editOwn(
  world: World,
  person: Person,
  messageId: string,
  {
    content,
    keepFiles,
  }: { readonly content: string | undefined; readonly keepFiles: readonly string[] | null },
): Message {
  const written = ownMessage(world, person, messageId);
  const attachments = written.attachments.filter(
    ({ id, filename }) => keepFiles === null || keepFiles.includes(id) || keepFiles.includes(filename),
  );
  requireContent(content ?? written.content, attachments.length > 0);
  return changeMessage(
    world,
    { ...written, attachments },
    {
      content,
      embeds: undefined,
      components: undefined,
      allowedMentions: MESSAGE_MENTIONS,
    },
  );
}

export function deleteOwn(world: World, person: Person, messageId: string): void {
  removeMessage(world, ownMessage(world, person, messageId));
}

function write(world: World, user: User, channel: Channel, wanted: PersonMessage): Message {
  const message: Message = {
    ...blankMessage(world, channel.id, user.id),
    ...messageParts(world, channel.id, wanted),
    ...mentionsOf(world, channel, user.id, wanted.content, MESSAGE_MENTIONS),
  };
  postMessage(world, message);
  return message;
}

function ownMessage(world: World, { user }: Person, messageId: string): Message {
  const message = world.messages.get(messageId);
  if (message?.authorId === user.id) return message;
  throw new ControlError(404, `${nameOf(user)} has written no message ${messageId}.`);
}
