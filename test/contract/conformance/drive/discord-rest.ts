import { API, type APIChannel } from "@discordjs/core";
import { REST } from "@discordjs/rest";
import {
  ApplicationCommandType,
  type ChannelFlags,
  ChannelType,
  OverwriteType,
  Routes,
} from "discord-api-types/v10";
import type { DiscordReady } from "../../../../src/sandbox/imitation.ts";

const VIEW_CHANNEL = "1024";
const RED = { primary_color: 0xff_00_00, secondary_color: null, tertiary_color: null };

/** Everything of Discord's REST API that the sandbox imitates and no interaction is needed for. */
export async function useDiscordRest(discord: DiscordReady, memberId: string): Promise<void> {
  // A third rename waits for ten minutes; everything else for seconds at most.
  const rejectOnRateLimit = ({ retryAfter }: { readonly retryAfter: number }) => retryAfter > 60_000;
  const rest = new REST({ version: "10", api: discord.api, rejectOnRateLimit });
  const api = new API(rest.setToken(discord.token));
  await useUsers(api, rest, discord, memberId);
  await useRoles(api, discord.guildId);
  await useChannels(api, discord, memberId);
  await useCommands(api, discord);
}

/** Flexcord sends flags with every channel it makes; most have none. */
const NO_FLAGS = 0 as ChannelFlags;

async function useUsers(api: API, rest: REST, discord: DiscordReady, memberId: string): Promise<void> {
  await rest.get(Routes.gateway());
  await api.gateway.getBot();
  await api.applications.getCurrent();
  await api.users.getCurrent();
  await api.users.getGuilds();
  await api.users.get(memberId);
  await api.guilds.get(discord.guildId, { with_counts: true });
  await api.guilds.getMember(discord.guildId, memberId);
  await ignoringRefusal(rest.post("/guilds", { body: { name: "Another" } }));
  await ignoringRefusal(api.users.get("100000000000000000"));
  const dm = await api.users.createDM(memberId);
  // Longer than Discord takes, though not than its description says.
  await ignoringRefusal(api.channels.createMessage(dm.id, { content: "x".repeat(2001) }));
  await api.channels.get(dm.id);
  const { id } = await api.channels.createMessage(dm.id, {
    content: "Hello!",
    nonce: "first",
    enforce_nonce: true,
    allowed_mentions: { parse: [] },
    embeds: [{ title: "Welcome", description: "Read me", fields: [{ name: "a", value: "b" }] }],
    components: [
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: "Talk to a human", custom_id: "human", emoji: { name: "🙋" } },
          { type: 2, style: 5, label: "Read more", url: "https://example.com/" },
        ],
      },
    ],
  });
  await api.channels.createMessage(dm.id, { content: "And this.", message_reference: { message_id: id } });
  await api.channels.getMessages(dm.id, { after: "1", limit: 10 });
}

async function useRoles(api: API, guildId: string): Promise<void> {
  const { guilds } = api;
  const role = await guilds.createRole(
    guildId,
    { name: "Staff", permissions: VIEW_CHANNEL, colors: RED, hoist: true },
    { reason: "conformance" },
  );
  await guilds.createRole(guildId, { name: "Second", permissions: "0", mentionable: true });
  await guilds.editRole(guildId, role.id, { name: "Team", permissions: "0" });
  await guilds.getRole(guildId, role.id);
  await guilds.getRoles(guildId);
  await guilds.setRolePositions(guildId, [{ id: role.id, position: 1 }]);
  await guilds.deleteRole(guildId, role.id);
}

