import { z } from "zod";
import { automodRule } from "./automod.ts";
import { locales } from "./locales.ts";
import { emoji, onboarding, welcomeScreen } from "./newcomers.ts";
import { followed, panel, webhook } from "./posts.ts";
import { upkeep } from "./upkeep.ts";
import { form, key, permission, snowflake, text, whole } from "./words.ts";

const role = z.strictObject({
  ...upkeep,
  name: text(100).optional().describe("Title of the role; its key when left out."),
  color: form(/^#[0-9a-fA-F]{6}$/u, 'a colour such as "#5865f2"')
    .nullable()
    .default(null)
    .describe("Colour of the members' names; none when left out."),
  hoist: z.boolean().default(false).describe("Lists the role's members apart."),
  mentionable: z.boolean().default(false).describe("Lets everyone mention the role."),
  permissions: z.array(permission).default([]).describe("What the role may do everywhere on the server."),
  emoji: text(32)
    .nullable()
    .default(null)
    .describe("A Unicode emoji beside its members' names; only boosted servers have them."),
});

const everyone = z.strictObject({
  permissions: z.array(permission).describe("What everybody may do on the server, and nothing else."),
});

const tag = z.union(
  [
    text(20),
    z.strictObject({
      name: text(20),
      emoji,
      moderated: z.boolean().default(false).describe("Whether only moderators may set it."),
    }),
  ],
  "the name of a tag, of at most 20 characters, or a section of name, emoji and moderated",
);

const overwrites = z
  .record(
    key,
    z.strictObject({
      allow: z.array(permission).default([]),
      deny: z.array(permission).default([]),
    }),
  )
  .describe("What `everyone`, the `bot` or a role may do here, by the role's key.");

const category = z.strictObject({
  ...upkeep,
  name: text(100).optional().describe("Title of the category; its key when left out."),
  permissions: overwrites.prefault({}),
});

const channel = z.strictObject({
  ...upkeep,
  name: text(100).optional().describe("Name of the channel; its key when left out."),
  type: z.enum(["text", "announcement", "forum", "voice", "stage"]).default("text"),
  category: key.nullable().default(null).describe("Key of the category it is listed under."),
  topic: text(4096).nullable().default(null),
  slowmode: whole(0, 21_600, "seconds").default(0).describe("Seconds a member waits between messages."),
  nsfw: z.boolean().default(false),
  permissions: overwrites.prefault({}).describe("As for a category; adds to what the category says."),
  tags: z.array(tag).max(20, "at most 20 tags").default([]).describe("Tags of a forum's posts."),
  requireTag: z.boolean().default(false).describe("Whether a forum's posts must have a tag."),
});

const commandName = form(
  /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai} ]{1,32}$/u,
  "a command name of 1 to 32 letters, digits, - or _",
);

const option = z.strictObject({
  name: commandName,
  type: z
    .enum(["string", "integer", "number", "boolean", "user", "channel", "role", "attachment"])
    .default("string"),
  description: text(100),
  required: z.boolean().default(false),
  choices: z
    .array(text(100))
    .max(1000, "at most 1000 choices")
    .default([])
    .describe("What can be chosen; at most 25 without `autocomplete`."),
  autocomplete: z
    .boolean()
    .default(false)
    .describe(
      "Whether `flexcord run` offers what fits while the member types: the choices or, without any, the help articles.",
    ),
  min: z.number().nullable().default(null).describe("Lowest number, or least characters of a text."),
  max: z.number().nullable().default(null).describe("Highest number, or most characters of a text."),
  nameLocalizations: z.partialRecord(z.enum(locales), commandName).prefault({}),
  descriptionLocalizations: z.partialRecord(z.enum(locales), text(100)).prefault({}),
});

const command = z.strictObject({
  ...upkeep,
  name: commandName.optional().describe("What members type; its key when left out."),
  type: z.enum(["slash", "user", "message"]).default("slash"),
  description: text(100).optional().describe("What members read beside a slash command."),
  scope: z
    .enum(["global", "guild"])
    .default("global")
    .describe("`global` also works in the bot's DM; `guild` in the server only."),
  contexts: z
    .array(z.enum(["server", "bot-dm"]))
    .min(1, "at least one of server, bot-dm")
    .optional()
    .describe("Where a global command is offered; in both when left out."),
  options: z.array(option).max(25, "at most 25 options").default([]),
  defaultPermissions: z
    .array(permission)
    .nullable()
    .default(null)
    .describe("Permissions a member needs to be offered it; everyone when left out."),
  nameLocalizations: z
    .partialRecord(z.enum(locales), commandName)
    .optional()
    .describe("Its name in other languages; flexcord's own, for a name of flexcord's, when left out."),
  descriptionLocalizations: z
    .partialRecord(z.enum(locales), text(100))
    .optional()
    .describe("Its description in other languages, likewise."),
});

export const discord = z.strictObject({
  guild: snowflake.describe("Id of the server."),
  everyone: everyone
    .optional()
    .describe("Rights of everybody, instead of those the server has; left alone when left out."),
  roles: z.record(key, role).prefault({}).describe("Roles by key, the highest first."),
  categories: z.record(key, category).prefault({}).describe("Categories by key, from top to bottom."),
  channels: z.record(key, channel).prefault({}).describe("Channels by key, from top to bottom."),
  commands: z
    .record(key, command)
    .prefault({})
    .describe("Commands by key. `helpme` and `cases` are always there; name them here to change them."),
  panels: z.record(key, panel).prefault({}).describe("Pinned messages with a button for help, by key."),
  webhooks: z.record(key, webhook).prefault({}).describe("Addresses for others to post through, by key."),
  following: z
    .record(key, followed)
    .prefault({})
    .describe("Announcement channels that are followed, by key."),
  automod: z.record(key, automodRule).prefault({}).describe("Discord's own rules on messages, by key."),
  welcomeScreen: welcomeScreen.optional().describe("What greets newcomers; needs Community."),
  onboarding: onboarding.optional().describe("What newcomers are asked; needs Community."),
  ignore: z.array(text(100)).default([]).describe("Names, with * as a wildcard, never listed as unmanaged."),
});
