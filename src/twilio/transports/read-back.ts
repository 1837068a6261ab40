import type { EpochMs } from "../../domain/ids.ts";
import type { FlexMessage } from "../agent-line.ts";

/** The end of a conversation, as far as it was read. */
export interface ReadBack {
  /** Oldest first. */
  readonly messages: readonly ListedMessage[];
  /** Every message from this index on was read. */
  readonly from: number;
}

export interface ListedMessage extends FlexMessage {
  /** REST tells it to the second. */
  readonly updatedAt: EpochMs;
}

/** A page of messages, the newest first. */
interface Page<Message> {
  readonly instances: readonly Message[];
  readonly nextPageUrl?: string | undefined;
  nextPage(): Promise<Page<Message>> | undefined;
}

/** Where the messages of a conversation are read. */
export interface LineSource<Message> {
  /** The first page, and the one after each. */
  turn(page: Page<Message> | undefined): Promise<Page<Message> | undefined>;
  read(message: Message): ListedMessage;
}

/**
 * Reads from the end back to that index, in whole pages: the first one is asked for in any case. The API knows no filter
 * by index.
 */
export async function readBack<Message extends { readonly index: number }>(
  source: LineSource<Message>,
  to: number,
): Promise<ReadBack> {
  const found = new Map<number, ListedMessage>();
  let from = 0;
  let page = await source.turn(undefined);
  while (page !== undefined) {
    for (const one of page.instances) found.set(one.index, source.read(one));
    const oldest = page.instances.at(-1)?.index ?? 0;
    const isLast = page.nextPageUrl === undefined;
    from = isLast ? 0 : oldest;
    page = isLast || oldest <= to + 1 ? undefined : await source.turn(page);
  }
  return { messages: [...found.values()].toSorted((one, other) => one.index - other.index), from };
}
