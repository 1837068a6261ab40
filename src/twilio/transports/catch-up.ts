import type { KnownThere } from "../../bridge/ports.ts";
import { sleep } from "../../domain/clock.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { agentLine } from "../agent-line.ts";
import { closedEvent } from "../inbound.ts";
import { changesOf, hasLost } from "./changed-lines.ts";
import { callOn, hasCode, type FlexAccount } from "./flex-account.ts";
import { readBack, type ReadBack } from "./read-back.ts";
import { taskNews } from "./task-news.ts";

/**
 * What callbacks should have told us and did not: lines by their index, what became of those we know, the end of the
 * conversation, the task's steps. Twilio queues no callback of a conversation, so whatever was sent while nobody listened can
 * only be read.
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
    const lines = await readLines(flex, known, signal);
    const task = known.answering === "ended" ? [] : await taskNews(flex, known, signal);
    return [...lines, ...task, ...(context.state === "closed" ? [closed] : [])];
  } catch (thrown) {
    if (hasCode(thrown, "twilio.closed", "twilio.not-found")) return [closed];
    throw thrown;
  }
}

/** How long a line may be in coming that has a later one before it; what is still missing then was deleted. */
const SECOND_LOOK_MS = 1_000;

async function readLines(
  flex: FlexAccount,
  known: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const { conversation, accountedTo, ahead, heard } = known;
  const now = flex.clock.now();
  let found = await readBack(flex, conversation, accountedTo, signal);
  if (hasHoles(found, accountedTo) || hasLost(heard, found)) {
    await sleep(flex.clock, SECOND_LOOK_MS, signal);
    found = await readBack(flex, conversation, accountedTo, signal);
  }
  const changes = changesOf(known, found, now);
  const lastHeld = ahead.at(-1)?.index ?? accountedTo;
  const through = Math.max(found.messages.at(-1)?.index ?? accountedTo, lastHeld, accountedTo);
  if (through === accountedTo) return changes;
  const missed = found.messages.filter(({ index }) => index > accountedTo);
  const lines = missed.map(agentLine).flatMap((line) => ("ignored" in line ? [] : [line]));
  const happening = { kind: "transport.read", transportConversationId: conversation, through } as const;
  const sourceId = `${conversation}:read:${through}`;
  return [...lines, { source: "transport", sourceId, at: now, happening }, ...changes];
}

function hasHoles({ messages }: ReadBack, accountedTo: number): boolean {
  const missed = messages.filter(({ index }) => index > accountedTo);
  return missed.some(({ index }, place) => index !== accountedTo + 1 + place);
}
