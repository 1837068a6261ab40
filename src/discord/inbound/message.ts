import {
  type ApplicationCommandType,
  ChannelType,
  MessageFlags,
  MessageType,
  type APIUser,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageReactionAddDispatchData,
} from "discord-api-types/v10";
import type { InboundEvent, MemberWrote } from "../../domain/event.ts";
import type { EpochMs, MemberId, PlaceId, PostId } from "../../domain/ids.ts";
import type { Ignored } from "./ignored.ts";
import { contentOf, textOf, type Reading } from "./message-content.ts";
import type { IsThread } from "../channels/threads.ts";
import { snowflakeTime } from "../snowflake.ts";

/** Deliberately less than the types promise: payloads without an author have been seen. */
type Message = Omit<GatewayMessageCreateDispatchData, "author"> & { readonly author?: APIUser };

/** Who reads a message: the bot, and what it knows the ids in it by. */
export interface Reader extends Pick<Reading, "botId" | "names"> {
  /** Whether a channel of the server is one of our private threads. */
  readonly isThread: IsThread;
  readonly commandKey: CommandKey;
}

/** The key of a command in the config, by its name and type on Discord. */
export type CommandKey = (name: string, type: ApplicationCommandType) => string;

/** A member's direct message as an event. */
export function messageEvent(message: Message, reader: Reader): InboundEvent | Ignored {
  const said = saidIn(message, reader);
  if ("ignored" in said) return said;
  const at = snowflakeTime(message.id);
  return { source: "discord", sourceId: message.id, at, happening: { kind: "member.wrote", ...said } };
}

/** A change of it, or nothing: a preview that Discord adds to a link changes a message too (documented). */
export function editEvent(message: Message, reader: Reader): InboundEvent | Ignored {
  const { edited_timestamp: edited } = message;
  if (typeof edited !== "string") return { ignored: "nobody edited it" };
  const said = saidIn(message, reader);
  if ("ignored" in said) return said;
  const at = Date.parse(edited);
  if (Number.isNaN(at)) return { ignored: "edited at no time", unreadable: true };
  const sourceId = `${message.id}:edit:${at}`;
  return { source: "discord", sourceId, at, happening: { kind: "member.edited", ...said } };
}

interface Deleted {
  readonly id: string;
  readonly channel_id: string;
  readonly guild_id?: string;
}

/** The payload holds ids and nothing else; whose message it was the ledger may know. */
export function deletionEvent(
  deleted: Deleted,
  { isThread }: Pick<Reader, "isThread">,
  at: EpochMs,
): InboundEvent | Ignored {
  if (deleted.guild_id !== undefined && !isThread(deleted.channel_id))
    return { ignored: "in a server channel" };
  const placeId = deleted.channel_id as PlaceId;
  const happening = { kind: "member.deleted", placeId, postId: deleted.id as PostId } as const;
  return { source: "discord", sourceId: `${deleted.id}:deleted`, at, happening };
}

/** Messages of one channel that a moderator or a bot deletes at once: Discord tells of none of them by itself (documented). */
export function deletionEvents(
  { ids, ...where }: Omit<Deleted, "id"> & { readonly ids: readonly string[] },
  reader: Pick<Reader, "isThread">,
  at: EpochMs,
): readonly InboundEvent[] | Ignored {
  const events: InboundEvent[] = [];
  for (const id of ids) {
    const event = deletionEvent({ ...where, id }, reader, at);
    if ("ignored" in event) return event;
    events.push(event);
  }
  return events;
}

/** Told once for each emoji of a message, on and off: Discord numbers neither. */
export function reactionEvent(
  reaction: Pick<GatewayMessageReactionAddDispatchData, "user_id" | "channel_id" | "message_id" | "emoji"> & {
    readonly guild_id?: string;
  },
  added: boolean,
  { botId, isThread }: Reader,
  at: EpochMs,
): InboundEvent | Ignored {
  if (reaction.guild_id !== undefined && !isThread(reaction.channel_id))
    return { ignored: "in a server channel" };
  if (reaction.user_id === botId) return { ignored: "by the bot" };
  const { id, name } = reaction.emoji;
  const emoji = id === null ? (name ?? "") : `:${name ?? "emoji"}:`;
  const happening = {
    kind: "member.reacted",
    memberId: reaction.user_id as MemberId,
    placeId: reaction.channel_id as PlaceId,
    postId: reaction.message_id as PostId,
    emoji,
    added,
  } as const;
  const sourceId = `reaction:${reaction.message_id}:${id ?? name ?? ""}:${added ? "on" : "off"}`;
  return { source: "discord", sourceId, at, happening };
}

type Said = Omit<MemberWrote, "kind">;

function saidIn(message: Message, { botId, names, isThread }: Reader): Said | Ignored {
  const { author } = message;
  if (author === undefined) return { ignored: "without an author" };
  const reason = notFromMember(message, author, botId) ?? notInPlace(message, isThread);
  if (reason !== null) return { ignored: reason };
  const placeId = message.channel_id as PlaceId;
  const postId = message.id as PostId;
  const reading = { placeId, postId, botId, names };
  const content = contentOf(message, reading);
  const text = textOf(message, reading);
  const empty = text.trim() === "" && Object.keys(content).length === 0;
  return {
    memberId: author.id as MemberId,
    displayName: displayName(author),
    accountMadeAt: snowflakeTime(author.id),
    placeId,
    postId,
    text: empty ? "[message without text]" : text,
    ...(Object.keys(content).length === 0 ? {} : { content }),
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
