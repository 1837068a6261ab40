/** Discord says "the past few minutes". */
const REMEMBERED_MS = 3 * 60_000;

/** Which message an author's nonce made lately. The channel plays no part. */
export interface Nonces {
  remember(authorId: string, nonce: string, messageId: string): void;
  messageOf(authorId: string, nonce: string): string | undefined;
  /** Sets for how long a nonce is remembered. */
  rememberFor(ms: number): void;
}

export function createNonces(now: () => number): Nonces {
  let rememberedMs = REMEMBERED_MS;
  const made = new Map<string, { readonly messageId: string; readonly at: number }>();
  return {
    rememberFor(ms) {
      rememberedMs = ms;
    },
    remember(authorId, nonce, messageId) {
      for (const [key, { at }] of made) {
        if (now() - at <= rememberedMs) break;
        made.delete(key);
      }
      made.set(`${authorId} ${nonce}`, { messageId, at: now() });
    },
    messageOf(authorId, nonce) {
      const found = made.get(`${authorId} ${nonce}`);
      return found !== undefined && now() - found.at <= rememberedMs ? found.messageId : undefined;
    },
  };
}
