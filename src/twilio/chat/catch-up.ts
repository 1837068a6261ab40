import type { KnownThere } from "../../bridge/ports.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { readAnew } from "../transports/catch-up.ts";
import { listedMessage, NEWEST_FIRST, type RestMessage } from "../transports/read-back.ts";
import { readLines } from "../transports/read-lines.ts";
import { callOn, isInactive, type ChatAccount } from "./chat-account.ts";
import { knownSince, readSoFar } from "./taken-over.ts";
import { findTask } from "./tasks.ts";

export function catchUp(
  chat: ChatAccount,
  known: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const { conversation } = known;
  const now = chat.clock.now();
  return readAnew(
    chat,
    known,
    {
      fetch: () => callOn(chat, conversation, signal, "read the channel", (channel) => channel.fetch()),
      isOver: isInactive,
      async lines({ attributes }) {
        const since = knownSince(known, attributes);
        const missed = await readHere(chat, since, signal);
        return missed.length > 0 ? missed : readSoFar(known, since, now);
      },
      findTask: () => findTask(chat, conversation, signal),
    },
    signal,
  );
}

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
        page === undefined ? channel.messages.page(NEWEST_FIRST) : page.nextPage(),
      ),
    read: (message: Listed) =>
      listedMessage(message, {
        conversation,
        author: message.from,
        media: [message.media],
        now: chat.clock.now(),
      }),
  });
}

interface Listed extends RestMessage {
  readonly from: string;
  readonly media: unknown;
}
