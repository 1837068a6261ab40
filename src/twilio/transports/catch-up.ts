import type { KnownThere } from "../../bridge/ports.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type { TaskId } from "../../domain/ids.ts";
import { closedEvent } from "../told.ts";
import { hasCode, type WorkAccount } from "./account.ts";
import { taskNews } from "./task-news.ts";

/** What the ways to Flex do each in their own manner when a conversation is read anew. */
export interface CatchUpSteps<Found> {
  /** The conversation itself, as it stands. */
  fetch(): Promise<Found>;
  isOver(found: Found): boolean;
  /** Lines by their index, and what became of those we know. */
  lines(found: Found): Promise<readonly InboundEvent[]>;
  /** The live task of the conversation. */
  findTask(): Promise<TaskId | null>;
}

/**
 * What callbacks should have told us and did not: lines, what became of those we know, the end of the conversation, the
 * task's steps. Twilio queues no callback of a conversation, so whatever was sent while nobody listened can only be
 * read.
 */
export async function readAnew<Found>(
  account: WorkAccount,
  known: KnownThere,
  steps: CatchUpSteps<Found>,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const closed = closedEvent(known.conversation, account.clock.now());
  try {
    const found = await steps.fetch();
    const lines = await steps.lines(found);
    const task =
      known.answering === "ended" ? [] : await taskNews(account, known, () => steps.findTask(), signal);
    return [...lines, ...task, ...(steps.isOver(found) ? [closed] : [])];
  } catch (thrown) {
    if (hasCode(thrown, "twilio.closed", "twilio.not-found")) return [closed];
    throw thrown;
  }
}
