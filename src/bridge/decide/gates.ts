import type {
  MemberCommanded,
  MemberEdited,
  MemberFacts,
  MemberPressed,
  MemberSubmitted,
  MemberWrote,
} from "../../domain/event.ts";
import { heldUntil, useAllowance } from "./allowance.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { stamp } from "./stamp.ts";

type Gated = MemberCommanded | MemberEdited | MemberPressed | MemberSubmitted | MemberWrote;

/** Why a member is kept out. */
interface Refusal {
  /** Names it, so that they are told of each once. */
  readonly key: string;
  /** As operators read it. */
  readonly reason: string;
  /** As the member reads it. */
  readonly text: string;
}

/**
 * Has the rule decide, unless the member is kept out. They are told why, once; a command is always answered, and only
 * they can read that. What they write faster than is passed on waits.
 * @param at when it happened
 */
export function gated<Event extends Gated>(
  draft: Draft,
  event: Event,
  at: EpochMs,
  rule: (draft: Draft, event: Event) => Ruling,
): Ruling {
  const refusal = tooYoung(draft, event);
  if (refusal !== null) return refuse(draft, event, refusal);
  const slowed = slowDown(draft, event, at);
  const ruling = rule(draft, event);
  if (ruling === undefined && slowed) tellSlowed(draft);
  return ruling;
}

function refuse(draft: Draft, event: Gated, { key, reason, text }: Refusal): Ruling {
  if (event.kind === "member.commanded") {
    const { interactionId } = event;
    draft.add({ kind: "reply", direction: "member", interactionId, text, linksToPlace: false, buttons: [] });
    return undefined;
  }
  if (draft.member.gate.told === key) return ignore(`${reason}; they were told`);
  draft.rememberAtGate({ told: key });
  draft.notice(text);
  return undefined;
}

/** Who talks to us already goes on. */
function tooYoung({ context, situation, texts }: Draft, { accountMadeAt }: MemberFacts): Refusal | null {
  if (accountMadeAt === undefined || situation.open !== null) return null;
  const oldEnoughAt = accountMadeAt + context.gates.accountAgeMs;
  if (oldEnoughAt <= context.now) return null;
  const text = texts("gate.too-young", { time: stamp(oldEnoughAt, "F"), relative: stamp(oldEnoughAt, "R") });
  return { key: "too-young", reason: "their account is too new", text };
}

const TOO_FAST = "too-fast";

/** Counts what the member writes, at the time they did, for an outage may have kept it. True when it is held back, and nobody was told so yet. */
function slowDown(draft: Draft, { kind }: Gated, at: EpochMs): boolean {
  const { now, gates } = draft.context;
  const { gate } = draft.member;
  const stillFast = gate.told === TOO_FAST && gate.usedUpAt > now;
  const wrote = kind === "member.wrote" || kind === "member.edited";
  const usedUpAt = wrote ? useAllowance(gate, gates.perMinute, Math.min(at, now)) : gate.usedUpAt;
  const slowed = wrote && heldUntil({ ...gate, usedUpAt }) > now;
  draft.rememberAtGate({ usedUpAt, told: slowed || stillFast ? TOO_FAST : null });
  return slowed && !stillFast;
}

/** Nothing of it is lost, so that is what both sides hear, once. */
function tellSlowed(draft: Draft): void {
  draft.notice(draft.texts("gate.too-fast"));
  const { conversation } = draft;
  if (conversation?.answering !== "waiting" && conversation?.answering !== "agent") return;
  const name = draft.member.displayName;
  draft.post(conversation, { voice: "notice", text: draft.agentTexts("agent.too-fast", { name }) });
}
