import type { KnownThere } from "../../bridge/ports.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { mediaFiles } from "../media.ts";
import { closedEvent } from "../inbound.ts";
import type { ListedMessage } from "../transports/read-back.ts";
import { callOn, hasCode, type FlexAccount } from "./flex-account.ts";
import { readLines } from "../transports/read-lines.ts";
import { taskNews } from "../transports/task-news.ts";
import { findTask } from "./tasks.ts";

/**
 * What callbacks should have told us and did not: lines by their index, what became of those we know, the end of the
 * conversation, the task's steps. Twilio queues no callback of a conversation, so whatever was sent while nobody
 * listened can only be read.
 */
export async function catchUp(
  flex: FlexAccount,
  known: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const { conversation } = known;
  const now = flex.clock.now();
  const closed = closedEvent(conversation, now);
  try {
    const context = await callOn(flex, conversation, signal, "read the conversation", (one) => one.fetch());
    const lines = await readHere(flex, known, signal);
    const task =
      known.answering === "ended"
        ? []
        : await taskNews(flex, known, () => findTask(flex, conversation, signal), signal);
    return [...lines, ...task, ...(context.state === "closed" ? [closed] : [])];
  } catch (thrown) {
    if (hasCode(thrown, "twilio.closed", "twilio.not-found")) return [closed];
    throw thrown;
  }
}

const PAGE_SIZE = 50;

function readHere(
  flex: FlexAccount,
  known: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const { conversation } = known;
  const doing = "read what was written in the conversation";
  return readLines(flex.clock, known, signal, {
    turn: (page) =>
      callOn(flex, conversation, signal, doing, async (context) =>
        page === undefined ? context.messages.page({ order: "desc", pageSize: PAGE_SIZE }) : page.nextPage(),
      ),
    read: (message: Listed) => read(conversation, message, flex.clock.now()),
  });
}

interface Listed {
  readonly sid: string;
  readonly index: number;
  readonly author: string;
  readonly body: string | null;
  readonly attributes: string;
  readonly media: unknown;
  readonly dateCreated: Date | null;
  readonly dateUpdated: Date | null;
}

function read(conversation: TransportConversationId, message: Listed, now: number): ListedMessage {
  const { sid, index, author, body, attributes, media, dateCreated, dateUpdated } = message;
  const at = dateCreated?.getTime() ?? now;
  return {
    conversation,
    sid,
    index,
    author: author ?? "system",
    body: body ?? "",
    attributes,
    files: mediaFiles(conversation, media),
    at,
    updatedAt: dateUpdated?.getTime() ?? at,
  };
}
