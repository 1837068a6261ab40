import type { KnownThere } from "../../bridge/ports.ts";
import { sleep, type Clock } from "../../domain/clock.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { agentLine, type FlexMessage } from "../agent-line.ts";

/** A page of messages, the newest first. */
interface Page<Message> {
  readonly instances: readonly Message[];
  nextPage(): Promise<Page<Message>> | undefined;
}

/** Where the messages of a conversation are read. */
export interface LineSource<Message> {
  /** The first page, and the one after each. */
  turn(page: Page<Message> | undefined): Promise<Page<Message> | undefined>;
  read(message: Message): FlexMessage;
}

/** How long a line may be in coming that has a later one before it; what is still missing then was deleted. */
const SECOND_LOOK_MS = 1_000;

/** The agents' lines that we have not heard of, by their index, and up to which index everything is known now. */
export async function missedLines<Message extends { readonly index: number }>(
  clock: Clock,
  { conversation, accountedTo, ahead }: KnownThere,
  signal: AbortSignal,
  source: LineSource<Message>,
): Promise<readonly InboundEvent[]> {
  let found = await readAfter(source, accountedTo);
  if (hasHoles(found, accountedTo)) {
    await sleep(clock, SECOND_LOOK_MS, signal);
    found = await readAfter(source, accountedTo);
  }
  const lastHeld = ahead.at(-1)?.index ?? accountedTo;
  const through = Math.max(found.at(-1)?.index ?? accountedTo, lastHeld);
  if (through === accountedTo) return [];
  const lines = found.map(agentLine).flatMap((line) => ("ignored" in line ? [] : [line]));
  const happening = { kind: "transport.read", transportConversationId: conversation, through } as const;
  const sourceId = `${conversation}:read:${through}`;
  return [...lines, { source: "transport", sourceId, at: clock.now(), happening }];
}

function hasHoles(found: readonly FlexMessage[], accountedTo: number): boolean {
  return found.some(({ index }, place) => index !== accountedTo + 1 + place);
}

/** The messages behind that index, oldest first. The API knows no such filter, so it is read from the end. */
async function readAfter<Message extends { readonly index: number }>(
  source: LineSource<Message>,
  after: number,
): Promise<readonly FlexMessage[]> {
  const found = new Map<number, FlexMessage>();
  let page = await source.turn(undefined);
  while (page !== undefined) {
    for (const one of page.instances) if (one.index > after) found.set(one.index, source.read(one));
    const oldest = page.instances.at(-1)?.index ?? 0;
    page = oldest <= after + 1 ? undefined : await source.turn(page);
  }
  return [...found.values()].toSorted((one, other) => one.index - other.index);
}
