import { once } from "node:events";

import {
  type APIInteraction,
  ApplicationCommandOptionType,
  ChannelType,
  Client,
  ComponentType,
  GatewayDispatchEvents,
  GatewayIntentBits,
  InteractionContextType,
  MessageFlags,
  type ToEventProps,
} from "@discordjs/core";
import { REST } from "@discordjs/rest";
import { type SessionInfo, WebSocketManager, WebSocketShardEvents } from "@discordjs/ws";
import { expect, test } from "vitest";

import { eventually, join, openStage, readDm, type Stage } from "../../sandbox/discord/stage.ts";
import { expectDescribedAnswers } from "./description.ts";
import { openTcpProxy } from "./tcp-proxy.ts";

const CHANNEL_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
  ChannelType.GuildStageVoice,
  ChannelType.GuildForum,
] as const;

interface Options {
  /** Where the first connection goes instead of straight to the sandbox. */
  readonly port?: number;
  readonly session?: SessionInfo;
}

/** @discordjs/core over @discordjs/ws 2, connected. */
async function connect(stage: Stage, intents: GatewayIntentBits, { port, session }: Options = {}) {
  const rest = new REST({ version: "10", api: stage.discord.api, retries: 0 }).setToken(stage.discord.token);
  let stored = session ?? null;
  const gateway = new WebSocketManager({
    token: stage.discord.token,
    intents,
    rest: port === undefined ? rest : withGatewayAt(rest, port),
    retrieveSessionInfo: () => stored,
    updateSessionInfo: (_shard, info) => {
      stored = info;
    },
  });
  gateway.on(WebSocketShardEvents.Error, () => undefined);
  const client = new Client({ rest, gateway });
  const texts: string[] = [];
  client.on(GatewayDispatchEvents.MessageCreate, ({ data }) => {
    if (data.author.bot !== true) texts.push(data.content);
  });
  await gateway.connect();
  return {
    client,
    api: client.api,
    gateway,
    texts,
    session: () => stored,
    [Symbol.asyncDispose]: async () => {
      await gateway.destroy();
    },
  };
}

/** The same client, but GET /gateway/bot names another port. */
function withGatewayAt(rest: REST, port: number): REST {
  const get: REST["get"] = async (...call) => {
    const answer = (await rest.get(...call)) as { readonly url: string };
    return { ...answer, url: answer.url.replace(/:\d+/, `:${port}`) };
  };
  return Object.assign(Object.create(rest) as REST, { get });
}

const dm = (stage: Stage, member: string, content: string) =>
  stage.control("POST", `/discord/members/${member}/dm`, { content });

test("/helpme, deferred and edited, and a DM answered", async () => {
  await using stage = await openStage();
  await using bot = await connect(stage, GatewayIntentBits.DirectMessages);
  const { applicationId } = stage.discord;
  await bot.api.applicationCommands.bulkOverwriteGlobalCommands(applicationId, [
    {
      name: "helpme",
      description: "Get help",
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    },
  ]);
  const help = async ({ data, api }: ToEventProps<APIInteraction>) => {
    await api.interactions.defer(data.id, data.token, { flags: MessageFlags.Ephemeral });
    const channel = await api.users.createDM(data.member?.user.id ?? "");
    await api.channels.createMessage(channel.id, { content: "Hello", nonce: data.id, enforce_nonce: true });
    await api.interactions.editReply(applicationId, data.token, { content: `I wrote in <#${channel.id}>` });
  };
  bot.client.on(GatewayDispatchEvents.InteractionCreate, (event) => void help(event));
  const mia = await join(stage);
  const { interactionId } = await stage.control<{ interactionId: string }>(
    "POST",
    `/discord/members/${mia}/command`,
    { name: "helpme" },
  );
  await eventually(async () => {
    const path = `/discord/members/${mia}/interactions/${interactionId}`;
    const { state } = await stage.control<{ state: string }>("GET", path);
    return state === "answered" ? state : undefined;
  });
  await dm(stage, mia, "Thanks");
  await eventually(() => (bot.texts.length === 1 ? bot.texts : undefined));
  expect((await readDm(stage, mia)).messages.map(({ content }) => content)).toEqual(["Hello", "Thanks"]);
  expectDescribedAnswers(await stage.tape("discord"));
});

