import type { EpochMs } from "./ids.ts";
import type { InnerEvent } from "./inner-event.ts";
import type { MemberEvent } from "./member-event.ts";
import type { TransportEvent } from "./transport-event.ts";

export type * from "./inner-event.ts";
export type * from "./member-event.ts";
export type * from "./transport-event.ts";

export type Happening = MemberEvent | TransportEvent | InnerEvent;

/** What a person or the assistant wrote; null when nobody wrote anything. */
export function writtenIn(happening: Happening): string | null {
  const written =
    happening.kind === "member.wrote" ||
    happening.kind === "member.edited" ||
    happening.kind === "agent.wrote" ||
    happening.kind === "agent.edited" ||
    happening.kind === "assistant.answered";
  return written ? happening.text : null;
}

/** Where an event came from; with `sourceId` it is the event's identity. */
export type Source =
  | "discord"
  | "transport"
  | "taskrouter"
  | "studio"
  | "timer"
  | "assistant"
  | "bridge"
  | "case";

/** One thing that happened, as it enters the ledger. */
export interface InboundEvent {
  readonly source: Source;
  /** Unique within the source; a second arrival with the same id is a duplicate. */
  readonly sourceId: string;
  /** When it happened, by the source's clock where it tells. */
  readonly at: EpochMs;
  readonly happening: Happening;
}
