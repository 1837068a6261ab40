import type { EpochMs, TransportConversationId } from "../../domain/ids.ts";
import type { FlexMessage } from "../agent-line.ts";
import { mediaFiles } from "../media.ts";

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

/** A message as the vendor's client gives it, as far as conversations and channels agree. */
export interface RestMessage {
  readonly sid: string;
  readonly index: number;
  readonly body: string | null;
  readonly attributes: string;
  readonly dateCreated: Date | null;
  readonly dateUpdated: Date | null;
}

interface Beside {
  readonly conversation: TransportConversationId;
  /** Absent on what the vendor itself says, whatever its types promise. */
  readonly author: string | null;
  readonly media: unknown;
  readonly now: EpochMs;
}

export function listedMessage(
  message: RestMessage,
  { conversation, author, media, now }: Beside,
): ListedMessage {
  const { sid, index, body, attributes, dateCreated, dateUpdated } = message;
  const at = dateCreated?.getTime() ?? now;
  return {
    conversation,
    sid,
    index,
    author: author ?? "system",
    body: body ?? "",
    attributes,
    files: mediaFiles(conversation, media),
    at,
    updatedAt: dateUpdated?.getTime() ?? at,
  };
}

/** How pages are asked for that are read back from the end. */
export const NEWEST_FIRST = { order: "desc", pageSize: 50 } as const;

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
