import type { HeardLine, KnownThere } from "../../bridge/ports.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type { EpochMs } from "../../domain/ids.ts";
import { agentLine } from "../agent-line.ts";
import { deletedEvent, editedEvent } from "../told.ts";
import type { ListedMessage, ReadBack } from "./read-back.ts";

/** REST tells times to the second: a change can be as late in it as this. */
const LATEST_IN_SECOND_MS = 999;

/** What agents have changed and taken back of the lines we know, as far as was read. */
export function changesOf(
  { conversation, heard }: Pick<KnownThere, "conversation" | "heard">,
  found: ReadBack,
  now: EpochMs,
): readonly InboundEvent[] {
  return compared(heard, found).flatMap(({ line, there }): readonly InboundEvent[] => {
    if (there === undefined) return [deletedEvent(conversation, line, now)];
    const isEdited = there.updatedAt > there.at && there.body !== line.text;
    const told = agentLine(there);
    return isEdited && !("ignored" in told) ? [editedEvent(told, latestMoment(there.updatedAt, now))] : [];
  });
}

/** Whether a line we know is not there. */
export function hasLost(heard: readonly HeardLine[], found: ReadBack): boolean {
  return compared(heard, found).some(({ there }) => there === undefined);
}

function compared(heard: readonly HeardLine[], { messages, from }: ReadBack) {
  const bySid = new Map<string, ListedMessage>(messages.map((message) => [message.sid, message]));
  return heard.filter(({ index }) => index >= from).map((line) => ({ line, there: bySid.get(line.id) }));
}

/**
 * The latest at which it can have been changed, so that a change of earlier in that second, whose callback comes
 * later, is known as older; and one that is still to come as newer.
 */
function latestMoment(at: EpochMs, now: EpochMs): EpochMs {
  return at % 1000 === 0 ? Math.max(at, Math.min(at + LATEST_IN_SECOND_MS, now)) : at;
}
