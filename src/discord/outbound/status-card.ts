import { MessageFlags, type APIEmbed } from "discord-api-types/v10";
import type { Card } from "../../bridge/effect.ts";
import type { MemberCard } from "../../bridge/ports.ts";
import { asFailure } from "../../domain/failure.ts";
import type { PostId } from "../../domain/ids.ts";
import { buttonRows } from "../interactions/buttons.ts";
import { callDiscord } from "../rest/call.ts";
import { NO_PINGS } from "./pings.ts";
import { keepDoubt, writeOnce, type Writing } from "./single-post.ts";

/**
 * Writes a status card, or brings it up to date. An edit notifies nobody; a card that has something new to tell is
 * written below everything else and the old one removed, so that there is one at any time.
 */
export async function showCard(writing: Writing, shown: MemberCard, signal: AbortSignal): Promise<PostId> {
  const { earlier } = shown;
  if (earlier?.by === "edit" && (await edit(writing, shown, earlier.postId, signal))) return earlier.postId;
  const written = await keepDoubt(shown.inDoubt, () => write(writing, shown, signal));
  // However surely that one was not removed: the card is there by now, and is not to be written once more.
  if (earlier !== null && earlier.postId !== written)
    await keepDoubt(true, () => remove(writing, earlier, signal));
  return written;
}

/** False when the post can no longer be edited: somebody deleted it, or Discord counts too many late edits. */
async function edit(
  { api, clock }: Writing,
  { placeId, card }: MemberCard,
  postId: PostId,
  signal: AbortSignal,
): Promise<boolean> {
  const doing = "bringing the member's status card up to date";
  const run = (signal: AbortSignal) => api.channels.editMessage(placeId, postId, bodyOf(card), { signal });
  try {
    await callDiscord({ doing, signal, clock, run });
    return true;
  } catch (thrown) {
    const { code } = asFailure(thrown);
    if (code === "discord.not-found" || code === "discord.refused") return false;
    throw thrown;
  }
}

function write(
  writing: Writing,
  { card, silent, ...shown }: MemberCard,
  signal: AbortSignal,
): Promise<PostId> {
  const flags = silent ? { flags: MessageFlags.SuppressNotifications as const } : {};
  const body = { ...bodyOf(card), ...flags };
  return writeOnce(writing, { ...shown, what: "the member's status card", body }, signal);
}

/** One that is gone, or that we may not touch any more, is not worth a failure. */
async function remove(
  { api, clock }: Writing,
  { placeId, postId }: NonNullable<MemberCard["earlier"]>,
  signal: AbortSignal,
): Promise<void> {
  const doing = "removing the member's former status card";
  const run = (signal: AbortSignal) => api.channels.deleteMessage(placeId, postId, { signal });
  try {
    await callDiscord({ doing, signal, clock, run });
  } catch (thrown) {
    if (asFailure(thrown).retry) throw thrown;
  }
}

const COLORS: Readonly<Record<Card["tone"], number>> = {
  calm: 0x5865f2,
  waiting: 0xfaa61a,
  live: 0x3ba55d,
  paused: 0x747f8d,
  over: 0x4f545c,
};

/** The sentence is the message's own text, which is what notifications and screen readers give. */
function bodyOf(card: Card) {
  const { text, details, buttons } = card;
  return {
    content: text,
    embeds: embedsOf(card, details),
    components: buttonRows(buttons),
    allowed_mentions: NO_PINGS,
  };
}

function embedsOf({ tone, agent }: Card, details: readonly string[]): APIEmbed[] {
  if (details.length === 0 && agent === null) return [];
  const description = details.join("\n");
  return [
    {
      color: COLORS[tone],
      ...(description === "" ? {} : { description }),
      ...(agent === null ? {} : { author: authorOf(agent) }),
    },
  ];
}

/** Bounds of an embed's author, as documented; a picture has to be on the web. */
const LONGEST_NAME = 256;
const LONGEST_URL = 2048;

function authorOf({ name, picture }: NonNullable<Card["agent"]>): NonNullable<APIEmbed["author"]> {
  const shown = Array.from(name).slice(0, LONGEST_NAME).join("");
  const usable = picture !== null && picture.length <= LONGEST_URL && /^https?:\/\//u.test(picture);
  return usable ? { name: shown, icon_url: picture } : { name: shown };
}
