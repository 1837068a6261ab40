import type { KnownThere } from "../../bridge/ports.ts";
import { sleep, type Clock } from "../../domain/clock.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { agentLine } from "../agent-line.ts";
import { changesOf, hasLost } from "./changed-lines.ts";
import { readBack, type LineSource, type ReadBack } from "./read-back.ts";

/** How long a line may be in coming that has a later one before it; what is still missing then was deleted. */
const SECOND_LOOK_MS = 1_000;

/**
 * The agents' lines that we have not heard of, by their index, and up to which index everything is known now; and what
 * became of the lines that we know.
 */
export async function readLines<Message extends { readonly index: number }>(
  clock: Clock,
  known: KnownThere,
  signal: AbortSignal,
  source: LineSource<Message>,
): Promise<readonly InboundEvent[]> {
  const { conversation, accountedTo, ahead, heard } = known;
  let found = await readBack(source, accountedTo);
  if (hasHoles(found, accountedTo) || hasLost(heard, found)) {
    await sleep(clock, SECOND_LOOK_MS, signal);
    found = await readBack(source, accountedTo);
  }
  const now = clock.now();
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
