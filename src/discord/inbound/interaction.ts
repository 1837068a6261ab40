import {
  type APIApplicationCommandInteraction,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  InteractionType,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
} from "discord-api-types/v10";
import type { Happening, InboundEvent, MemberFacts } from "../../domain/event.ts";
import type { InteractionId, MemberId, PlaceId } from "../../domain/ids.ts";
import { commandOf, decodeCustomId } from "../interactions/custom-id.ts";
import { displayName, type Reader } from "./message.ts";
import type { Ignored } from "./ignored.ts";
import type { IsThread } from "../channels/threads.ts";
import { filledIn } from "../interactions/modal.ts";
import { standingOf, targetOf } from "./server-message.ts";
import { snowflakeTime } from "../snowflake.ts";

/** A command, a press of one of our buttons or a form of ours as an event. The interaction's token stays behind. */
export function interactionEvent(interaction: APIInteraction, reader: Reader): InboundEvent | Ignored {
  const happening = happeningOf(interaction, reader);
  if ("ignored" in happening) return happening;
  return { source: "discord", sourceId: interaction.id, at: snowflakeTime(interaction.id), happening };
}

function happeningOf(interaction: APIInteraction, reader: Reader): Happening | Ignored {
  const member = memberOf(interaction);
  if (member === null) return { ignored: "an interaction of nobody" };
  if (interaction.type === InteractionType.MessageComponent) return pressOf(interaction, member, reader);
  if (interaction.type === InteractionType.ModalSubmit) return submitOf(interaction, member, reader);
  if (interaction.type === InteractionType.ApplicationCommand)
    return commandedOf(interaction, member, reader);
  return { ignored: "an interaction we do not offer" };
}

function commandedOf(
  interaction: APIApplicationCommandInteraction,
  member: MemberFacts,
  reader: Reader,
): Happening | Ignored {
  const { id, data } = interaction;
  const common = {
    ...member,
    ...standingOf(interaction),
    kind: "member.commanded",
    interactionId: id as InteractionId,
    command: reader.commandKey(data.name, data.type),
  } as const;
  if (data.type === ApplicationCommandType.ChatInput) {
    const given = (data.options ?? []).flatMap((option) =>
      "value" in option ? [[option.name, String(option.value)] as const] : [],
    );
    return given.length === 0 ? common : { ...common, options: Object.fromEntries(given) };
  }
  if (data.type !== ApplicationCommandType.Message) return { ignored: "a command we do not offer" };
  const on = targetOf({ ...interaction, data }, reader);
  return on === null ? { ignored: "on a message that did not come along" } : { ...common, on };
}

function pressOf(
  press: APIMessageComponentInteraction,
  member: MemberFacts,
  { isThread }: Reader,
): Happening | Ignored {
  if (press.data.component_type !== ComponentType.Button) return { ignored: "not a button" };
  const meaning = decodeCustomId(press.data.custom_id);
  if (meaning === null) return { ignored: "not one of our buttons" };
  const { action, subject, everywhere } = meaning;
  const interactionId = press.id as InteractionId;
  if (everywhere) {
    return { ...member, ...standingOf(press), kind: "community.pressed", interactionId, action, subject };
  }
  const command = commandOf(meaning);
  if (command !== null) return { ...member, kind: "member.commanded", interactionId, command };
  const placeId = placeOf(press, isThread);
  if (placeId === null) return { ignored: "pressed outside the member's place" };
  return { ...member, kind: "member.pressed", interactionId, placeId, action, subject };
}

function submitOf(
  submit: APIModalSubmitInteraction,
  member: MemberFacts,
  { isThread }: Reader,
): Happening | Ignored {
  const meaning = decodeCustomId(submit.data.custom_id);
  if (meaning === null) return { ignored: "not one of our forms" };
  const { action, subject, everywhere } = meaning;
  const interactionId = submit.id as InteractionId;
  const { values, files } = filledIn(submit);
  if (everywhere) {
    const of = { ...member, ...standingOf(submit), interactionId, action, subject };
    return { ...of, kind: "community.submitted", values, files };
  }
  const placeId = placeOf(submit, isThread);
  if (placeId === null) return { ignored: "filled in outside the member's place" };
  const text = values["text"] ?? "";
  return { ...member, kind: "member.submitted", interactionId, placeId, action, subject, text };
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
