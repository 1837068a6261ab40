import type { EffectRecord } from "../../operator/ports.ts";
import type { Delivery } from "./entry.ts";

export function deliveryOf(effect: EffectRecord): Delivery {
  return {
    state: stateOf(effect),
    to: effect.direction,
    attempts: effect.attempts,
    why: whyOf(effect),
    effectId: effect.effectId,
  };
}

/** Of several parts of a line, the one that is worst off; null when there is none. */
export function worstOf(effects: readonly EffectRecord[]): Delivery | null {
  const [worst] = effects.map(deliveryOf).toSorted((one, other) => RANK[one.state] - RANK[other.state]);
  return worst ?? null;
}

export function isInTrouble({ state }: Delivery): boolean {
  return state === "parked" || state === "retrying";
}

const RANK = { parked: 0, retrying: 1, waiting: 2, dropped: 3, delivered: 4 } as const;

function stateOf({ state, attempts, failure }: EffectRecord): Delivery["state"] {
  if (state === "done") return "delivered";
  if (state !== "pending") return state;
  return attempts > 0 && failure !== null ? "retrying" : "waiting";
}

function whyOf({ state, reason, failure }: EffectRecord): string | null {
  if (state === "dropped") return reason;
  return state === "done" ? null : (failure?.message ?? null);
}
