import type { Effect } from "../../../src/bridge/effect.ts";
import type { Carried, Due, Earlier } from "../../../src/bridge/ports.ts";
import { writtenIn, type Happening } from "../../../src/domain/event.ts";
import type { ConversationId, PostId } from "../../../src/domain/ids.ts";
import type { EffectRecord, EventRecord, State } from "./memory-state.ts";

/** What was said before of the message that an event is about, and the conversation it went into. */
export function earlierOf(
  { events, effects }: State,
  { seq, event: { source, happening } }: EventRecord,
): (Earlier & { readonly conversationId: ConversationId | null }) | null {
  const subject = subjectOf(happening);
  if (subject === null) return null;
  const teller = happening.kind === "delivery.failed" ? "discord" : source;
  const told = events
    .filter((one) => one.seq < seq && one.event.source === teller && isAbout(one.event.sourceId, subject))
    .toSorted((one, other) => (one.event.sourceId < other.event.sourceId ? -1 : 1));
  if (told.length === 0) {
    return happening.kind === "member.reacted" ? shownAs(effects, subject) : null;
  }
  const carried = effects.findLast(({ effect }) => effect.kind === "post" && effect.postId === subject);
  const says = told.findLast(({ event: { happening: one } }) => /\.(wrote|edited)$/.test(one.kind));
  return {
    text: says === undefined ? null : writtenIn(says.event.happening),
    deleted: told.some(({ event: { happening: one } }) => one.kind.endsWith(".deleted")),
    conversationId:
      carried?.conversationId ?? told.find((one) => one.conversationId !== null)?.conversationId ?? null,
  };
}

/** Whether the assistant answered that message in the conversation itself, or is about to. */
export function isAnswered(
  { events, effects, conversations }: State,
  conversationId: ConversationId,
  postId: PostId,
): boolean {
  const epoch = conversations.get(conversationId)?.epoch;
  return events.some(({ seq, event: { happening }, state, conversationId: id }) => {
    if (happening.kind !== "assistant.answered" || state !== "decided" || id !== conversationId) return false;
    if (happening.postId !== postId || happening.handoff === true) return false;
    return effects.some(
      (one) =>
        one.eventSeq === seq &&
        one.effect.kind === "say" &&
        (one.state === "done" || (one.state === "pending" && one.epoch === epoch)),
    );
  });
}

function shownAs(effects: readonly EffectRecord[], postId: string) {
  const effect = effects.find(({ remoteId }) => remoteId === postId)?.effect;
  return effect !== undefined && "text" in effect
    ? { text: effect.text, deleted: false, conversationId: null }
    : null;
}

function isAbout(sourceId: string, subject: string): boolean {
  return sourceId === subject || sourceId.startsWith(`${subject}:`);
}

function subjectOf(happening: Happening): string | null {
  if (happening.kind === "delivery.failed") return happening.post?.postId ?? null;
  if (/^agent\.(wrote|edited|deleted)$/.test(happening.kind) && "transportMessageId" in happening)
    return happening.transportMessageId;
  if (/^member\.(wrote|edited|deleted|reacted)$/.test(happening.kind) && "postId" in happening)
    return happening.postId;
  return null;
}

function originOf(effect: Effect): string | null {
  if (effect.kind === "answer") return null;
  if ("postId" in effect) return effect.postId;
  return "lineId" in effect ? (effect.lineId ?? null) : null;
}

/** What an effect is told of the lines before it, and of what happened to its message. */
export function changesFor(
  state: State,
  { effect }: EffectRecord,
): Pick<Due, "carried" | "withdrawn" | "blocked"> {
  const origin = originOf(effect);
  const source = effect.direction === "agent" ? "discord" : "transport";
  const isLine = effect.kind === "say" || effect.kind === "post";
  const withdrawn =
    isLine &&
    origin !== null &&
    state.events.some(({ event }) => event.source === source && event.sourceId === `${origin}:deleted`);
  // Nobody blocks anybody through the ledger itself.
  const blocked = false;
  if (isLine || origin === null) return { carried: [], withdrawn, blocked };
  const parts = new Map<number, Carried>();
  for (const one of state.effects) {
    const same = originOf(one.effect) === origin && one.effect.direction === effect.direction;
    if (!same || one.state !== "done" || one.remoteId === null) continue;
    const part = "part" in one.effect ? (one.effect.part ?? 0) : 0;
    const conversation = state.conversations.get(one.conversationId as ConversationId) ?? null;
    parts.set(part, {
      part,
      ids: one.remoteIds ?? [one.remoteId],
      conversation: conversation?.transportConversationId ?? null,
    });
  }
  return { carried: [...parts.values()], withdrawn, blocked };
}
