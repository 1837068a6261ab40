import type { CaseChange, CaseField } from "../../domain/case.ts";
import type { Conversation } from "../../domain/conversation.ts";
import type { Happening } from "../../domain/event.ts";
import type { EffectRecord, LedgerRecord } from "../../operator/ports.ts";
import type { Timeline } from "../ports.ts";
import { deliveryOf, isInTrouble, worstOf } from "./delivery.ts";
import type { Entry, LineEntry, Speaker } from "./entry.ts";
import { stepOf } from "./steps.ts";
import { filesOf, wordsOf } from "./words.ts";

interface About {
  /** Those the records are of: they know what agents are called. */
  readonly conversations: readonly Conversation[];
  readonly memberName: string | null;
  /** The case's history, whose notes stand between the lines; empty without a case. */
  readonly history: readonly CaseChange[];
}

/**
 * What somebody reads of conversations: lines as they stand now, and what happened between them, in the order in which we heard
 * of it; the clocks of both sides differ.
 */
export function entriesOf({ records, before, until }: Timeline, about: About): readonly Entry[] {
  const draft: Draft = { entries: [], lines: new Map(), names: namesOf(about), memberName: about.memberName };
  const oldest = before === null ? -Infinity : (records[0]?.receivedAt ?? -Infinity);
  const notes = about.history
    .filter(({ field, at }) => isNote(field) && at >= oldest && at < (until ?? Infinity))
    .map(noteOf);
  for (const record of records) {
    const earlier = notes.findIndex(({ at }) => at > record.receivedAt);
    draft.entries.push(...notes.splice(0, earlier === -1 ? notes.length : earlier));
    addRecord(draft, record);
  }
  return [...draft.entries, ...notes];
}

interface Draft {
  readonly entries: Entry[];
  /** Where lines stand among the entries, by every id that a change may name them by. */
  readonly lines: Map<string, number>;
  readonly names: ReadonlyMap<string, string>;
  readonly memberName: string | null;
}

/** Agents by what they are called in conversations. */
function namesOf({ conversations }: About): ReadonlyMap<string, string> {
  const agents = conversations.flatMap(({ desk }) => desk.work.flatMap(({ agent }) => agent ?? []));
  return new Map(
    agents.flatMap(({ author, name }) => (author === null || name === "" ? [] : [[author, name]])),
  );
}

function addRecord(draft: Draft, record: LedgerRecord): void {
  const speaker = speakerOf(record);
  const carrying = speaker === null ? [] : carriersOf(record, speaker);
  if (speaker !== null) {
    addLine(draft, record, speaker, carrying);
  } else if (!changeLine(draft, record)) {
    const step = stepOf(record);
    if (step !== null)
      draft.entries.push({ kind: "step", id: `m${record.seq}`, at: record.at, delivery: null, ...step });
  }
  for (const effect of record.effects) if (!carrying.includes(effect)) addEffect(draft, record, effect);
}

function speakerOf({ kind, happening }: LedgerRecord): Speaker | null {
  if (kind === "member.wrote") return "member";
  if (kind === "agent.wrote")
    return happening?.kind === "agent.wrote" && happening.note === true ? "note" : "agent";
  // What the assistant did not find it did not say.
  if (kind === "assistant.answered")
    return happening?.kind === "assistant.answered" && !happening.found ? null : "assistant";
  return happening?.kind === "member.submitted" && happening.action === "leave-message" ? "member" : null;
}

/** The effects that carry what was said. */
function carriersOf({ effects }: LedgerRecord, speaker: Speaker): readonly EffectRecord[] {
  if (speaker === "note") return [];
  const kind = speaker === "member" ? "post" : "say";
  return effects.filter((effect) => effect.kind === kind && effect.voice === speaker);
}

function addLine(draft: Draft, record: LedgerRecord, from: Speaker, carrying: readonly EffectRecord[]): void {
  const { happening } = record;
  const at = draft.entries.length;
  draft.entries.push({
    kind: "line",
    id: `m${record.seq}`,
    at: record.at,
    from,
    author: authorOf(draft, happening, from),
    text: happening === null ? null : textOf(happening),
    files: happening === null ? [] : sentWith(happening),
    edited: false,
    deleted: false,
    reactions: [],
    delivery: worstOf(carrying),
  });
  for (const id of [idOf(happening), ...carrying.map(({ remoteId }) => remoteId)])
    if (id !== null) draft.lines.set(id, at);
}

