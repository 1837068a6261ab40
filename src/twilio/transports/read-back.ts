import type { EpochMs, TransportConversationId } from "../../domain/ids.ts";
import type { FlexMessage } from "../agent-line.ts";
import { mediaFiles } from "../media.ts";
import { call, callOn, type FlexAccount } from "./flex-account.ts";

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

const PAGE_SIZE = 50;

/**
 * Reads from the end back to that index, in whole pages: the first one is asked for in any case. The API knows no filter
 * by index.
 */
export async function readBack(
  flex: FlexAccount,
  conversation: TransportConversationId,
  to: number,
  signal: AbortSignal,
): Promise<ReadBack> {
  const doing = "read what was written in the conversation";
  const found = new Map<number, ListedMessage>();
  let from = 0;
  let page: Page | undefined = await callOn(flex, conversation, signal, doing, (context) =>
    context.messages.page({ order: "desc", pageSize: PAGE_SIZE }),
  );
  while (page !== undefined) {
    const current: Page = page;
    for (const one of current.instances) found.set(one.index, read(conversation, one, flex.clock.now()));
    const isLast = current.nextPageUrl === undefined;
    const oldest = current.instances.at(-1)?.index ?? 0;
    from = isLast ? 0 : oldest;
    page = isLast || oldest <= to + 1 ? undefined : await call(signal, doing, async () => current.nextPage());
  }
  return { messages: [...found.values()].toSorted((one, other) => one.index - other.index), from };
}

interface Listed {
  readonly sid: string;
  readonly index: number;
  readonly author: string;
  readonly body: string | null;
  readonly attributes: string;
  readonly media: unknown;
  readonly dateCreated: Date | null;
  readonly dateUpdated: Date | null;
}

interface Page {
  readonly instances: readonly Listed[];
  readonly nextPageUrl?: string | undefined;
  nextPage(): Promise<Page> | undefined;
}

function read(conversation: TransportConversationId, message: Listed, now: EpochMs): ListedMessage {
  const { sid, index, author, body, attributes, media, dateCreated, dateUpdated } = message;
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
