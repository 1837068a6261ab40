import { COMMAND } from "../commands/form.ts";
import { offeredCommands } from "../commands/offer.ts";
import { guildChannels } from "../channels/channels.ts";
import { CHANNEL, type Channel, type ThreadChannel } from "../channels/model.ts";
import type { Command } from "../commands/model.ts";
import type { Interaction } from "../interactions/model.ts";
import { type Message, MESSAGE_FLAG } from "../messages/model.ts";
import { dmOf } from "../channels/dms.ts";
import { fieldsOf, type Modal } from "../interactions/modal.ts";
import { originalOf } from "../interactions/answers.ts";
import type { Person } from "../people/people.ts";
import { canSee, canSeeMessage } from "../people/sight.ts";
import { namesOf } from "../guild/permission-bits.ts";
import { byAge, mintedAt } from "../snowflake.ts";
import type { World } from "../world.ts";

/** The DM with the bot as the person sees it, ephemeral replies in it included. */
export function dmView(world: World, person: Person): object {
  const channel = dmOf(world, person.user.id);
  return channel === undefined ? { channelId: null, messages: [] } : channelView(world, person, channel);
}

/** A channel as the person sees it, oldest message first. */
export function channelView(world: World, person: Person, channel: Channel): object {
  const messages = world.messages
    .inChannel(channel.id)
    .filter((message) => canSeeMessage(world, person, channel, message))
    .map((message) => messageView(world, message));
  const offered = (type: number) => offeredCommands(world, person.member, channel, type).map(commandView);
  return {
    channelId: channel.id,
    messages,
    commands: offered(COMMAND.CHAT_INPUT),
    messageCommands: offered(COMMAND.MESSAGE),
  };
}

function messageView(world: World, message: Message): object {
  const author = world.users.get(message.authorId);
  return {
    id: message.id,
    author: author?.bot === true || message.copyOf !== null ? "bot" : "member",
    authorId: message.authorId,
    authorName: author?.globalName ?? author?.username ?? message.copyOf?.webhookName ?? "",
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    ephemeral: (message.flags & MESSAGE_FLAG.EPHEMERAL) !== 0,
    thinking: (message.flags & MESSAGE_FLAG.LOADING) !== 0,
    at: mintedAt(message.id),
    edited: message.editedAt !== null,
    attachments: message.attachments.map(({ id, filename, contentType, file }) => ({
      id,
      name: filename,
      contentType,
      bytes: file.bytes,
      sha256: file.sha256,
    })),
    stickers: message.extras.stickers.map(({ name }) => name),
    poll: message.extras.poll,
    forwarded: message.extras.forwarded?.content ?? null,
    repliesTo: message.repliesTo,
  };
}

export function interactionView(world: World, interaction: Interaction): object {
  const original = originalOf(world, interaction);
  const isShown = original !== undefined && (original.flags & MESSAGE_FLAG.LOADING) === 0;
  return {
    state: interaction.state,
    form: interaction.modal === null ? null : formView(interaction.modal),
    ...(typeof interaction.choices === "string"
      ? {}
      : { choices: interaction.choices.map(({ name, value }) => ({ name, value })) }),
    reply: isShown
      ? {
          messageId: original.id,
          content: original.content,
          components: original.components,
          ephemeral: (original.flags & MESSAGE_FLAG.EPHEMERAL) !== 0,
        }
      : null,
  };
}

function formView(modal: Modal): object {
  const { customId, title, parts } = modal;
  const texts = parts.flatMap((part) => (part.kind === "display" ? [part.content] : []));
  return { customId, title, texts, fields: fieldsOf(modal) };
}

/** The whole server: who is there, what there is, and who may see it. */
export function serverView(world: World): object {
  const people = peopleOf(world);
  const channels = [...guildChannels(world)].toSorted((a, b) => a.position - b.position || byAge(a, b));
  const { id, name, ownerId, features } = world.guild;
  return {
    guild: { id, name, ownerId, features },
    roles: [...world.roles.values()]
      .toSorted((a, b) => b.position - a.position)
      .map((role) => ({
        id: role.id,
        name: role.name,
        position: role.position,
        color: role.color,
        managed: role.managed,
        permissions: namesOf(role.permissions),
      })),
    categories: channels
      .filter(({ type }) => type === CHANNEL.CATEGORY)
      .map((category) => ({ id: category.id, name: category.name, position: category.position })),
    channels: channels
      .filter(({ type }) => type !== CHANNEL.CATEGORY)
      .map((channel) => ({
        id: channel.id,
        name: channel.name,
        type: channel.type,
        topic: channel.topic,
        parentId: channel.parentId,
        position: channel.position,
        visibleTo: visibleTo(world, channel),
      })),
    commands: [...world.commands.values()].map(commandView),
    members: people.map(({ user, member }) => ({
      id: user.id,
      name: user.globalName ?? user.username,
      bot: user.bot,
      locale: user.locale,
      dmsOpen: user.dmsOpen,
      roles: member.roles,
    })),
  };
}

function peopleOf(world: World): readonly Person[] {
  return [...world.members.values()].flatMap((member): readonly Person[] => {
    const user = world.users.get(member.userId);
    return user === undefined ? [] : [{ user, member }];
  });
}

function visibleTo(world: World, channel: Channel): readonly string[] {
  return peopleOf(world)
    .filter((person) => canSee(world, person, channel))
    .map(({ user }) => user.id);
}

export function threadView(world: World, thread: ThreadChannel): object {
  const { id, name, parentId, archived, locked, members, appliedTags } = thread;
  const parent = world.channels.get(parentId);
  const known = parent?.kind === "guild" ? parent.tags : [];
  const tags = appliedTags.map((tag) => known.find((one) => one.id === tag)?.name ?? tag);
  return {
    id,
    name,
    parentId,
    archived,
    locked,
    tags,
    members: members.map(({ userId }) => userId),
    visibleTo: visibleTo(world, thread),
  };
}

function commandView(command: Command): object {
  return {
    id: command.id,
    name: command.name,
    description: command.description,
    scope: command.guildId === null ? "global" : "guild",
    options: command.options.map(({ name, description, type, required }) => ({
      name,
      description,
      type,
      required,
    })),
  };
}
