import type {
  AgentDeleted,
  AgentEdited,
  AgentWrote,
  InboundEvent,
  TransportClosed,
  TransportEvent,
} from "../domain/event.ts";
import type { EpochMs, TransportConversationId, TransportMessageId } from "../domain/ids.ts";

/** What a request means to us: something that happened, nothing, or no sense. */
export type Inbound =
  | { readonly event: InboundEvent & { readonly happening: TransportEvent } }
  | { readonly ignored: string }
  | { readonly invalid: string };

/** A change is told with all that the message's own webhook has; what that would not be, the change is not either. */
export function asEdited(told: Inbound, at: EpochMs): Inbound {
  if (!("event" in told) || told.event.happening.kind !== "agent.wrote") return told;
  const { happening, sourceId } = told.event;
  return { event: editedEvent({ sourceId, happening }, at) };
}

/** Told under the message's id and the time of the change, so that each change is one event. */
export function editedEvent(
  { sourceId, happening: wrote }: { readonly sourceId: string; readonly happening: AgentWrote },
  at: EpochMs,
): InboundEvent & { readonly happening: AgentEdited } {
  const { files: _, ...happening } = wrote;
  return {
    source: "transport",
    sourceId: `${sourceId}:edit:${at}`,
    at,
    happening: { ...happening, kind: "agent.edited" },
  };
}

/** The same of a message that was taken back. */
export function asDeleted(told: Inbound, at: EpochMs): Inbound {
  if (!("event" in told) || told.event.happening.kind !== "agent.wrote") return told;
  const { transportConversationId, transportMessageId: id, index } = told.event.happening;
  return { event: deletedEvent(transportConversationId, { id, index }, at) };
}

/** A line is taken back once. */
export function deletedEvent(
  transportConversationId: TransportConversationId,
  { id, index }: { readonly id: TransportMessageId; readonly index: number },
  at: EpochMs,
): InboundEvent & { readonly happening: AgentDeleted } {
  const about = { transportConversationId, transportMessageId: id, index };
  const happening = { kind: "agent.deleted", ...about } as const;
  return { source: "transport", sourceId: `${id}:deleted`, at, happening };
}

/** Closed and removed are both for good, so whichever comes first counts. */
export function closedEvent(
  conversation: TransportConversationId,
  now: EpochMs,
): InboundEvent & { readonly happening: TransportClosed } {
  const happening = { kind: "transport.closed", transportConversationId: conversation } as const;
  return { source: "transport", sourceId: `${conversation}:closed`, at: now, happening };
}
