import type { Learned } from "../../../bridge/ports.ts";
import type { Conversation } from "../../../domain/conversation.ts";
import type { ConversationId, MemberId } from "../../../domain/ids.ts";
import { accountFor } from "../../../domain/line-order.ts";
import type { Conversations } from "./conversations.ts";
import { createKnown } from "./known.ts";

export interface KnownConversations extends Conversations {
  /** Changes may have been made by another way, or undone. */
  forget(): void;
}

/** For the one connection that writes; whoever only reads beside it must not keep what changes there. */
export function keepConversations(stored: Conversations): KnownConversations {
  const known = createKnown<ConversationId, Conversation>();
  const open = createKnown<MemberId, ConversationId>();
  const find = (id: ConversationId) => known.find(id, (id) => stored.find(id));
  return {
    find,
    findOpen(member) {
      const id = open.kept(member);
      if (id !== null) return find(id);
      const found = stored.findOpen(member);
      if (found === null) return null;
      open.keep(member, found.id);
      known.keep(found.id, found);
      return found;
    },
    findByTransport: (id) => stored.findByTransport(id),
    put(conversation) {
      stored.put(conversation);
      known.drop(conversation.id);
      open.drop(conversation.memberId);
    },
    learn(id, learned) {
      stored.learn(id, learned);
      const before = known.kept(id);
      const index = onlyPlaceOf(learned);
      if (before !== null && index !== null) known.keep(id, { ...before, ...accountFor(before, index) });
      else known.drop(id);
    },
    toRead: (endedSince) => stored.toRead(endedSince),
    forget() {
      known.forget();
      open.forget();
    },
  };
}

/** What nearly every line of ours teaches: its place among the others, and nothing besides; null when there is more. */
function onlyPlaceOf({ postedIndex, ...more }: Learned): number | null {
  return postedIndex !== undefined && Object.keys(more).length === 0 ? postedIndex : null;
}
