import type { Resource } from "../../domain/blueprint.ts";
import type { Config } from "../config.ts";
import type { Settings } from "../schema/settings.ts";
import { mergeRules, overwritesOf } from "./overwrites.ts";
import { automodResources } from "./automod.ts";
import { type LocalizedWords, localizedWords } from "./command-words.ts";
import { communityCommands } from "./community.ts";
import { newcomerResources } from "./newcomers.ts";
import { postResources } from "./posts.ts";
import { managed, refTo } from "./resource.ts";

type Command = Settings["discord"]["commands"][string];

/** The commands that are always there, with their words; the file may change those. */
export const standardCommands: ReadonlyMap<string, LocalizedWords> = new Map(
  (["helpme", "cases"] as const).map((key) => [key, localizedWords(key)]),
);

const withoutWords = { description: "", nameLocalizations: {}, descriptionLocalizations: {} };

export function discordResources(config: Config): readonly Resource[] {
  const { roles, categories, channels } = config.settings.discord;
  return [
    ...Object.entries(roles).map(([key, role], order) =>
      managed(config, "discord.role", key, ["discord", "roles", key], {
        name: role.name ?? key,
        permissions: role.permissions,
        color: role.color?.toLowerCase() ?? null,
        hoist: role.hoist,
        mentionable: role.mentionable,
        emoji: role.emoji,
        order,
      }),
    ),
    ...everyoneResources(config),
    ...Object.entries(categories).map(([key, category], order) =>
      managed(config, "discord.category", key, ["discord", "categories", key], {
        name: category.name ?? key,
        overwrites: overwritesOf(category.permissions),
        order,
      }),
    ),
    ...Object.keys(channels).map((key, order) => channelResource(config, key, order)),
    ...Object.entries(withStandard(config.settings)).map(([key, command]) =>
      commandResource(config, key, command),
    ),
    ...postResources(config),
    ...automodResources(config),
    ...newcomerResources(config),
  ];
}

/** The one role that is always there; it is never made and never deleted. */
function everyoneResources(config: Config): readonly Resource[] {
  const { everyone } = config.settings.discord;
  if (everyone === undefined) return [];
  const path = ["discord", "everyone"];
  const { permissions } = everyone;
  return [managed(config, "discord.everyone", "everyone", path, { permissions })];
}

function channelResource(config: Config, key: string, order: number): Resource {
  const { categories, channels } = config.settings.discord;
  const channel = channels[key] as (typeof channels)[string];
  const category = channel.category === null ? undefined : categories[channel.category];
  return managed(config, "discord.channel", key, ["discord", "channels", key], {
    name: channel.name ?? key,
    type: channel.type,
    category: channel.category === null ? null : refTo("discord.category", channel.category),
    topic: channel.topic,
    slowmode: channel.slowmode,
    nsfw: channel.nsfw,
    overwrites: overwritesOf(mergeRules(category?.permissions ?? {}, channel.permissions)),
    tags: channel.tags.map((tag) =>
      typeof tag === "string" ? { name: tag, emoji: null, moderated: false } : tag,
    ),
    requireTag: channel.requireTag,
    order,
  });
}

function withStandard(settings: Settings): Settings["discord"]["commands"] {
  const plain: Command = {
    type: "slash",
    scope: "global",
    options: [],
    defaultPermissions: null,
  };
  const standard = [...standardCommands.keys()].map((key) => [key, plain] as const);
  return { ...Object.fromEntries(standard), ...communityCommands(settings), ...settings.discord.commands };
}

function commandResource(config: Config, key: string, command: Command): Resource {
  return managed(config, "discord.command", key, ["discord", "commands", key], {
    ...wordsOf(key, command),
    type: command.type,
    scope: command.scope,
    contexts: command.contexts ?? (command.scope === "global" ? ["server", "bot-dm"] : ["server"]),
    // What is offered while somebody types is the daemon's affair: Discord knows no choices then.
    options: command.options.map((option) => (option.autocomplete ? { ...option, choices: [] } : option)),
    defaultPermissions: command.defaultPermissions,
  });
}

/** What is said in the file's own words is translated by the file alone. */
function wordsOf(key: string, command: Command): LocalizedWords {
  const ours = standardCommands.get(key) ?? { ...withoutWords, name: key };
  const { name = ours.name, description = ours.description ?? "" } = command;
  const [names, descriptions] = [command.nameLocalizations, command.descriptionLocalizations];
  return {
    name,
    description,
    nameLocalizations: names ?? (name === ours.name ? ours.nameLocalizations : {}),
    descriptionLocalizations:
      descriptions ?? (description === ours.description ? ours.descriptionLocalizations : {}),
  };
}
