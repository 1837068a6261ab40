import { isOlder } from "../snowflake.ts";
import type { Attachment, Message } from "./model.ts";

export interface Page {
  readonly limit: number;
  readonly before?: string;
  readonly after?: string;
  readonly around?: string;
}

/** All messages, by channel and age. */
export interface MessageStore {
  /** Adds a message or replaces the one with its id. */
  put(message: Message): void;
  get(id: string): Message | undefined;
  remove(id: string): void;
  /** An attachment of a message that is still there. */
  attachment(id: string): Attachment | undefined;
  /** Oldest first. */
  inChannel(channelId: string): readonly Message[];
  /** Newest first. With `after`, the messages right after that id, not the newest ones. */
  page(channelId: string, page: Page, isListed: (message: Message) => boolean): readonly Message[];
}

export function createMessageStore(): MessageStore {
  const byId = new Map<string, Message>();
  const idsOf = new Map<string, Set<string>>();
  const inChannel = (channelId: string) =>
    [...(idsOf.get(channelId) ?? [])].flatMap((id) => byId.get(id) ?? []);
  return {
    attachment(id) {
      for (const { attachments, extras } of byId.values()) {
        const all = [...attachments, ...(extras.forwarded?.attachments ?? [])];
        const found = all.find((attachment) => attachment.id === id);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    put(message) {
      byId.set(message.id, message);
      const ids = idsOf.get(message.channelId) ?? new Set();
      idsOf.set(message.channelId, ids.add(message.id));
    },
    get: (id) => byId.get(id),
    remove(id) {
      const message = byId.get(id);
      byId.delete(id);
      if (message !== undefined) idsOf.get(message.channelId)?.delete(id);
    },
    inChannel,
    page(channelId, { limit, before, after, around }, isListed) {
      const listed = inChannel(channelId).filter(isListed);
      const firstFrom = (id: string) => {
        const place = listed.findIndex((message) => !isOlder(message.id, id));
        return place === -1 ? listed.length : place;
      };
      if (after !== undefined) {
        const start = listed.findIndex((message) => isOlder(after, message.id));
        return start === -1 ? [] : listed.slice(start, start + limit).toReversed();
      }
      if (around !== undefined) {
        const start = Math.max(0, firstFrom(around) - Math.floor(limit / 2));
        return listed.slice(start, start + limit).toReversed();
      }
      const end = before === undefined ? listed.length : firstFrom(before);
      return listed.slice(Math.max(0, end - limit), end).toReversed();
    },
  };
}
