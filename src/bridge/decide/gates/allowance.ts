import type { GateMemory } from "../../../domain/conversation.ts";
import type { EpochMs } from "../../../domain/ids.ts";

const MINUTE = 60_000;

/** Whoever has rested for a minute may write a minute's messages at once; from then on they are passed on evenly. */
export function useAllowance({ usedUpAt }: GateMemory, perMinute: number, at: EpochMs): EpochMs {
  return Math.round(Math.max(usedUpAt, at) + MINUTE / perMinute);
}

/** When what they wrote last is passed on; not after now when nothing holds it back. */
export function heldUntil({ usedUpAt }: GateMemory): EpochMs {
  return usedUpAt - MINUTE;
}
