import {
  newConversation,
  type Conversation,
  type GateMemory,
  type Member,
} from "../../domain/conversation.ts";
import type { ConversationId, EpochMs, InteractionId, PostId } from "../../domain/ids.ts";
import type { Button, Effect, Post, Say, TimerRequest } from "../effect.ts";
import type { Arrival, Decision, Situation } from "../ports.ts";
import type { Texts } from "../../texts/texts.ts";
import { heldUntil } from "./gates/allowance.ts";
import { CaseDraft } from "./case-draft.ts";
import type { DecideContext } from "./policy.ts";

/**
 * A decision in the making. It starts from the situation, is written to by the rule for the event, and
 * is read once at the end. Nothing outside it changes.
 */
export class Draft {
  readonly context: DecideContext;
  readonly situation: Situation;
  /** What becomes of cases. */
  readonly cases: CaseDraft;
  #member: Member;
  #conversation: Conversation | null;
  #ended: Conversation | undefined;
  #insteadOf: number | undefined;
  #redelivered: ConversationId | undefined;
  #arrival: Arrival | undefined;
  readonly #effects: Effect[] = [];
  readonly #timers: TimerRequest[] = [];

  constructor(context: DecideContext, situation: Situation) {
    this.context = context;
    this.situation = situation;
    this.cases = new CaseDraft(context, situation);
    this.#member = situation.member;
    this.#conversation = situation.conversation;
  }

  get member(): Member {
    return this.#member;
  }

  /** The conversation as it will be stored. */
  get conversation(): Conversation | null {
    return this.#conversation;
  }

  /** The open conversation, or a new one that the agent's side is told of. */
  openConversation(fields: Partial<Conversation> = {}): Conversation {
    const atHand = this.#conversation;
    if (atHand !== null && atHand.answering !== "ended") return atHand;
    if (atHand !== null && atHand !== this.situation.conversation) this.#ended = atHand;
    const { open } = this.situation;
    if (open !== null && open.id !== atHand?.id) {
      this.#conversation = open;
      return open;
    }
    const ordinal = this.#member.conversations + 1;
    this.#member = { ...this.#member, conversations: ordinal };
    const id = `${this.context.lineage}-${this.#member.id}-${ordinal}` as ConversationId;
    const begun = { id, memberId: this.#member.id, ordinal, openedAt: this.context.now };
    const conversation = { ...newConversation(begun), ...fields };
    this.#conversation = conversation;
    this.add({ kind: "conversation.ensure", direction: "agent", conversationId: id });
    return conversation;
  }

  /** Changes the conversation; `conversation` gives the changed one from here on. */
  change(conversation: Conversation, fields: Partial<Conversation>): Conversation {
    const changed = { ...conversation, ...fields };
    this.#conversation = changed;
    return changed;
  }

  /** What the gates are to remember of the member. */
  rememberAtGate(fields: Partial<GateMemory>): void {
    this.#member = { ...this.#member, gate: { ...this.#member.gate, ...fields } };
  }

  /** When what this decision has for the agents' side goes out: now, unless the member wrote more than is passed on. */
  get goesOutAt(): EpochMs {
    return Math.max(this.context.now, heldUntil(this.#member.gate));
  }

  add(effect: Effect): void {
    this.#effects.push(effect);
  }

  timer(timer: string, conversationId: ConversationId, subject: string, dueAt: EpochMs): void {
    this.#timers.push({ timer, conversationId, subject, dueAt });
  }

  /** What goes out on the side of that effect goes out where it stood in its lane. */
  standInFor(effectId: number | undefined): void {
    this.#insteadOf = effectId;
  }

  /** What the member's place did not take goes out again. */
  redeliver({ id }: Conversation): void {
    this.#redelivered = id;
  }

  /** A newcomer asks for help. */
  arrive(arrival: Arrival): void {
    this.#arrival = arrival;
  }

  /** The sentences in the member's language. */
  get texts(): Texts {
    return this.context.texts(this.#member.locale);
  }

  /** The sentences in the agents' language. */
  get agentTexts(): Texts {
    return this.context.texts(this.context.language);
  }

  say(
    line: Pick<Say, "voice" | "text" | "lineId" | "file" | "part" | "courtesy"> & {
      readonly buttons?: readonly Button[];
      readonly interactionId?: InteractionId | null;
    },
  ): void {
    this.add({
      kind: "say",
      direction: "member",
      voice: line.voice,
      text: line.text,
      buttons: line.buttons ?? [],
      conversationId: this.#conversation?.id ?? null,
      interactionId: line.interactionId ?? null,
      ...(line.lineId === undefined ? {} : { lineId: line.lineId }),
      ...(line.file === undefined ? {} : { file: line.file }),
      ...(line.part === undefined ? {} : { part: line.part }),
      ...(line.courtesy === undefined ? {} : { courtesy: line.courtesy }),
    });
  }

  notice(text: string): void {
    this.say({ voice: "notice", text });
  }

  /** A notice that is not worth an alarm when the member cannot be reached. */
  courtesy(text: string): void {
    this.say({ voice: "notice", text, courtesy: true });
  }

  post(
    conversation: Conversation,
    line: Pick<Post, "voice" | "text" | "file" | "part" | "answered"> & {
      readonly postId?: PostId | null;
      readonly startsFlow?: boolean;
      readonly asksForAgent?: boolean;
    },
  ): void {
    this.add({
      kind: "post",
      direction: "agent",
      conversationId: conversation.id,
      voice: line.voice,
      text: line.text,
      postId: line.postId ?? null,
      startsFlow: line.startsFlow ?? false,
      asksForAgent: line.asksForAgent ?? false,
      ...(line.file === undefined ? {} : { file: line.file }),
      ...(line.part === undefined ? {} : { part: line.part }),
      ...(line.answered === undefined ? {} : { answered: line.answered }),
    });
  }

  humanButton(): Button {
    return { label: this.texts("button.human"), action: "human", subject: "" };
  }

  finish(): Decision {
    const { situation, goesOutAt } = this;
    const known = [null, situation.conversation, situation.open].includes(this.#conversation);
    return {
      ignored: null,
      ...(this.#member === situation.member ? {} : { member: this.#member }),
      ...(known || this.#conversation === null ? {} : { conversation: this.#conversation }),
      ...(this.#ended === undefined ? {} : { ended: this.#ended }),
      ...this.cases.finish(),
      ...(this.#insteadOf === undefined ? {} : { insteadOf: this.#insteadOf }),
      ...(this.#redelivered === undefined ? {} : { redeliver: this.#redelivered }),
      ...(this.#arrival === undefined ? {} : { arrival: this.#arrival }),
      ...(goesOutAt > this.context.now ? { heldUntil: goesOutAt } : {}),
      effects: this.#effects,
      timers: this.#timers,
    };
  }
}

/** What a rule says of its event: a reason to leave it alone, or nothing when it wrote to the draft. */
export type Ruling = { readonly ignored: string } | undefined;

export const ignore = (ignored: string): Ruling => ({ ignored });
