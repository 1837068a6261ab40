import type { DatabaseSync } from "node:sqlite";
import type { MemberView } from "../../../../desk/ports.ts";
import type { Conversation } from "../../../../domain/conversation.ts";
import type { ConversationId, MemberId } from "../../../../domain/ids.ts";
import type { Vault } from "../../../vault.ts";
import { openBlocks } from "../../tables/blocks.ts";
import { openConversations } from "../../tables/conversations.ts";
import { openDroppable } from "../../tables/droppable.ts";

/** Members and their conversations, as they stand now. */
export interface People {
  /** Null when nothing is kept of it. */
  name(id: MemberId): string | null;
  view(id: MemberId): MemberView;
  conversation(id: ConversationId): Conversation | null;
  /** The newest first. */
  conversationsOf(id: MemberId, most: number): readonly Conversation[];
}

export function openPeople(db: DatabaseSync, vault: Vault): People {
  const conversations = openConversations(db, vault);
  const blocks = openBlocks(db);
  const member = db.prepare("SELECT name, locale FROM members WHERE id = ?");
  const theirs = db.prepare("SELECT id FROM conversations WHERE member_id = ? ORDER BY ordinal DESC LIMIT ?");

  const conversationsOf = (id: MemberId, most: number) =>
    theirs
      .all(id, most)
      .map((row) => conversations.find(row["id"] as ConversationId))
      .filter((found) => found !== null);
  const name = (id: MemberId) => {
    const sealed = member.get(id)?.["name"];
    return sealed instanceof Uint8Array ? openDroppable(vault, "members.name", id, sealed) || null : null;
  };
  return {
    name,
    view: (id) => ({
      id,
      name: name(id),
      locale: String(member.get(id)?.["locale"] ?? "und"),
      // It is looked up again in each conversation; a few back it is about the same.
      about: conversationsOf(id, 5).find(({ desk }) => desk.about !== null)?.desk.about ?? null,
      block: blocks.find(id),
    }),
    conversation: (id) => conversations.find(id),
    conversationsOf,
  };
}
