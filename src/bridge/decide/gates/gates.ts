import type {
  CommunityPressed,
  CommunitySubmitted,
  MemberCommanded,
  MemberEdited,
  MemberPressed,
  MemberReacted,
  MemberSubmitted,
  MemberWrote,
} from "../../../domain/event.ts";
import { isInForce } from "../../../domain/block.ts";
import { heldUntil, useAllowance } from "./allowance.ts";
import { answer } from "../answer.ts";
import type { Conversation } from "../../../domain/conversation.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import type { Draft, Ruling } from "../draft.ts";
import { ignore } from "../draft.ts";
import { noRoom } from "./newcomers.ts";
import type { Refusal } from "./refusal.ts";
import { stamp } from "../stamp.ts";

type Gated =
  | CommunityPressed
  | CommunitySubmitted
  | MemberCommanded
  | MemberEdited
  | MemberPressed
  | MemberReacted
  | MemberSubmitted
  | MemberWrote;

/**
 * Has the rule decide, unless the member is kept out. They are told why, once; a command is always answered, and only
 * they can read that. What they write faster than is passed on waits.
 * @param at when it happened
 */
export function gated<Event extends Gated>(
  draft: Draft,
  event: Event,
  at: EpochMs,
  rule: (draft: Draft, event: Event, at: EpochMs) => Ruling,
): Ruling {
  const refusal = blocked(draft) ?? tooYoung(draft, event) ?? noRoom(draft, event, at);
  if (refusal !== null) return refuse(draft, event, refusal);
  // Agents are told of each. One that had to wait would be no news any more, nor may it hold up what they write.
  if (event.kind === "member.reacted" && heldUntil(draft.member.gate) > draft.context.now)
    return ignore("they do more than agents can read");
  const slowed = slowDown(draft, event, at);
  const ruling = rule(draft, event, at);
  if (ruling === undefined && slowed) tellSlowed(draft);
  return ruling;
}

function refuse(draft: Draft, event: Gated, { key, reason, text, buttons = [], forAgents }: Refusal): Ruling {
  const isAnswered =
    event.kind === "member.commanded" ||
    event.kind === "community.pressed" ||
    event.kind === "community.submitted";
  if (isAnswered) {
    answer(draft, event.interactionId, text, buttons);
    return undefined;
  }
  if (draft.member.gate.told === key) return ignore(`${reason}; they were told`);
  draft.rememberAtGate({ told: key });
  draft.notice(text);
  const { conversation } = draft;
  if (forAgents !== null && conversation !== null && isWithPeople(conversation)) {
    draft.post(conversation, { voice: "notice", text: forAgents });
  }
  return undefined;
}

function isWithPeople({ answering }: Conversation): boolean {
  return answering === "waiting" || answering === "agent";
}

function blocked({ context, situation, texts, agentTexts, member }: Draft): Refusal | null {
  const { block } = situation;
  if (block === null || !isInForce(block, context.now)) return null;
  const { reason, since, until } = block;
  return {
    key: `blocked-${since}`,
    reason: "they are blocked",
    text:
      until === null
        ? texts("gate.blocked", { reason })
        : texts("gate.blocked-until", { reason, time: stamp(until, "F") }),
    forAgents: agentTexts("agent.blocked", { name: member.displayName }),
  };
}

/** Who talks to us already goes on. */
function tooYoung({ context, situation, texts }: Draft, event: Gated): Refusal | null {
  const accountMadeAt = "accountMadeAt" in event ? event.accountMadeAt : undefined;
  if (accountMadeAt === undefined || situation.open !== null) return null;
  const oldEnoughAt = accountMadeAt + context.gates.accountAgeMs;
  if (oldEnoughAt <= context.now) return null;
  const text = texts("gate.too-young", { time: stamp(oldEnoughAt, "F"), relative: stamp(oldEnoughAt, "R") });
  return { key: "too-young", reason: "their account is too new", text, forAgents: null };
}

const TOO_FAST = "too-fast";
const COUNTED: ReadonlySet<Gated["kind"]> = new Set(["member.wrote", "member.edited", "member.reacted"]);

/** Counts what the member does that agents read, at the time they did, for an outage may have kept it. True when it is held back, and nobody was told so yet. */
function slowDown(draft: Draft, { kind }: Gated, at: EpochMs): boolean {
  if (!COUNTED.has(kind)) return false;
  const { now, gates } = draft.context;
  const { gate } = draft.member;
  const stillFast = gate.told === TOO_FAST && gate.usedUpAt > now;
  const usedUpAt = useAllowance(gate, gates.perMinute, Math.min(at, now));
  const slowed = heldUntil({ ...gate, usedUpAt }) > now;
  draft.rememberAtGate({ usedUpAt, told: slowed || stillFast ? TOO_FAST : null });
  return slowed && !stillFast;
}

/** Nothing of it is lost, so that is what both sides hear, once. */
function tellSlowed(draft: Draft): void {
  draft.notice(draft.texts("gate.too-fast"));
  const { conversation } = draft;
  if (conversation === null || !isWithPeople(conversation)) return;
  const name = draft.member.displayName;
  draft.post(conversation, { voice: "notice", text: draft.agentTexts("agent.too-fast", { name }) });
}
