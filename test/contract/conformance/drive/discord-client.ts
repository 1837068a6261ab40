import type { APIComponentInLabel, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  MessageFlags,
  type ModalSubmitInteraction,
  Partials,
  TextInputStyle,
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
        : interaction.isContextMenuCommand()
          ? interaction.showModal(everyField)
          : interaction.isModalSubmit()
            ? takeForm(interaction)
            : Promise.reject(new Error("nothing that the bot answers"));
    work.then(() => next.resolve(), next.reject);
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

const options = ["one", "two"].map((value) => ({ label: value, value }));
const label = (name: string, component: APIComponentInLabel) => ({
  type: ComponentType.Label as const,
  label: name,
  component,
});

/** A form of the components of 2025 and 2026. */
const everyField: APIModalInteractionResponseCallbackData = {
  custom_id: "everything",
  title: "Report",
  components: [
    { type: ComponentType.TextDisplay, content: "Tell us more." },
    label("What", {
      type: ComponentType.TextInput,
      custom_id: "what",
      style: TextInputStyle.Short,
      max_length: 80,
    }),
    label("How bad", { type: ComponentType.RadioGroup, custom_id: "how-bad", options }),
    label("Where", { type: ComponentType.StringSelect, custom_id: "where", required: false, options }),
    label("Files", {
      type: ComponentType.FileUpload,
      custom_id: "files",
      required: false,
      min_values: 0,
      max_values: 10,
    }),
  ],
};

/** What the library reads of it is what was filled in. */
async function takeForm(interaction: ModalSubmitInteraction): Promise<void> {
  const { fields } = interaction;
  const read = [fields.getTextInputValue("what"), fields.getRadioGroup("how-bad")];
  const files = [...(fields.getUploadedFiles("files")?.values() ?? [])].map(({ name }) => name);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply({ content: [...read, ...files].join(" ") });
}

async function answerButton(interaction: ButtonInteraction): Promise<void> {
  if (interaction.customId === "keep") await interaction.deferUpdate();
  else if (interaction.customId === "change")
    await interaction.update({ content: "Changed", withResponse: true });
  else await interaction.reply({ content: "Pressed", flags: MessageFlags.Ephemeral });
}