function authorOf({ names, memberName }: Draft, happening: Happening | null, from: Speaker): string | null {
  if (happening?.kind === "agent.wrote") return names.get(happening.author) ?? happening.author;
  return from === "member" ? memberName : null;
}

function textOf(happening: Happening): string {
  if (happening.kind === "member.wrote" || happening.kind === "member.edited")
    return wordsOf(happening.text, happening.content);
  return "text" in happening ? happening.text : "";
}

function sentWith(happening: Happening): LineEntry["files"] {
  const files =
    happening.kind === "member.wrote" || happening.kind === "member.edited"
      ? filesOf(happening.content)
      : happening.kind === "agent.wrote"
        ? (happening.files ?? [])
        : [];
  return files.map(({ name, bytes }) => ({ name, bytes }));
}

/** What others call the message. */
function idOf(happening: Happening | null): string | null {
  if (happening === null) return null;
  if ("transportMessageId" in happening) return happening.transportMessageId;
  return "postId" in happening ? happening.postId : null;
}

/** Brings a line up to what became of it; false when the event is no change of a line. */
function changeLine({ entries, lines }: Draft, { kind, happening }: LedgerRecord): boolean {
  if (!CHANGES.has(kind)) return false;
  const id = happening === null || happening.kind === "line.changed" ? null : idOf(happening);
  const at = id === null ? undefined : lines.get(id);
  const line = at === undefined ? undefined : entries[at];
  if (at === undefined || line?.kind !== "line" || happening === null) return true;
  entries[at] = changed(line, happening);
  return true;
}

const CHANGES: ReadonlySet<string> = new Set([
  "member.edited",
  "member.deleted",
  "member.reacted",
  "agent.edited",
  "agent.deleted",
]);

function changed(line: LineEntry, happening: Happening): LineEntry {
  if (happening.kind === "member.edited")
    return { ...line, text: textOf(happening), files: sentWith(happening), edited: true };
  if (happening.kind === "agent.edited") return { ...line, text: happening.text, edited: true };
  if (happening.kind !== "member.reacted") return { ...line, deleted: true };
  const others = line.reactions.filter((emoji) => emoji !== happening.emoji);
  return { ...line, reactions: happening.added ? [...others, happening.emoji] : others };
}

/** What we say ourselves to the member always shows; a step of ours only when it is in trouble. */
function addEffect({ entries }: Draft, { seq }: LedgerRecord, effect: EffectRecord): void {
  const delivery = deliveryOf(effect);
  const common = { id: `m${seq}.e${effect.effectId}`, at: effect.decidedAt, delivery };
  const { effect: what } = effect;
  if (effect.kind === "say" && effect.voice === "notice") {
    entries.push({
      ...common,
      kind: "line",
      from: "flexcord",
      author: null,
      text: what?.kind === "say" ? what.text : null,
      files: [],
      edited: false,
      deleted: false,
      reactions: [],
    });
  } else if (isInTrouble(delivery)) {
    const text = STEPS[effect.kind] ?? `A step toward the ${effect.direction} (${effect.kind})`;
    entries.push({ ...common, kind: "step", text, tone: "bad" });
  }
}

const STEPS: Partial<Readonly<Record<EffectRecord["kind"], string>>> = {
  post: "A line to the agents",
  "say.edit": "An edit of an agent’s line",
  "say.remove": "Taking back an agent’s line",
  "post.edit": "An edit of the member’s line",
  "post.remove": "Taking back the member’s line",
  "card.show": "The member’s status card",
  "conversation.ensure": "Opening the conversation on the agents’ side",
  "agent.request": "Asking for an agent",
  "task.ensure": "Offering the conversation to the agents",
  "transcript.send": "Sending the transcript",
  answer: "The assistant’s answer",
};

function isNote(field: CaseField): boolean {
  return field === "note" || field === "public-note";
}

function noteOf({ at, actor, to }: CaseChange, index: number): LineEntry {
  return {
    kind: "line",
    id: `note-${at}-${index}`,
    at,
    from: "note",
    author: actor.by === "flexcord" ? "flexcord" : actor.name,
    text: to,
    files: [],
    edited: false,
    deleted: false,
    reactions: [],
    delivery: null,
  };
}
