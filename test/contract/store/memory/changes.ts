import type { Effect } from "../../../../src/bridge/effect.ts";
import type { Carried, Due, Earlier } from "../../../../src/bridge/ports.ts";
import { writtenIn, type Happening, type Source } from "../../../../src/domain/event.ts";
import type { ConversationId, PostId } from "../../../../src/domain/ids.ts";
import { filesIn, type Message, messagesOf } from "./messages.ts";
import type { EffectRecord, EventRecord, State } from "./state.ts";

/** What was said before of the message that an event is about, and the conversation it went into. */
export function earlierOf(
  { events, effects }: State,
  { seq, event: { source, happening } }: EventRecord,
): (Earlier & { readonly conversationId: ConversationId | null }) | null {
  const subject = subjectOf(happening);
  if (subject === null) return null;
  const teller = happening.kind === "delivery.failed" ? "discord" : source;
  const told = events.filter((one) => one.seq < seq && isAbout(one, teller, subject));
  const [message] = messagesOf(told);
  if (message === undefined) return happening.kind === "member.reacted" ? shownAs(effects, subject) : null;
  const carried = effects.findLast(({ effect }) => effect.kind === "post" && effect.postId === subject);
  const last = message.versions.at(-1)?.event;
  return {
    text: last === undefined ? null : writtenIn(last.happening),
    at: last?.at ?? 0,
    deleted: message.deleted,
    files: filesLeft(message),
    conversationId:
      carried?.conversationId ?? told.find((one) => one.conversationId !== null)?.conversationId ?? null,
  };
}

/** What a decision gets to see of it. */
export function toldOf({ text, at, deleted, files }: Earlier): Earlier {
  return { text, at, deleted, files };
}

function filesLeft({ versions }: Message): Earlier["files"] {
  const first = filesIn(versions[0]?.event.happening).map(({ fileId }) => fileId);
  return filesIn(versions.at(-1)?.event.happening).map((file, index) => ({
    part: (first.includes(file.fileId) ? first.indexOf(file.fileId) : index) + 1,
    file,
  }));
}

/** Whether the assistant answered that message in the conversation itself, or is about to. */
export function isAnswered(state: State, conversationId: ConversationId, postId: PostId): boolean {
  const epoch = state.conversations.get(conversationId)?.epoch;
  return answersTo(state, conversationId, postId).some(
    (one) => one.state === "done" || (one.state === "pending" && one.epoch === epoch),
  );
}

/** What the assistant says to that message, whatever became of it. */
export function answersTo(
  { events, effects }: State,
  conversationId: ConversationId,
  postId: PostId,
): readonly EffectRecord[] {
  const answering = events.filter(({ event: { happening }, state, conversationId: id }) => {
    if (happening.kind !== "assistant.answered" || state !== "decided" || id !== conversationId) return false;
    return happening.postId === postId && happening.handoff !== true;
  });
  const seqs = new Set(answering.map(({ seq }) => seq));
  return effects.filter(({ eventSeq, effect }) => effect.kind === "say" && seqs.has(eventSeq));
}

function shownAs(effects: readonly EffectRecord[], postId: string) {
  const effect = effects.find(({ remoteId }) => remoteId === postId)?.effect;
  return effect !== undefined && "text" in effect
    ? { text: effect.text, at: 0, deleted: false, files: [], conversationId: null }
    : null;
}

function isAbout({ event }: EventRecord, source: Source, subject: string): boolean {
  const isIts = event.sourceId === subject || event.sourceId.startsWith(`${subject}:`);
  return isIts && event.source === source;
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

/** Deleted, or taken off the message that it came with. */
function isWithdrawn(
  { events }: State,
  effect: Effect,
  { source, origin }: { readonly source: Source; readonly origin: string },
): boolean {
  const [message] = messagesOf(events.filter((one) => isAbout(one, source, origin)));
  if (message === undefined || message.deleted) return message !== undefined;
  if (effect.kind !== "post" || effect.file === undefined) return false;
  const { fileId } = effect.file;
  return !filesLeft(message).some(({ file }) => file.fileId === fileId);
}

/** What an agent's line says now, when it was changed since. */
function rewordedTo({ events }: State, effect: Effect): string | null {
  if (effect.kind !== "say" || effect.lineId === undefined || (effect.part ?? 0) !== 0) return null;
  const origin = effect.lineId;
  const [message] = messagesOf(events.filter((one) => isAbout(one, "transport", origin)));
  const last = message?.versions.at(-1)?.event.happening;
  const text = last === undefined ? null : writtenIn(last);
  return text === effect.text ? null : text;
}

/** What an effect is told of the lines before it, and of what happened to its message. */
export function changesFor(
  state: State,
  { effect }: EffectRecord,
): Pick<Due, "carried" | "withdrawn" | "reworded" | "blocked"> {
  const origin = originOf(effect);
  const source = effect.direction === "agent" ? "discord" : "transport";
  const isLine = effect.kind === "say" || effect.kind === "post";
  const withdrawn = isLine && origin !== null && isWithdrawn(state, effect, { source, origin });
  const reworded = rewordedTo(state, effect);
  // Nobody blocks anybody through the ledger itself.
  const blocked = false;
  if (isLine || origin === null) return { carried: [], withdrawn, reworded, blocked };
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
  return { carried: [...parts.values()], withdrawn, reworded, blocked };
}
