import type { KnownThere } from "../../bridge/ports.ts";
import { sleep } from "../../domain/clock.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { agentLine, type FlexMessage } from "../agent-line.ts";
import { mediaFiles } from "../media.ts";
import { closedEvent } from "../inbound.ts";
import { call, callOn, hasCode, type FlexAccount } from "./flex-account.ts";
import { taskNews } from "./task-news.ts";

/**
 * What callbacks should have told us and did not: lines by their index, the end of the conversation, the
 * task's steps. Twilio queues no callback of a conversation, so whatever was sent while nobody listened can
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
    const lines = await missedLines(flex, known, signal);
    const task = known.answering === "ended" ? [] : await taskNews(flex, known, signal);
    return [...lines, ...task, ...(context.state === "closed" ? [closed] : [])];
  } catch (thrown) {
    if (hasCode(thrown, "twilio.closed", "twilio.not-found")) return [closed];
    throw thrown;
  }
}

/** How long a line may be in coming that has a later one before it; what is still missing then was deleted. */
const SECOND_LOOK_MS = 1_000;

async function missedLines(
  flex: FlexAccount,
  { conversation, accountedTo, ahead }: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  let found = await readAfter(flex, conversation, accountedTo, signal);
  if (hasHoles(found, accountedTo)) {
    await sleep(flex.clock, SECOND_LOOK_MS, signal);
    found = await readAfter(flex, conversation, accountedTo, signal);
  }
  const lastHeld = ahead.at(-1)?.index ?? accountedTo;
  const through = Math.max(found.at(-1)?.index ?? accountedTo, lastHeld);
  if (through === accountedTo) return [];
  const lines = found.map(agentLine).flatMap((line) => ("ignored" in line ? [] : [line]));
  const happening = { kind: "transport.read", transportConversationId: conversation, through } as const;
  const sourceId = `${conversation}:read:${through}`;
  return [...lines, { source: "transport", sourceId, at: flex.clock.now(), happening }];
}

function hasHoles(found: readonly FlexMessage[], accountedTo: number): boolean {
  return found.some(({ index }, place) => index !== accountedTo + 1 + place);
}

const PAGE_SIZE = 50;

/** The messages behind that index, oldest first. The API knows no such filter, so it is read from the end. */
async function readAfter(
  flex: FlexAccount,
  conversation: TransportConversationId,
  after: number,
  signal: AbortSignal,
): Promise<readonly FlexMessage[]> {
  const doing = "read what was written in the conversation";
  const found = new Map<number, FlexMessage>();
  let page: Page | undefined = await callOn(flex, conversation, signal, doing, (context) =>
    context.messages.page({ order: "desc", pageSize: PAGE_SIZE }),
  );
  while (page !== undefined) {
    const current: Page = page;
    for (const one of current.instances) {
      if (one.index > after) found.set(one.index, read(conversation, one, flex.clock.now()));
    }
    const oldest = current.instances.at(-1)?.index ?? 0;
    page = oldest <= after + 1 ? undefined : await call(signal, doing, async () => current.nextPage());
  }
  return [...found.values()].toSorted((one, other) => one.index - other.index);
}

interface Listed {
  readonly sid: string;
  readonly index: number;
  readonly author: string;
  readonly body: string | null;
  readonly attributes: string;
  readonly media: unknown;
  readonly dateCreated: Date | null;
}

interface Page {
  readonly instances: readonly Listed[];
  nextPage(): Promise<Page> | undefined;
}

function read(conversation: TransportConversationId, message: Listed, now: number): FlexMessage {
  const { sid, index, author, body, attributes, media, dateCreated } = message;
  return {
    conversation,
    sid,
    index,
    author: author ?? "system",
    body: body ?? "",
    attributes,
    files: mediaFiles(conversation, media),
    at: dateCreated?.getTime() ?? now,
  };
}
