import { readChoice } from "../commands/option-form.ts";
import { notImitated, refusal } from "../rest/errors.ts";
import { invalidForm } from "../rest/form-errors.ts";
import type { Form } from "../rest/form.ts";
import { changeInteraction } from "./interactions.ts";
import { INTERACTION_MENTIONS } from "../messages/mentions.ts";
import { type MessageForm, readMessage, requireSomething } from "../messages/form.ts";
import { readModal } from "./modal-form.ts";
import { blankMessage, changeMessage, mentionsOf, postMessage } from "../messages/messages.ts";
import type { Interaction } from "./model.ts";
import { type Message, MESSAGE_FLAG } from "../messages/model.ts";
import type { World } from "../world.ts";

export const CALLBACK = {
  MESSAGE: 4,
  DEFERRED_MESSAGE: 5,
  DEFERRED_UPDATE: 6,
  UPDATE: 7,
  CHOICES: 8,
  MODAL: 9,
} as const;
/** Pong, activity, purchase: Discord's, not the sandbox's. */
const OTHER_CALLBACKS = new Set([1, 10, 12, 13]);
const MOST_CHOICES = 25;
const COMMAND_REPLY = 20;
const REPLY = 19;
const SETTABLE_FLAGS =
  MESSAGE_FLAG.EPHEMERAL | MESSAGE_FLAG.SUPPRESS_EMBEDS | MESSAGE_FLAG.SUPPRESS_NOTIFICATIONS;

export interface Answered {
  readonly callbackType: number;
  readonly interaction: Interaction;
}

/** The first answer to an interaction: within three seconds, and once. */
export function answerInteraction(world: World, id: string, token: string, form: Form): Answered {
  const interaction = world.interactions.get(id);
  if (interaction === undefined || interaction.token !== token || interaction.state === "failed") {
    throw refusal("unknownInteraction");
  }
  if (interaction.state !== "pending") throw refusal("alreadyAcknowledged");
  const callbackType = form.integer("type", { required: true }) ?? 0;
  form.done();
  const data = form.form("data");
  // Who types is answered with choices, and nobody else is.
  if ((interaction.choices === "none") === (callbackType === CALLBACK.CHOICES)) throw invalidType();
  switch (callbackType) {
    case CALLBACK.MESSAGE:
      return { callbackType, interaction: reply(world, interaction, data) };
    case CALLBACK.DEFERRED_MESSAGE:
      return { callbackType, interaction: defer(world, interaction, data) };
    case CALLBACK.DEFERRED_UPDATE: {
      const originalMessageId = requireSource(interaction);
      return {
        callbackType,
        interaction: changeInteraction(world, interaction, { state: "acknowledged", originalMessageId }),
      };
    }
    case CALLBACK.UPDATE:
      return { callbackType, interaction: update(world, interaction, data) };
    case CALLBACK.MODAL:
      return { callbackType, interaction: openModal(world, interaction, data) };
    case CALLBACK.CHOICES:
      return { callbackType, interaction: complete(world, interaction, data) };
    default:
      if (OTHER_CALLBACKS.has(callbackType)) throw notImitated(`interaction callback type ${callbackType}`);
      throw invalidType();
  }
}

function reply(world: World, interaction: Interaction, data: Form | null | undefined): Interaction {
  if (data === undefined || data === null) throw refusal("emptyMessage");
  const message = postAnswer(world, interaction, readMessage(data, INTERACTION_MENTIONS));
  return changeInteraction(world, interaction, { state: "answered", originalMessageId: message.id });
}

/** "Thinking…": the only thing said now is whether the answer will be ephemeral. */
function defer(world: World, interaction: Interaction, data: Form | null | undefined): Interaction {
  const flags = (data?.integer("flags") ?? 0) & MESSAGE_FLAG.EPHEMERAL;
  data?.done();
  const message: Message = {
    ...blankAnswer(world, interaction),
    flags: flags | MESSAGE_FLAG.LOADING,
  };
  postMessage(world, message);
  return changeInteraction(world, interaction, { state: "acknowledged", originalMessageId: message.id });
}

/** A form opens for the person. A form cannot answer a form. */
function openModal(world: World, interaction: Interaction, data: Form | null | undefined): Interaction {
  if (interaction.kind === "modal") throw invalidType();
  if (data === undefined || data === null)
    throw invalidForm(["data"], "BASE_TYPE_REQUIRED", "This field is required");
  const modal = readModal(data);
  data.done();
  return changeInteraction(world, interaction, { state: "answered", modal });
}

function complete(world: World, interaction: Interaction, data: Form | null | undefined): Interaction {
  const choices = data?.forms("choices", { max: MOST_CHOICES })?.map(readChoice) ?? [];
  data?.done();
  return changeInteraction(world, interaction, { state: "answered", choices });
}

function update(world: World, interaction: Interaction, data: Form | null | undefined): Interaction {
  const originalMessageId = requireSource(interaction);
  const source = world.messages.get(originalMessageId);
  if (source === undefined) throw refusal("unknownMessage");
  if (data !== undefined && data !== null)
    changeMessage(world, source, readMessage(data, INTERACTION_MENTIONS));
  return changeInteraction(world, interaction, { state: "answered", originalMessageId });
}

/** A message after the first answer; right after a deferral it becomes that answer. */
export function followUp(world: World, interaction: Interaction, form: MessageForm): Message {
  const original = originalOf(world, interaction);
  if (original !== undefined && (original.flags & MESSAGE_FLAG.LOADING) !== 0) {
    return editAnswer(world, interaction, original, form);
  }
  return postAnswer(world, interaction, form);
}

export function editAnswer(
  world: World,
  interaction: Interaction,
  message: Message,
  form: MessageForm,
): Message {
  const after = changeMessage(world, message, form);
  if (message.id === interaction.originalMessageId)
    changeInteraction(world, interaction, { state: "answered" });
  return after;
}

export function originalOf(world: World, { originalMessageId }: Interaction): Message | undefined {
  return originalMessageId === null ? undefined : world.messages.get(originalMessageId);
}

function postAnswer(world: World, interaction: Interaction, form: MessageForm): Message {
  requireSomething({ ...form, attachments: [] });
  const channel = world.channels.get(interaction.channelId);
  if (channel === undefined) throw refusal("unknownChannel");
  const content = form.content ?? "";
  const message: Message = {
    ...blankAnswer(world, interaction),
    content,
    embeds: form.embeds ?? [],
    components: form.components ?? [],
    flags: form.flags & SETTABLE_FLAGS,
    tts: form.tts,
    ...mentionsOf(world, channel, world.identity.botId, content, form.allowedMentions),
  };
  postMessage(world, message, form.nonce);
  return message;
}

/** A command's first answer has a type of its own; the rest are replies to what they follow. */
function blankAnswer(world: World, interaction: Interaction): Message {
  const {
    id: interactionId,
    kind,
    commandName,
    userId,
    sourceMessageId,
    originalMessageId,
    trigger,
  } = interaction;
  const repliesTo = originalMessageId ?? sourceMessageId;
  return {
    ...blankMessage(world, interaction.channelId, world.identity.botId),
    type: repliesTo === null ? COMMAND_REPLY : REPLY,
    repliesTo,
    origin: { interactionId, kind, commandName, userId, sourceMessageId, originalMessageId, trigger },
  };
}

/** Updates are for components: they have a message to update. */
function requireSource({ sourceMessageId }: Interaction): string {
  if (sourceMessageId === null) throw invalidType();
  return sourceMessageId;
}

function invalidType() {
  return invalidForm(["type"], "BASE_TYPE_CHOICES", "Value must be one of {4, 5, 9}.");
}
