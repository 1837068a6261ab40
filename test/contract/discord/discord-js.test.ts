import { once } from "node:events";

import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  InteractionContextType,
  type Message,
  MessageFlags,
  Partials,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from "discord.js";
import { expect, test } from "vitest";

import { eventually, join, openStage, readDm, type Stage } from "../../sandbox/discord/stage.ts";
import { expectDescribedAnswers } from "./description.ts";

/** discord.js's own client, logged in. */
async function login(stage: Stage, intents: readonly GatewayIntentBits[]) {
  const client = new Client({ intents, partials: [Partials.Channel], rest: { api: stage.discord.api } });
  const ready = once(client, Events.ClientReady);
  await client.login(stage.discord.token);
  await ready;
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.destroy() });
}

const next = async <Value>(client: Client, event: string) => ((await once(client, event)) as [Value])[0];

test("a DM goes both ways", async () => {
  await using stage = await openStage();
  await using client = await login(stage, [GatewayIntentBits.DirectMessages]);
  const mia = await join(stage);
  const heard = next<Message>(client, Events.MessageCreate);
  await stage.control("POST", `/discord/members/${mia}/dm`, { content: "Hello?" });
  const message = await heard;
  expect(message.content).toBe("Hello?");
  expect(message.author.globalName).toBe("Mia");
  expect(message.channel.isDMBased()).toBe(true);
  await message.reply({ content: "Hi Mia", failIfNotExists: false });
  const { messages } = await readDm(stage, mia);
  expect(messages.map(({ content }) => content)).toEqual(["Hello?", "Hi Mia"]);
  expectDescribedAnswers(await stage.tape("discord"));
});

test("/helpme deferred, edited, with a DM whose button is pressed", async () => {
  await using stage = await openStage();
  await using client = await login(stage, [GatewayIntentBits.DirectMessages]);
  await client.application?.commands.set([
    new SlashCommandBuilder()
      .setName("helpme")
      .setDescription("Get help")
      .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
      .toJSON(),
  ]);
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId("human").setLabel("Talk to a human").setStyle(ButtonStyle.Primary),
  );
  const answer = async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const dm = await interaction.user.createDM();
      await dm.send({ content: "What can I do?", components: [row] });
      await interaction.editReply(`Look here: <#${dm.id}>`);
    } else if (interaction.isButton()) {
      await interaction.deferUpdate();
      await interaction.editReply({ content: "One moment", components: [] });
      await interaction.followUp("You are next.");
    }
  };
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  const mia = await join(stage);
  const use = { name: "helpme" };
  const { interactionId } = await stage.control<{ interactionId: string }>(
    "POST",
    `/discord/members/${mia}/command`,
    use,
  );
  const reply = await eventually(async () => {
    const path = `/discord/members/${mia}/interactions/${interactionId}`;
    const seen = await stage.control<{ reply: { content: string; ephemeral: boolean } | null }>("GET", path);
    return seen.reply ?? undefined;
  });
  expect(reply).toMatchObject({ ephemeral: true });
  expect(reply.content).toContain("Look here");
  const [greeting] = (await readDm(stage, mia)).messages;
  await stage.control("POST", `/discord/members/${mia}/press`, {
    messageId: greeting?.id,
    customId: "human",
  });
  const messages = await eventually(async () => {
    const seen = (await readDm(stage, mia)).messages;
    return seen.length === 2 ? seen : undefined;
  });
  expect(messages.map(({ content }) => content)).toEqual(["One moment", "You are next."]);
  expect(messages[0]?.components).toEqual([]);
  const checked = expectDescribedAnswers(await stage.tape("discord"));
  expect(checked).toContain("PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original");
});

test("closed DMs and missing permissions are errors discord.js knows", async () => {
  await using stage = await openStage();
  await using client = await login(stage, [GatewayIntentBits.Guilds]);
  const mia = await join(stage);
  await stage.control("PUT", `/discord/members/${mia}/dms`, { open: false });
  const user = await client.users.fetch(mia);
  await expect(user.send("Hello")).rejects.toMatchObject({ code: 50007, status: 403 });
  const guild = await client.guilds.fetch(stage.discord.guildId);
  await expect(
    guild.roles.create({ name: "Admins", permissions: PermissionFlagsBits.Administrator }),
  ).rejects.toMatchObject({ code: 50013, status: 403 });
});

test("a server is provisioned: roles, a category, channels, overwrites, positions", async () => {
  await using stage = await openStage();
  await using client = await login(stage, [GatewayIntentBits.Guilds]);
  const guild = await client.guilds.fetch(stage.discord.guildId);
  const me = await guild.members.fetchMe();
  expect(me.permissions.has(PermissionFlagsBits.ManageRoles)).toBe(true);
  expect(me.permissions.has(PermissionFlagsBits.Administrator)).toBe(false);
  const agents = await guild.roles.create({ name: "Agents", permissions: [PermissionFlagsBits.ViewChannel] });
  const leads = await guild.roles.create({ name: "Leads", permissions: [] });
  await guild.roles.setPositions([{ role: agents.id, position: 1 }]);
  expect(agents.comparePositionTo(leads)).toBeLessThan(0);
  const category = await guild.channels.create({ name: "Help", type: ChannelType.GuildCategory });
  const channel = await guild.channels.create({
    name: "Get Help",
    parent: category,
    topic: "Type /helpme",
    permissionOverwrites: [
      { id: me.id, allow: [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages] },
      { id: guild.id, deny: [PermissionFlagsBits.SendMessages] },
    ],
  });
  expect(channel.name).toBe("get-help");
  expect(channel.permissionsFor(agents).has(PermissionFlagsBits.SendMessages)).toBe(false);
  await channel.permissionOverwrites.edit(agents, { SendMessages: true });
  const fresh = await eventually(() =>
    channel.permissionsFor(agents).has(PermissionFlagsBits.SendMessages) ? channel : undefined,
  );
  await fresh.send("Welcome");
  await fresh.setPosition(0);
  await fresh.delete();
  await agents.delete();
  await client.application?.fetch();
  const checked = expectDescribedAnswers(await stage.tape("discord"));
  expect(checked).toContain("POST /guilds/{guild_id}/channels");
  expect(checked).toContain("PATCH /guilds/{guild_id}/roles");
});

test("a nonce that discord.js enforces survives a lost answer", async () => {
  await using stage = await openStage();
  await using client = await login(stage, [GatewayIntentBits.DirectMessages]);
  const mia = await join(stage);
  const user = await client.users.fetch(mia);
  const first = await user.send({ content: "Once", nonce: "n-1", enforceNonce: true });
  const second = await user.send({ content: "Once", nonce: "n-1", enforceNonce: true });
  expect(second.id).toBe(first.id);
  expect((await readDm(stage, mia)).messages).toHaveLength(1);
});

test("disallowed intents stop the login", async () => {
  await using stage = await openStage();
  const client = new Client({
    intents: [GatewayIntentBits.MessageContent],
    rest: { api: stage.discord.api },
  });
  await expect(client.login(stage.discord.token)).rejects.toThrow(/disallowed intents/i);
  await client.destroy();
});
