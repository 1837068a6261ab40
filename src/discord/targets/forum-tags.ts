import type { APIGuildForumTag } from "discord-api-types/v10";

import type { Value } from "../../provision/ports.ts";
import { emojiBody, emojiOf } from "./emoji.ts";

/** A tag of a forum, known by its name. */
export interface TagSpec {
  readonly name: string;
  /** A Unicode emoji, or the id of a custom one. */
  readonly emoji: string | null;
  /** Whether only those who manage threads may set it. */
  readonly moderated: boolean;
}

export function canonicalTags(tags: readonly TagSpec[]): Value {
  return tags.map(({ name, emoji, moderated }) => ({ name: name.trim(), emoji, moderated }));
}

export function foundTags(tags: readonly APIGuildForumTag[]): Value {
  return tags.map((tag) => ({ name: tag.name, emoji: emojiOf(tag), moderated: tag.moderated }));
}

/** The whole list in Discord's words. Tags that stay keep their id, or posts would lose them. */
export function tagsBody(tags: readonly TagSpec[], existing: readonly APIGuildForumTag[]) {
  return tags.map(({ name, emoji, moderated }) => {
    const id = existing.find((tag) => tag.name === name)?.id;
    return { ...(id === undefined ? {} : { id }), name, moderated, ...emojiBody(emoji) };
  });
}
