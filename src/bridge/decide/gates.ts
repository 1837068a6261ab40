import type {
  MemberCommanded,
  MemberEdited,
  MemberFacts,
  MemberPressed,
  MemberSubmitted,
  MemberWrote,
} from "../../domain/event.ts";
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
 * they can read that.
 */
export function gated<Event extends Gated>(
  draft: Draft,
  event: Event,
  rule: (draft: Draft, event: Event) => Ruling,
): Ruling {
  const refusal = tooYoung(draft, event);
  if (refusal === null) {
    draft.rememberTold(null);
    return rule(draft, event);
  }
  const { key, reason, text } = refusal;
  if (event.kind === "member.commanded") {
    const { interactionId } = event;
    draft.add({ kind: "reply", direction: "member", interactionId, text, linksToPlace: false, buttons: [] });
    return undefined;
  }
  if (draft.member.gate.told === key) return ignore(`${reason}; they were told`);
  draft.rememberTold(key);
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
