import {
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  InteractionType,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
} from "discord-api-types/v10";
import type { Happening, InboundEvent, MemberFacts } from "../domain/event.ts";
import type { InteractionId, MemberId, PlaceId } from "../domain/ids.ts";
import { commandOf, decodeCustomId } from "./custom-id.ts";
import { displayName } from "./inbound-message.ts";
import type { Ignored } from "./ignored.ts";
import type { IsThread } from "./threads.ts";
import { writtenInto } from "./modal.ts";
import { snowflakeTime } from "./snowflake.ts";

/** A slash command or a press of one of our buttons as an event. The interaction's token stays behind. */
export function interactionEvent(interaction: APIInteraction, isThread: IsThread): InboundEvent | Ignored {
  const happening = happeningOf(interaction, isThread);
  if ("ignored" in happening) return happening;
  return { source: "discord", sourceId: interaction.id, at: snowflakeTime(interaction.id), happening };
}

function happeningOf(interaction: APIInteraction, isThread: IsThread): Happening | Ignored {
  const member = memberOf(interaction);
  if (member === null) return { ignored: "an interaction of nobody" };
  if (interaction.type === InteractionType.MessageComponent) return pressOf(interaction, member, isThread);
  if (interaction.type === InteractionType.ModalSubmit) return submitOf(interaction, member, isThread);
  if (interaction.type !== InteractionType.ApplicationCommand)
    return { ignored: "an interaction we do not offer" };
  if (interaction.data.type !== ApplicationCommandType.ChatInput) return { ignored: "not a slash command" };
  return {
    ...member,
    kind: "member.commanded",
    interactionId: interaction.id as InteractionId,
    command: interaction.data.name,
  };
}

function pressOf(
  press: APIMessageComponentInteraction,
  member: MemberFacts,
  isThread: IsThread,
): Happening | Ignored {
  if (press.data.component_type !== ComponentType.Button) return { ignored: "not a button" };
  const meaning = decodeCustomId(press.data.custom_id);
  if (meaning === null) return { ignored: "not one of our buttons" };
  const command = commandOf(meaning);
  if (command !== null) {
    return { ...member, kind: "member.commanded", interactionId: press.id as InteractionId, command };
  }
  const placeId = placeOf(press, isThread);
  if (placeId === null) return { ignored: "pressed outside the member's place" };
  return {
    ...member,
    ...meaning,
    kind: "member.pressed",
    interactionId: press.id as InteractionId,
    placeId,
  };
}

function submitOf(
  submit: APIModalSubmitInteraction,
  member: MemberFacts,
  isThread: IsThread,
): Happening | Ignored {
  const meaning = decodeCustomId(submit.data.custom_id);
  if (meaning === null) return { ignored: "not one of our forms" };
  const placeId = placeOf(submit, isThread);
  if (placeId === null) return { ignored: "filled in outside the member's place" };
  return {
    ...member,
    ...meaning,
    kind: "member.submitted",
    interactionId: submit.id as InteractionId,
    placeId,
    text: writtenInto(submit),
  };
}

/**
 * Where the press was made, when that is the member's direct messages or a private thread of ours: what they read
 * there is private, so a press elsewhere must never make another channel into their place. `channel` is optional
 * in the docs.
 */
function placeOf(
  press: Partial<APIMessageComponentInteraction | APIModalSubmitInteraction>,
  isThread: IsThread,
): PlaceId | null {
  const id = press.channel?.id ?? press.message?.channel_id;
  if (id === undefined) return null;
  if (isThread(id)) return id as PlaceId;
  const isDirect = press.guild_id === undefined && (press.channel?.type ?? ChannelType.DM) === ChannelType.DM;
  return isDirect ? (id as PlaceId) : null;
}

/** In a server the person comes inside their membership, in direct messages alone. */
function memberOf(interaction: APIInteraction): MemberFacts | null {
  const user = interaction.member?.user ?? interaction.user;
  if (user === undefined) return null;
  const locale = "locale" in interaction ? interaction.locale : undefined;
  return {
    memberId: user.id as MemberId,
    displayName: interaction.member?.nick ?? displayName(user),
    ...(locale === undefined ? {} : { locale }),
    accountMadeAt: snowflakeTime(user.id),
  };
}
