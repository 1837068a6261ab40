import type {
  APIGuildMember,
  APIInteraction,
  APIMessage,
  APIMessageApplicationCommandInteraction,
} from "discord-api-types/v10";
import { PermissionFlagsBits } from "discord-api-types/v10";
import type { ServerMessage } from "../../domain/content.ts";
import type { Standing } from "../../domain/event.ts";
import type { MemberId, PlaceId, PostId } from "../../domain/ids.ts";
import { displayName, type Reader } from "./message.ts";
import { textOf } from "./message-content.ts";
import { fileOf } from "../interactions/modal.ts";

/** The message that a command was used on: it comes whole, whatever the intents (documented). */
export function targetOf(
  { data, guild_id: guildId }: APIMessageApplicationCommandInteraction,
  reader: Reader,
): ServerMessage | null {
  const message = data.resolved.messages[data.target_id];
  return message === undefined ? null : serverMessage(message, guildId, reader);
}

function serverMessage(message: APIMessage, guildId: string | undefined, reader: Reader): ServerMessage {
  const { id, channel_id: channelId, author } = message;
  const postId = id as PostId;
  const forwarded = (message.message_snapshots ?? []).map((one) => one.message);
  const attachments = [...message.attachments, ...forwarded.flatMap((one) => one.attachments)];
  const reading = { ...reader, placeId: channelId as PlaceId, postId };
  const texts = [message, ...forwarded].map((one) => textOf(one, reading));
  return {
    channelId,
    postId,
    link: linkTo(guildId, channelId, postId),
    authorId: author.id as MemberId,
    authorName: displayName(author),
    text: texts.filter((text) => text !== "").join("\n"),
    files: attachments.map((one) => fileOf(one, { channelId, postId })),
  };
}

/** Where Discord's clients show a message. */
export function linkTo(guildId: string | undefined, channelId: string, messageId?: string): string {
  const place = `https://discord.com/channels/${guildId ?? "@me"}/${channelId}`;
  return messageId === undefined ? place : `${place}/${messageId}`;
}

/** Any of these lets somebody remove what others write, or more than that. */
const MODERATING =
  PermissionFlagsBits.Administrator |
  PermissionFlagsBits.ManageGuild |
  PermissionFlagsBits.ManageMessages |
  PermissionFlagsBits.ModerateMembers;

/** What somebody is where the interaction happened, as Discord computed it; null outside of the server. */
export function standingOf(interaction: APIInteraction): { readonly standing?: Standing } {
  const member: (Pick<APIGuildMember, "roles"> & { readonly permissions?: string }) | undefined =
    interaction.member;
  if (member === undefined) return {};
  const moderates = (BigInt(member.permissions ?? "0") & MODERATING) !== 0n;
  return { standing: { roles: member.roles, moderates } };
}
