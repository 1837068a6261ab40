import { API } from "@discordjs/core";
import { REST } from "@discordjs/rest";
import type { DiscordReady } from "../../../../src/sandbox/imitation.ts";
import type { Call } from "../../../../src/demo/call.ts";
import { type Bot, startBot } from "./discord-client.ts";

/** A member who uses a command, presses buttons, writes, edits and deletes, with a bot that answers. */
export async function useDiscordAsPeople(
  discord: DiscordReady,
  control: Call,
  memberId: string,
): Promise<void> {
  const api = new API(new REST({ version: "10", api: discord.api }).setToken(discord.token));
  await control("PUT", "/discord/intents", { privileged: ["GUILD_MEMBERS", "MESSAGE_CONTENT"] });
  await using bot = await startBot(discord);
  const member = `/discord/members/${memberId}`;
  await api.applicationCommands.createGlobalCommand(discord.applicationId, {
    name: "report",
    description: "Reports something",
    options: [{ type: 3, name: "title", description: "In a few words" }],
  });
  await control("POST", `${member}/command`, { name: "report", options: { title: "It broke" } });
  await bot.answered();
  const dm = await api.users.createDM(memberId);
  const buttons = ["reply", "keep", "change"].map((custom_id) => ({
    type: 2 as const,
    style: 1 as const,
    label: custom_id,
    custom_id,
  }));
  const question = await api.channels.createMessage(dm.id, {
    content: "Which?",
    components: [{ type: 1, components: buttons }],
  });
  for (const { custom_id: customId } of buttons) {
    await control("POST", `${member}/press`, { messageId: question.id, customId });
    await bot.answered();
  }
  const hello = await control<{ messageId: string }>("POST", `${member}/dm`, { content: "hello" });
  await sendEverything(control, member, hello.messageId);
  await api.channels.createMessage(dm.id, {
    files: [{ name: "log.txt", contentType: "text/plain", data: Buffer.from("it broke") }],
  });
  await control("PUT", "/discord/community", { enabled: true });
  await control("PUT", "/discord/community", { enabled: false });
  const server = await control<{ channels: { id: string; name: string }[] }>("GET", "/discord/server");
  const general = server.channels.find(({ name }) => name === "general")?.id ?? "";
  const line = { channel: general, content: "hello everybody" };
  const { messageId } = await control<{ messageId: string }>("POST", `${member}/say`, line);
  await useMenus(discord, api, { control, member, memberId, messageId, bot });
  await control("PATCH", `${member}/messages/${messageId}`, { content: "hello all" });
  await control("DELETE", `${member}/messages/${messageId}`);
  const role = await api.guilds.createRole(discord.guildId, { name: "Helper", permissions: "0" });
  await control("PUT", `${member}/roles`, { roles: [role.id] });
  await control("POST", "/discord/members", { name: "Noah" });
  await api.guilds.deleteRole(discord.guildId, role.id);
  const channel = await api.guilds.createChannel(discord.guildId, { name: "short-lived" });
  await api.channels.edit(channel.id, { topic: "Soon gone" });
  const thread = await api.channels.createThread(channel.id, { name: "Mia", type: 12 });
  await api.threads.addMember(thread.id, memberId);
  const files = [{ name: "c.txt", contentType: "text/plain", bytes: 10 }];
  const inThread = { channel: thread.id, content: "see", files };
  const { messageId: seen } = await control<{ messageId: string }>("POST", `${member}/say`, inThread);
  for (const on of [true, false])
    await control("POST", `${member}/react`, { messageId: seen, emoji: "👍", on });
  await control("PATCH", `${member}/messages/${seen}`, { keepFiles: [] });
  const more = await api.channels.createMessage(thread.id, { content: "I see" });
  await api.channels.bulkDeleteMessages(thread.id, [seen, more.id]);
  await control("PUT", `/discord/threads/${thread.id}`, { archived: true, locked: false });
  await control("POST", `${member}/threads/${thread.id}/leave`);
  await api.channels.delete(channel.id);
}

interface Menus {
  readonly control: Call;
  readonly member: string;
  readonly memberId: string;
  readonly messageId: string;
  readonly bot: Bot;
}

/** Commands on a message and on somebody, and the form that they open. */
async function useMenus(discord: DiscordReady, api: API, menus: Menus): Promise<void> {
  const { control, member, memberId, messageId, bot } = menus;
  for (const [name, type] of [
    ["Report message", 3],
    ["Report member", 2],
  ] as const) {
    await api.applicationCommands.createGuildCommand(discord.applicationId, discord.guildId, { name, type });
  }
  const about = { name: "Report member", memberId };
  await control("POST", `${member}/user-command`, about);
  await bot.answered();
  const on = { name: "Report message", messageId };
  const used = await control<{ interactionId: string }>("POST", `${member}/message-command`, on);
  await bot.answered();
  const values = {
    what: "It broke",
    "how-bad": "two",
    files: [{ name: "log.txt", contentType: "text/plain", base64: "aXQgYnJva2U=" }],
  };
  await control("POST", `${member}/submit`, { interactionId: used.interactionId, values });
  await bot.answered();
}

/** Files, stickers, polls, forwards, replies and reactions. */
async function sendEverything(control: Call, member: string, messageId: string): Promise<void> {
  const files = [
    { name: "a.png", contentType: "image/png", bytes: 10, width: 4, height: 3 },
    { name: "b.ogg", contentType: "audio/ogg", bytes: 10, seconds: 1.5 },
  ];
  for (const sent of [
    { content: "see", files },
    { sticker: "Wave" },
    { poll: { question: "Red?", answers: ["Yes", "No"] } },
    { forward: messageId },
    { content: "that one", replyTo: messageId },
  ]) {
    await control("POST", `${member}/dm`, sent);
  }
  for (const [emoji, on] of [
    ["👍", true],
    [":party:123456789012345678", true],
    ["👍", false],
  ] as const) {
    await control("POST", `${member}/react`, { messageId, emoji, on });
  }
}
