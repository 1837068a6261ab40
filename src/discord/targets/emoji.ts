/** An emoji as Discord takes it: a custom one by its id, any other as itself. */
export interface WireEmoji {
  readonly emoji_id?: string | null;
  readonly emoji_name?: string | null;
}

/** A custom emoji is written as its id. */
const ID = /^\d{17,20}$/;

export function emojiBody(emoji: string | null): { emoji_id: string | null; emoji_name: string | null } {
  const custom = emoji !== null && ID.test(emoji);
  return { emoji_id: custom ? emoji : null, emoji_name: custom ? null : emoji };
}

/** Beside a custom emoji's id Discord may tell its name, which is of no concern. */
export function emojiOf({ emoji_id: id, emoji_name: name }: WireEmoji): string | null {
  return id ?? name ?? null;
}
