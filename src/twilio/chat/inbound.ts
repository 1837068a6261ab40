import type { EpochMs, TransportConversationId } from "../../domain/ids.ts";
import { readAttributes } from "../attributes.ts";
import { dateOf, pick, wholeNumber, type Form } from "../form.ts";
import { asDeleted, asEdited, closedEvent, type Inbound } from "../told.ts";
import { isSid } from "../sids.ts";
import { agentLine } from "../agent-line.ts";
import { mediaFiles } from "../media.ts";
import { INACTIVE } from "./chat-account.ts";
import { channelId } from "./channel-id.ts";

const CHANNEL_PARAMETERS = [
  "EventType",
  "ChannelSid",
  "MessageSid",
  "Index",
  "From",
  "Body",
  "Attributes",
  "MediaSid",
  "MediaFilename",
  "MediaContentType",
  "MediaSize",
  "DateCreated",
  "DateUpdated",
] as const;

type ChannelParameters = Partial<Record<(typeof CHANNEL_PARAMETERS)[number], string>>;

/**
 * A webhook of a channel of Programmable Chat, as the same events that a conversation's gives. What a failed call is
 * tried again with differs in `RetryCount` alone. That a message came over REST does not make it ours: others write so
 * too, and reading the channel does not tell; ours are known by the key they carry.
 */
export function channelEvent(form: Form, now: EpochMs): Inbound {
  const given = pick(form, CHANNEL_PARAMETERS);
  if (given === null) return { invalid: "a parameter has two values" };
  const channel = channelId(given.ChannelSid);
  if (channel === null) return { invalid: "no channel is named" };
  switch (given.EventType) {
    case undefined:
      return { invalid: "no event is named" };
    case "onMessageSent":
    case "onMediaMessageSent":
      return messageTold(given, channel, now);
    case "onMessageUpdated":
      return asEdited(messageTold(given, channel, now), dateOf(given.DateUpdated) ?? now);
    case "onMessageRemoved":
      return asDeleted(messageTold(given, channel, now), now);
    case "onChannelUpdated":
      if (readAttributes(given.Attributes)["status"] !== INACTIVE)
        return { ignored: "the conversation goes on" };
      return { event: closedEvent(channel, now) };
    case "onChannelDestroyed":
      return { event: closedEvent(channel, now) };
    default:
      return { ignored: "not an event we follow" };
  }
}

function messageTold(given: ChannelParameters, channel: TransportConversationId, now: EpochMs): Inbound {
  const { MessageSid, From, Body = "", MediaSid, Attributes, DateCreated } = given;
  const index = wholeNumber(given.Index);
  if (!isSid(MessageSid, "IM")) return { invalid: "no message is named" };
  if (From === undefined) return { invalid: "no author is named" };
  if (index === null) return { invalid: "the message has no index" };
  if (given.Body === undefined && MediaSid === undefined) return { invalid: "the message has no content" };
  const line = agentLine({
    conversation: channel,
    sid: MessageSid,
    index,
    author: From,
    body: Body,
    attributes: Attributes,
    files: filesOf(given, channel),
    at: dateOf(DateCreated) ?? now,
  });
  return "ignored" in line ? line : { event: line };
}

/** A message of a channel has one file at most, spelled out in parameters. */
function filesOf(given: ChannelParameters, channel: TransportConversationId) {
  const { MediaSid: sid, MediaFilename: filename, MediaContentType: contentType } = given;
  return mediaFiles(channel, [{ sid, filename, contentType, size: wholeNumber(given.MediaSize) ?? 0 }]);
}
