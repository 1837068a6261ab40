import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  MessageFlags,
  Partials,
} from "discord.js";
import type { DiscordReady } from "../../../../src/sandbox/imitation.ts";

export interface Bot extends AsyncDisposable {
  /** Settles with the next answered interaction; rejects when answering it failed. */
  answered(): Promise<void>;
}

/** discord.js's own Client, which answers commands and buttons in every way an interaction can be answered. */
export async function startBot({ api, token }: DiscordReady): Promise<Bot> {
  const client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMembers,
      GatewayIntentBits.MessageContent,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.DirectMessageReactions,
    ],
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    rest: { api },
  });
  let next = Promise.withResolvers<void>();
  client.on(Events.InteractionCreate, (interaction) => {
    const work = interaction.isChatInputCommand()
      ? answerCommand(interaction)
      : interaction.isButton()
        ? answerButton(interaction)
        : Promise.reject(new Error("neither a command nor a button"));
    work.then(next.resolve, next.reject);
  });
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve());
  });
  await client.login(token);
  await ready;
  return {
    async answered() {
      await next.promise;
      next = Promise.withResolvers<void>();
    },
    [Symbol.asyncDispose]: () => client.destroy(),
  };
}

async function answerCommand(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply({ content: "One moment", allowedMentions: { parse: [] } });
  await interaction.fetchReply();
  const more = await interaction.followUp({ content: "And more", flags: MessageFlags.Ephemeral });
  await interaction.fetchReply(more.id);
  await interaction.editReply({ message: more, content: "And less" });
  await interaction.deleteReply(more);
  await interaction.deleteReply();
}

async function answerButton(interaction: ButtonInteraction): Promise<void> {
  if (interaction.customId === "keep") await interaction.deferUpdate();
  else if (interaction.customId === "change")
    await interaction.update({ content: "Changed", withResponse: true });
  else await interaction.reply({ content: "Pressed", flags: MessageFlags.Ephemeral });
}
