import type { KnownThere } from "../../bridge/ports.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { readAnew } from "../transports/catch-up.ts";
import { listedMessage, NEWEST_FIRST, type RestMessage } from "../transports/read-back.ts";
import { readLines } from "../transports/read-lines.ts";
import { callOn, type FlexAccount } from "./flex-account.ts";
import { findTask } from "./tasks.ts";

export function catchUp(
  flex: FlexAccount,
  known: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const { conversation } = known;
  return readAnew(
    flex,
    known,
    {
      fetch: () => callOn(flex, conversation, signal, "read the conversation", (context) => context.fetch()),
      isOver: ({ state }) => state === "closed",
      lines: () => readHere(flex, known, signal),
      findTask: () => findTask(flex, conversation, signal),
    },
    signal,
  );
}

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
        page === undefined ? context.messages.page(NEWEST_FIRST) : page.nextPage(),
      ),
    read: (message: Listed) =>
      listedMessage(message, {
        conversation,
        author: message.author,
        media: message.media,
        now: flex.clock.now(),
      }),
  });
}

interface Listed extends RestMessage {
  readonly author: string;
  readonly media: unknown;
}
