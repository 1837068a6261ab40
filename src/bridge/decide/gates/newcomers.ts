import type { MemberCommanded, MemberEvent } from "../../../domain/event.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import type { Raid } from "../../../domain/raid.ts";
import { threadButton } from "../delivery.ts";
import type { Draft } from "../draft.ts";
import type { Refusal } from "./refusal.ts";
import { stamp } from "../stamp.ts";

/**
 * Counts a newcomer who asks for help: a member who never had a conversation. Says why no place is opened for them now;
 * null when one may be, or they have one. Discord limits or blocks bots that open many direct messages in a short time,
 * and then nobody is helped.
 * @param at when they asked
 */
export function noRoom(draft: Draft, event: MemberEvent, at: EpochMs): Refusal | null {
  const { member, context, situation } = draft;
  if (member.conversations > 0 || !asksForHelp(event)) return null;
  const { now } = context;
  const askedAt = Math.min(at, now);
  const raid = raidWith(draft, askedAt);
  if (member.placeId !== null || event.kind !== "member.commanded") {
    draft.arrive({ askedAt, openedAt: null, raid });
    return null;
  }
  const last = raid ?? situation.newcomers.raid();
  const inRaid = last !== null && last.until > now;
  const roomAt = whenThereIsRoom(draft, event, inRaid);
  draft.arrive({ askedAt, openedAt: roomAt === null ? now : null, raid });
  if (roomAt === null) return null;
  return inRaid ? keptOut(draft, roomAt) : keptWaiting(draft, roomAt);
}

function asksForHelp(event: MemberEvent): boolean {
  if (event.kind === "member.commanded") return event.command === "helpme" || event.command === "thread";
  return event.kind === "member.wrote";
}

/** The raid as it is to be remembered once this one has asked; null when nothing is new about it. */
function raidWith({ context, situation: { newcomers } }: Draft, at: EpochMs): Raid | null {
  const { newcomers: most, windowMs } = context.gates.raid;
  if (newcomers.asked(most, { after: at - windowMs, upTo: at }) === null) return null;
  const last = newcomers.raid();
  const until = at + windowMs;
  if (last === null || last.until <= at) return { since: at, until };
  return { since: last.since, until: Math.max(last.until, until) };
}

/** Null when there is room now. */
function whenThereIsRoom(
  { context: { gates, now }, situation: { newcomers } }: Draft,
  { command }: MemberCommanded,
  inRaid: boolean,
): EpochMs | null {
  // A thread is no direct message, but in a raid there would be too many of them too.
  if (command === "thread" && !inRaid) return null;
  const { windowMs } = gates.raid;
  const span = { after: now - windowMs, upTo: now };
  // Who asks again while their place is being opened is counted already.
  if (newcomers.wasOpened(span)) return null;
  const budget = inRaid ? Math.min(gates.raid.openings, gates.openings) : gates.openings;
  const oldest = newcomers.opened(budget, span);
  return oldest === null ? null : oldest + windowMs;
}

function keptOut({ texts }: Draft, roomAt: EpochMs): Refusal {
  const text = texts("gate.raid", { relative: stamp(roomAt, "R") });
  return { key: "raid", reason: "raid mode is on", text, forAgents: null };
}

function keptWaiting({ texts, context: { offersThreads } }: Draft, roomAt: EpochMs): Refusal {
  const text = texts("gate.busy", { relative: stamp(roomAt, "R") });
  return {
    key: "busy",
    reason: "enough direct messages were opened for now",
    text: offersThreads ? `${text}\n\n${texts("helpme.offer-thread")}` : text,
    buttons: offersThreads ? [threadButton(texts)] : [],
    forAgents: null,
  };
}