test("after a cut cable the library resumes and hears what it missed", async () => {
  await using stage = await openStage();
  await using proxy = await openTcpProxy(Number(new URL(stage.sandbox.url).port));
  await using bot = await connect(stage, GatewayIntentBits.DirectMessages, { port: proxy.port });
  const mia = await join(stage);
  await dm(stage, mia, "before");
  await eventually(() => (bot.texts.length === 1 ? bot.texts : undefined));
  const resumed = once(bot.gateway, WebSocketShardEvents.Resumed);
  proxy.cut();
  await dm(stage, mia, "during");
  await resumed;
  await dm(stage, mia, "after");
  await eventually(() => (bot.texts.length === 3 ? bot.texts : undefined));
  expect(bot.texts).toEqual(["before", "during", "after"]);
  const methods = (await stage.tape("gateway")).map(({ method }) => method);
  expect(methods.filter((method) => method === "IDENTIFY")).toHaveLength(1);
  expect(methods.filter((method) => method === "RESUME")).toHaveLength(1);
});

test("a new process resumes the session of one that died", async () => {
  await using stage = await openStage();
  await using proxy = await openTcpProxy(Number(new URL(stage.sandbox.url).port));
  const mia = await join(stage);
  const first = await connect(stage, GatewayIntentBits.DirectMessages, { port: proxy.port });
  await dm(stage, mia, "one");
  await eventually(() => (first.texts.length === 1 ? first.texts : undefined));
  const session = first.session();
  await first.gateway.destroy({ code: 4200 });
  await dm(stage, mia, "two");
  await using second = await connect(
    stage,
    GatewayIntentBits.DirectMessages,
    session === null ? {} : { session },
  );
  await eventually(() => (second.texts.length === 1 ? second.texts : undefined));
  expect(second.texts).toEqual(["two"]);
});

test("a wrong token ends the connection for good", async () => {
  await using stage = await openStage();
  const rest = new REST({ version: "10", api: stage.discord.api }).setToken(stage.discord.token);
  const gateway = new WebSocketManager({
    token: "nonsense",
    intents: 0,
    rest,
  });
  gateway.on(WebSocketShardEvents.Error, () => undefined);
  await expect(gateway.connect()).rejects.toThrow(/authentication failed/i);
  await gateway.destroy();
});

test("every other route of the API answers as Discord describes it", async () => {
  await using stage = await openStage();
  await using bot = await connect(stage, GatewayIntentBits.Guilds);
  const { api } = bot;
  const { guildId, applicationId, botId } = stage.discord;
  await api.users.getCurrent();
  await api.applications.getCurrent();
  await api.guilds.get(guildId, { with_counts: true });
  await api.guilds.getMember(guildId, botId);
  const role = await api.guilds.createRole(guildId, {
    name: "R",
    permissions: "0",
    color: 255,
  });
  await api.guilds.editRole(guildId, role.id, { hoist: true });
  await api.guilds.getRoles(guildId);
  for (const type of CHANNEL_TYPES) await api.guilds.createChannel(guildId, { name: `c ${type}`, type });
  const channels = await api.guilds.getChannels(guildId);
  const general = channels.find(({ name }) => name === "general")?.id ?? "";
  await api.channels.edit(general, { topic: "Talk" });
  const message = await api.channels.createMessage(general, {
    content: "Look",
    embeds: [{ title: "T", description: "D", fields: [{ name: "a", value: "b" }] }],
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          { type: ComponentType.StringSelect, custom_id: "s", options: [{ label: "One", value: "1" }] },
        ],
      },
    ],
  });
  await api.channels.createMessage(general, { content: "Re", message_reference: { message_id: message.id } });
  await api.channels.editMessage(general, message.id, { content: "Looked" });
  await api.channels.getMessage(general, message.id);
  await api.channels.getMessages(general);
  await api.channels.showTyping(general);
  const command = await api.applicationCommands.createGlobalCommand(applicationId, {
    name: "bug",
    description: "Report",
    description_localizations: { de: "Melden" },
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: "area",
        description: "Where",
        choices: [{ name: "Map", value: "map" }],
      },
    ],
  });
  await api.applicationCommands.editGlobalCommand(applicationId, command.id, { description: "Tell" });
  await api.applicationCommands.getGlobalCommands(applicationId, { with_localizations: true });
  await api.applicationCommands.bulkOverwriteGuildCommands(applicationId, guildId, [
    { name: "idea", description: "Suggest" },
  ]);
  const checked = expectDescribedAnswers(await stage.tape("discord"));
  expect(checked.size).toBeGreaterThanOrEqual(17);
});
