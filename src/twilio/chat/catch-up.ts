import type { KnownThere } from "../../bridge/ports.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { closedEvent } from "../inbound.ts";
import { mediaFiles } from "../media.ts";
import { hasCode } from "../conversations/flex-account.ts";
import type { ListedMessage } from "../transports/read-back.ts";
import { readLines } from "../transports/read-lines.ts";
import { taskNews } from "../transports/task-news.ts";
import { callOn, isInactive, type ChatAccount } from "./chat-account.ts";
import { knownSince, readSoFar } from "./taken-over.ts";
import { findTask } from "./tasks.ts";

/** As for conversations: lines by their index and what became of them, the channel's end, the task's steps. */
export async function catchUp(
  chat: ChatAccount,
  known: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const { conversation } = known;
  const now = chat.clock.now();
  const closed = closedEvent(conversation, now);
  try {
    const channel = await callOn(chat, conversation, signal, "read the channel", (one) => one.fetch());
    const since = knownSince(known, channel.attributes);
    const missed = await readHere(chat, since, signal);
    const lines = missed.length > 0 ? missed : readSoFar(known, since, now);
    const find = () => findTask(chat, conversation, signal);
    const task = known.answering === "ended" ? [] : await taskNews(chat, known, find, signal);
    return [...lines, ...task, ...(isInactive(channel) ? [closed] : [])];
  } catch (thrown) {
    if (hasCode(thrown, "twilio.closed", "twilio.not-found")) return [closed];
    throw thrown;
  }
}

const PAGE_SIZE = 50;

function readHere(
  chat: ChatAccount,
  known: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const { conversation } = known;
  const doing = "read what was written in the channel";
  return readLines(chat.clock, known, signal, {
    turn: (page) =>
      callOn(chat, conversation, signal, doing, async (channel) =>
        page === undefined ? channel.messages.page({ order: "desc", pageSize: PAGE_SIZE }) : page.nextPage(),
      ),
    read: (message: Listed) => read(conversation, message, chat.clock.now()),
  });
}

interface Listed {
  readonly sid: string;
  readonly index: number;
  readonly from: string;
  readonly body: string | null;
  readonly attributes: string;
  readonly media: unknown;
  readonly dateCreated: Date | null;
  readonly dateUpdated: Date | null;
}

function read(conversation: TransportConversationId, message: Listed, now: number): ListedMessage {
  const { sid, index, from, body, attributes, media, dateCreated, dateUpdated } = message;
  const at = dateCreated?.getTime() ?? now;
  return {
    conversation,
    sid,
    index,
    author: from ?? "system",
    body: body ?? "",
    attributes,
    files: mediaFiles(conversation, [media]),
    at,
    updatedAt: dateUpdated?.getTime() ?? at,
  };
}
