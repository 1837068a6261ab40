import {
  ChannelType,
  MessageFlags,
  MessageType,
  type APIUser,
  type GatewayMessageCreateDispatchData,
} from "discord-api-types/v10";
import type { InboundEvent } from "../domain/event.ts";
import type { MemberId, PlaceId, PostId } from "../domain/ids.ts";
import type { Ignored } from "./ignored.ts";
import { messageText } from "./message-text.ts";
import type { IsThread } from "./threads.ts";
import { snowflakeTime } from "./snowflake.ts";

/** Deliberately less than the types promise: payloads without an author have been seen. */
type Message = Omit<GatewayMessageCreateDispatchData, "author"> & { readonly author?: APIUser };

/** A message of a member's direct messages or private thread as an event. */
export function messageEvent(message: Message, botId: string, isThread: IsThread): InboundEvent | Ignored {
  const { author } = message;
  if (author === undefined) return { ignored: "without an author" };
  const reason = notFromMember(message, author, botId) ?? notInPlace(message, isThread);
  if (reason !== null) return { ignored: reason };
  return {
    source: "discord",
    sourceId: message.id,
    at: snowflakeTime(message.id),
    happening: {
      kind: "member.wrote",
      memberId: author.id as MemberId,
      displayName: displayName(author),
      placeId: message.channel_id as PlaceId,
      postId: message.id as PostId,
      text: messageText(message),
    },
  };
}

/**
 * "Not in a server" is not enough to be a direct message: ephemeral messages, the bot's own included,
 * arrive under the same intent without guild_id (documented).
 */
function notFromMember(message: Message, author: APIUser, botId: string): string | null {
  if (author.id === botId || author.bot === true) return "written by a bot";
  if (message.webhook_id !== undefined) return "written by a webhook";
  if (((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0) return "ephemeral";
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return "a system message";
  return null;
}

function notInPlace(message: Message, isThread: IsThread): string | null {
  if (isThread(message.channel_id)) return null;
  if (message.guild_id !== undefined) return "in a server channel";
  // The field is younger than the event; where it is missing, the rest of the checks have to do.
  const isDirect = message.channel_type === undefined || message.channel_type === ChannelType.DM;
  return isDirect ? null : "not a direct message";
}

/** What Discord's clients call a person. */
export function displayName(user: APIUser): string {
  return user.global_name ?? user.username;
}
