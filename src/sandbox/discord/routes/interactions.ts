import { notImitated, refusal } from "../rest/errors.ts";
import { readForm } from "../rest/form.ts";
import {
  type Answered,
  answerInteraction,
  CALLBACK,
  editAnswer,
  followUp,
  originalOf,
} from "../interactions/answers.ts";
import { isTokenAlive } from "../interactions/interactions.ts";
import { INTERACTION_MENTIONS } from "../messages/mentions.ts";
import { readMessage } from "../messages/form.ts";
import { removeMessage } from "../messages/messages.ts";
import type { Interaction } from "../interactions/model.ts";
import { type Message, MESSAGE_FLAG } from "../messages/model.ts";
import { type Call, noContent, ok, type Route } from "../rest/rest.ts";
import { typeOf } from "../wire/interaction.ts";
import { messageToWire } from "../wire/message.ts";
import type { World } from "../world.ts";

/** Answering interactions: the callback first, then the webhook that the token opens for 15 minutes. */
export function interactionRoutes(world: World): readonly Route[] {
  const webhook = "/webhooks/:webhook_id/:webhook_token";
  return [
    {
      method: "POST",
      path: "/interactions/:interaction_id/:interaction_token/callback",
      tokenInPath: true,
      answer(call) {
        const form = readForm(call.body);
        const id = call.param("interaction_id");
        const answered = answerInteraction(world, id, call.param("interaction_token"), form);
        return call.query["with_response"] === "true" ? ok(answeredToWire(world, answered)) : noContent;
      },
    },
    {
      method: "POST",
      path: webhook,
      tokenInPath: true,
      answer(call) {
        const form = readMessage(readForm(call.body), INTERACTION_MENTIONS);
        return ok(messageToWire(world, followUp(world, openInteraction(world, call), form), form.nonce));
      },
    },
    ...answerRoutes(world, `${webhook}/messages/@original`),
    ...answerRoutes(world, `${webhook}/messages/:message_id`),
  ];
}

/** Reading, changing and deleting one of an interaction's messages. */
function answerRoutes(world: World, path: string): readonly Route[] {
  return [
    {
      method: "GET",
      path,
      tokenInPath: true,
      answer: (call) => ok(messageToWire(world, answerOf(world, openInteraction(world, call), call))),
    },
    {
      method: "PATCH",
      path,
      tokenInPath: true,
      answer(call) {
        const form = readMessage(readForm(call.body), INTERACTION_MENTIONS);
        const interaction = openInteraction(world, call);
        const message = answerOf(world, interaction, call);
        return ok(messageToWire(world, editAnswer(world, interaction, message, form)));
      },
    },
    {
      method: "DELETE",
      path,
      tokenInPath: true,
      answer(call) {
        removeMessage(world, answerOf(world, openInteraction(world, call), call));
        return noContent;
      },
    },
  ];
}

/** The answered interaction whose token is in the path. */
function openInteraction(world: World, call: Call): Interaction {
  const token = call.param("webhook_token");
  const interaction = [...world.interactions.values()].findLast((one) => one.token === token);
  if (world.webhooks.has(call.param("webhook_id"))) throw notImitated("posting through a webhook");
  const isOurs = call.param("webhook_id") === world.identity.applicationId;
  if (interaction === undefined || !isOurs || !isTokenAlive(world, interaction)) {
    throw refusal("invalidWebhookToken");
  }
  if (interaction.state === "pending" || interaction.state === "failed") throw refusal("unknownWebhook");
  return interaction;
}

function answerOf(world: World, interaction: Interaction, call: Call): Message {
  const id = call.param("message_id");
  const message = id === "" ? originalOf(world, interaction) : world.messages.get(id);
  const isAnswer =
    message?.origin?.interactionId === interaction.id || message?.id === interaction.originalMessageId;
  if (message === undefined || !isAnswer) throw refusal("unknownMessage");
  return message;
}

/** Only a message that was written or updated now comes along. */
function answeredToWire(world: World, { callbackType, interaction }: Answered): object {
  const message = originalOf(world, interaction);
  const flags = message?.flags ?? 0;
  const isShown = callbackType === CALLBACK.MESSAGE || callbackType === CALLBACK.UPDATE;
  return {
    interaction: {
      id: interaction.id,
      type: typeOf(interaction),
      channel_id: interaction.channelId,
      ...(interaction.inGuild ? { guild_id: world.guild.id } : {}),
      ...(message === undefined
        ? {}
        : {
            response_message_id: message.id,
            response_message_loading: (flags & MESSAGE_FLAG.LOADING) !== 0,
            response_message_ephemeral: (flags & MESSAGE_FLAG.EPHEMERAL) !== 0,
          }),
    },
    ...(message === undefined || !isShown
      ? {}
      : { resource: { type: callbackType, message: messageToWire(world, message) } }),
  };
}
