import { API } from "@discordjs/core";
import { REST } from "@discordjs/rest";
import { ChannelFlags, ChannelType, Routes } from "discord-api-types/v10";
import type { DiscordReady } from "../../../../src/sandbox/imitation.ts";
import type { Call } from "../../../../src/demo/call.ts";

/** What a Community server has beside roles and channels: rules, followers, newcomers, the audit log. */
export async function useCommunity(discord: DiscordReady, control: Call): Promise<void> {
  const rest = new REST({ version: "10", api: discord.api }).setToken(discord.token);
  const api = new API(rest);
  const { guildId } = discord;
  await control("PUT", "/discord/community", { enabled: true });
  const general = (await api.guilds.getChannels(guildId)).find(({ name }) => name === "general");
  if (general === undefined) throw new Error("the server has no #general");
  await usePins(api, rest, general.id);
  await useWebhooks(api, guildId, general.id);
  await useAutomod(api, guildId, general.id);
  await useNewcomers(api, guildId, general.id);
  await useForum(api, guildId);
  await api.guilds.getAuditLogs(guildId, { limit: 50 });
  await control("PUT", "/discord/community", { enabled: false });
}

async function useForum(api: API, guildId: string): Promise<void> {
  const forum = await api.guilds.createChannel(guildId, {
    name: "bugs",
    type: ChannelType.GuildForum,
    flags: ChannelFlags.RequireTag,
    available_tags: [{ name: "open" }, { name: "fixed", moderated: true }],
  });
  const tags = "available_tags" in forum ? forum.available_tags.map(({ id }) => id) : [];
  const [open = "", fixed = ""] = tags;
  const post = await api.channels.createForumThread(forum.id, {
    name: "It crashes",
    applied_tags: [open],
    message: { content: "On start", embeds: [{ description: "Always" }], allowed_mentions: { parse: [] } },
  });
  await api.channels.edit(post.id, { applied_tags: [fixed], archived: false });
  await api.channels.editMessage(post.id, post.id, { content: "On start, once" });
  await api.channels.createMessage(post.id, { content: "Fixed." });
  await api.guilds.getActiveThreads(guildId);
  await api.channels.delete(forum.id);
}

async function usePins(api: API, rest: REST, channelId: string): Promise<void> {
  const { id } = await api.channels.createMessage(channelId, { content: "Read this first" });
  const pins = Routes.channelMessagesPins(channelId);
  await rest.put(`${pins}/${id}`);
  await rest.get(pins);
  await rest.delete(`${pins}/${id}`);
}

async function useWebhooks(api: API, guildId: string, channelId: string): Promise<void> {
  const { id } = await api.channels.createWebhook(channelId, { name: "Feeds" });
  await api.webhooks.get(id);
  await api.webhooks.edit(id, { name: "News" });
  await api.channels.getWebhooks(channelId);
  const news = await api.guilds.createChannel(guildId, { name: "news", type: ChannelType.GuildAnnouncement });
  await api.channels.followAnnouncements(news.id, channelId);
  const { id: newsId } = await api.channels.createMessage(news.id, { content: "We are back." });
  await api.channels.crosspostMessage(news.id, newsId);
  await api.guilds.getWebhooks(guildId);
  await api.webhooks.delete(id);
  await api.channels.delete(news.id);
}

async function useAutomod(api: API, guildId: string, channelId: string): Promise<void> {
  const { id } = await api.guilds.createAutoModerationRule(guildId, {
    name: "No spam",
    event_type: 1,
    trigger_type: 1,
    trigger_metadata: { keyword_filter: ["free gems"] },
    actions: [{ type: 1, metadata: { custom_message: "Not here." } }],
    enabled: true,
    exempt_channels: [channelId],
  });
  await api.guilds.editAutoModerationRule(guildId, id, { enabled: false });
  await api.guilds.getAutoModerationRule(guildId, id);
  await api.guilds.getAutoModerationRules(guildId);
  await api.guilds.deleteAutoModerationRule(guildId, id);
}

async function useNewcomers(api: API, guildId: string, channelId: string): Promise<void> {
  await api.guilds.editWelcomeScreen(guildId, {
    enabled: true,
    description: "Welcome",
    welcome_channels: [{ channel_id: channelId, description: "Say hello", emoji_id: null, emoji_name: "👋" }],
  });
  await api.guilds.getWelcomeScreen(guildId);
  await api.guilds.editOnboarding(guildId, {
    enabled: false,
    default_channel_ids: [channelId],
    prompts: [
      {
        id: "1",
        title: "What do you play?",
        options: [{ title: "Everything", channel_ids: [channelId], emoji_name: "🎮" }],
      },
    ],
  });
  await api.guilds.getOnboarding(guildId);
}
