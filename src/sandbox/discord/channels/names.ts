import { CHANNEL } from "./model.ts";

const PLAIN_NAMES = new Set<number>([CHANNEL.VOICE, CHANNEL.CATEGORY, CHANNEL.STAGE]);

/**
 * A channel's name as Discord stores it. Voice channels, stages and categories keep theirs; the others are
 * lower-cased, spaces become dashes, dashes do not repeat and ASCII punctuation goes (undocumented, as
 * observed by others).
 */
export function normalizeChannelName(name: string, type: number): string {
  const trimmed = name.trim();
  if (PLAIN_NAMES.has(type)) return trimmed;
  return trimmed
    .toLowerCase()
    .replaceAll(/\s+/gu, "-")
    .replaceAll(/[!-,./:-@[-^`{-~]/gu, "")
    .replaceAll(/-{2,}/gu, "-");
}