async function useChannels(api: API, { guildId }: DiscordReady, memberId: string): Promise<void> {
  const { channels, guilds } = api;
  const everyone = { id: guildId, type: OverwriteType.Role, allow: VIEW_CHANNEL, deny: "0" };
  const category = await guilds.createChannel(guildId, {
    name: "Support",
    type: ChannelType.GuildCategory,
    permission_overwrites: [everyone],
  });
  const made: APIChannel[] = [];
  for (const type of [ChannelType.GuildText, ChannelType.GuildVoice] as const) {
    made.push(
      await guilds.createChannel(guildId, { name: "help", type, parent_id: category.id, flags: NO_FLAGS }),
    );
  }
  const [text] = made;
  if (text === undefined) throw new Error("no channel was made");
  await guilds.getChannels(guildId);
  await guilds.setChannelPositions(guildId, [{ id: text.id, position: 2 }]);
  await channels.get(text.id);
  await channels.edit(text.id, { topic: "Ask here", rate_limit_per_user: 5 });
  await channels.edit(text.id, { name: "ask" });
  await ignoringRefusal(channels.edit(text.id, { name: "questions" }));
  const overwrite = { type: OverwriteType.Member, allow: VIEW_CHANNEL, deny: "0" };
  await channels.editPermissionOverwrite(text.id, memberId, overwrite);
  await channels.deletePermissionOverwrite(text.id, memberId);
  await channels.showTyping(text.id);
  const message = await channels.createMessage(text.id, { content: `<@${memberId}>, welcome`, tts: false });
  await channels.getMessage(text.id, message.id);
  await channels.editMessage(text.id, message.id, { content: "Welcome", allowed_mentions: { parse: [] } });
  await channels.deleteMessage(text.id, message.id);
  await useThreads(api, guildId, text.id, memberId);
  for (const { id } of [...made, category]) await channels.delete(id);
}

async function useThreads(api: API, guildId: string, parentId: string, memberId: string): Promise<void> {
  const thread = await api.channels.createThread(parentId, {
    name: "Mia",
    type: ChannelType.PrivateThread,
    invitable: false,
    auto_archive_duration: 10_080,
  });
  await api.threads.addMember(thread.id, memberId);
  await api.threads.getMember(thread.id, memberId);
  await api.guilds.getActiveThreads(guildId);
  await api.channels.get(thread.id);
  const { id } = await api.channels.createMessage(thread.id, { content: "Hello!" });
  await api.channels.edit(thread.id, { archived: true });
  await ignoringRefusal(api.channels.editMessage(thread.id, id, { content: "Hello again!" }));
  await api.channels.edit(thread.id, { archived: false });
}

/** Commands of both scopes, with what makes their options differ. */
async function useCommands(api: API, { applicationId, guildId }: DiscordReady): Promise<void> {
  const commands = api.applicationCommands;
  const named = (name: string) => ({
    name,
    description: "Reports something",
    type: ApplicationCommandType.ChatInput as const,
    description_localizations: { de: "Meldet etwas" },
    default_member_permissions: "8192",
    nsfw: false,
    options: [
      { type: 3 as const, name: "title", description: "In a few words", required: true, max_length: 80 },
      { type: 4 as const, name: "severity", description: "How bad", choices: [{ name: "bad", value: 3 }] },
    ],
  });
  const ofGuild = [named("bug")];
  await commands.bulkOverwriteGuildCommands(applicationId, guildId, ofGuild);
  const inGuild = await commands.createGuildCommand(applicationId, guildId, named("idea"));
  await commands.editGuildCommand(applicationId, guildId, inGuild.id, { description: "Proposes something" });
  await commands.getGuildCommand(applicationId, guildId, inGuild.id);
  await commands.getGuildCommands(applicationId, guildId, { with_localizations: true });
  await commands.deleteGuildCommand(applicationId, guildId, inGuild.id);
  const everywhere = { ...named("about"), contexts: [0, 1], integration_types: [0] };
  await commands.bulkOverwriteGlobalCommands(applicationId, [everywhere]);
  const global = await commands.createGlobalCommand(applicationId, { ...everywhere, name: "terms" });
  await commands.editGlobalCommand(applicationId, global.id, { description: "The terms" });
  await commands.getGlobalCommand(applicationId, global.id);
  await commands.getGlobalCommands(applicationId);
  await commands.deleteGlobalCommand(applicationId, global.id);
}

/** For what Discord is meant to refuse. */
async function ignoringRefusal(request: Promise<unknown>): Promise<void> {
  await request.then(
    () => {
      throw new Error("this was meant to be refused");
    },
    () => undefined,
  );
}
