import type { KnownThere } from "../../bridge/ports.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { readAttributes } from "../attributes.ts";

/** The attribute of a channel that somebody else opened: up to which index its lines are none of ours. */
export const FROM = "flexcord_from";

/** What we know of a channel, with what was said before we came counted as known. */
export function knownSince(known: KnownThere, attributes: string): KnownThere {
  const from = readAttributes(attributes)[FROM];
  return typeof from === "number" && from > known.accountedTo ? { ...known, accountedTo: from } : known;
}

/** That nothing is missing up to there, when reading found nothing else to say so. */
export function readSoFar(known: KnownThere, since: KnownThere, now: EpochMs): readonly InboundEvent[] {
  const { accountedTo: through, conversation } = since;
  if (through === known.accountedTo) return [];
  const happening = { kind: "transport.read", transportConversationId: conversation, through } as const;
  return [{ source: "transport", sourceId: `${conversation}:read:${through}`, at: now, happening }];
}
