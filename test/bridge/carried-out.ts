import { carryOut } from "../../src/bridge/carry-out/carry-out.ts";
import type { CarryOutContext } from "../../src/bridge/carry-out/context.ts";
import type { Effect } from "../../src/bridge/effect.ts";
import type { Due, Settlement } from "../../src/bridge/ports.ts";
import { member, memberId, NOW, texts } from "./builders.ts";

/** What becomes of an effect at its first try, with those parts of the world that it needs. */
export async function carriedOut(effect: Effect, parts: object, due: Partial<Due> = {}): Promise<Settlement> {
  const context = {
    now: () => NOW,
    random: () => 0,
    policy: { texts },
    lineageOf: () => "line",
    ...parts,
  } as unknown as CarryOutContext;
  const whole: Due = {
    effectId: 9,
    effect,
    memberId,
    member: member(),
    conversation: null,
    epoch: null,
    attempts: 0,
    inDoubt: false,
    decidedAt: NOW,
    carried: [],
    withdrawn: false,
    reworded: null,
    blocked: false,
    theCase: null,
    votes: { up: 0, down: 0 },
    ...due,
  };
  return (await carryOut(context, whole, new AbortController().signal)).settlement;
}
