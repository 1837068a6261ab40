import { ControlError } from "../../control-error.ts";
import { blockingRule } from "../guild/automod.ts";
import { findComponent } from "../messages/component-form.ts";
import { offeredCommands } from "../commands/offer.ts";
import { type OptionValues, toWireOptions } from "../commands/values.ts";
import { openDm } from "../channels/dms.ts";
import { INTENT } from "../gateway/dispatch.ts";
import { startCommand, startPress, startSubmit } from "../interactions/interactions.ts";
import { MESSAGE_MENTIONS } from "../messages/mentions.ts";
import { fillModal } from "../interactions/modal-values.ts";
import { blankMessage, changeMessage, mentionsOf, postMessage, removeMessage } from "../messages/messages.ts";
import type { Channel } from "../channels/model.ts";
import type { Command } from "../commands/model.ts";
import type { Member, User } from "../guild/model.ts";
import type { Interaction } from "../interactions/model.ts";
import type { Message } from "../messages/model.ts";
import { CHANNEL } from "../channels/model.ts";
import { MESSAGE_FLAG } from "../messages/model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, has } from "../guild/permissions.ts";
import { messageParts, type PersonMessage, requireContent } from "./message.ts";
import { wakeThread } from "../channels/threads.ts";
import { mintedAt, snowflakeAt } from "../snowflake.ts";
import { memberToWire } from "../wire/member.ts";
import type { World } from "../world.ts";

const BUTTON = 2;
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

/** Uses a slash command, where Discord would offer it; in #general-like channels unless told where. */
export function useCommand(
  world: World,
  person: Person,
  use: { readonly name: string; readonly channelId: string | undefined; readonly options: OptionValues },
): Interaction {
  const { channel, command } = offered(world, person, use);
  return startCommand(world, person.user, channel, {
    command,
    options: toWireOptions(command.options, use.options),
  });
}

/** A command where Discord would offer it. */
function offered(
  world: World,
  person: Person,
  use: { readonly name: string; readonly channelId: string | undefined },
): { readonly channel: Channel; readonly command: Command } {
  const channel = whereFor(world, person, use.channelId);
  const command = offeredCommands(world, person.member, channel).find(({ name }) => name === use.name);
  if (command === undefined) {
    throw new ControlError(
      409,
      `Discord does not offer ${nameOf(person.user)} the command /${use.name} there.`,
    );
  }
  return { channel, command };
}

/** Types into an option of a slash command, which asks for choices where the option is completed. */
export function typeInto(
  world: World,
  person: Person,
  typing: {
    readonly name: string;
    readonly channelId: string | undefined;
    readonly option: string;
    readonly text: string;
  },
): Interaction {
  const { channel, command } = offered(world, person, typing);
  const option = command.options.find(({ name }) => name === typing.option);
  if (option?.autocomplete !== true) {
    throw new ControlError(409, `Discord completes no option "${typing.option}" of /${typing.name}.`);
  }
  const { type, name } = option;
  // Discord sends what was typed, whatever the type of the option.
  const options = [{ type, name, value: typing.text, focused: true }];
  return startCommand(world, person.user, channel, { command, options, typing: true });
}

export function press(world: World, person: Person, messageId: string, customId: string): Interaction {
  const message = world.messages.get(messageId);
  const channel = message === undefined ? undefined : world.channels.get(message.channelId);
  if (message === undefined || channel === undefined || !canSeeMessage(world, person, channel, message)) {
    throw new ControlError(404, `${nameOf(person.user)} sees no message ${messageId}.`);
  }
  const component = findComponent(message.components, customId);
  if (component?.type !== BUTTON) {
    throw new ControlError(404, `Message ${messageId} has no button "${customId}".`);
  }
  if (component.disabled === true) throw new ControlError(409, `The button "${customId}" is disabled.`);
  return startPress(world, person.user, channel, { message, component });
}

/** Fills in the form that an earlier press or command opened. */
export function submitForm(
  world: World,
  person: Person,
  opened: Interaction,
  values: Readonly<Record<string, unknown>>,
): Interaction {
  const { modal, channelId } = opened;
  const channel = world.channels.get(channelId);
  if (modal === null || channel === undefined) {
    throw new ControlError(409, `The interaction ${opened.id} opened no form.`);
  }
  const filled = fillModal(world, modal, values);
  return startSubmit(world, person.user, channel, { modal, opened, ...filled });
}

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

function nameOf(user: User): string {
  return user.globalName ?? user.username;
}
