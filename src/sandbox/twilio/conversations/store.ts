import { newSid } from "../sids.ts";
import { createCollection, type Collection } from "../collection.ts";
import { ApiError, notFound } from "../wire/api-error.ts";
import type { Media } from "../media/media.ts";
import type { Conversation, Message, Participant, ScopedWebhook } from "./model.ts";

/** All that the chat service holds. */
export interface ConversationStore {
  readonly conversations: Collection<Conversation>;
  readonly participants: Collection<Participant>;
  readonly messages: Collection<Message>;
  readonly webhooks: Collection<ScopedWebhook>;
  /** What the media service keeps. */
  readonly media: Collection<Media>;
  /** What new conversations get when nobody says; milliseconds. */
  readonly defaultTimers: { inactive: number | null; closed: number | null };
  readonly roles: { readonly customer: string; readonly agent: string };
  /** By SID or UniqueName; 20404 when there is none. */
  find(name: string): Conversation;
  /** The same, refused when it is closed: nobody can write into a closed conversation ever again. */
  findOpen(name: string): Conversation;
  /** The next Index of a message; the Index of a deleted message is never given again. */
  takeIndex(conversationSid: string): number;
  forget(conversationSid: string): void;
}

export function createConversationStore(): ConversationStore {
  const conversations = createCollection<Conversation>();
  const participants = createCollection<Participant>((participant) => participant.conversationSid);
  const messages = createCollection<Message>((message) => message.conversationSid);
  const webhooks = createCollection<ScopedWebhook>((webhook) => webhook.conversationSid);
  const nextIndex = new Map<string, number>();

  const find = (name: string) => {
    const found =
      conversations.get(name) ?? conversations.all().find((conversation) => conversation.uniqueName === name);
    if (found === undefined) throw notFound(`/Conversations/${name}`);
    return found;
  };

  return {
    conversations,
    participants,
    messages,
    webhooks,
    media: createCollection<Media>(),
    defaultTimers: { inactive: null, closed: null },
    roles: { customer: newSid("RL"), agent: newSid("RL") },
    find,
    findOpen(name) {
      const found = find(name);
      if (found.state === "closed") {
        // The code is assumed: no reference names it.
        throw new ApiError(400, 20001, `Conversation ${found.sid} is closed and cannot be modified`);
      }
      return found;
    },
    takeIndex(conversationSid) {
      const index = nextIndex.get(conversationSid) ?? 0;
      nextIndex.set(conversationSid, index + 1);
      return index;
    },
    forget(conversationSid) {
      for (const family of [participants, messages, webhooks]) {
        for (const { sid } of family.of(conversationSid)) family.delete(sid);
      }
      conversations.delete(conversationSid);
    },
  };
}
