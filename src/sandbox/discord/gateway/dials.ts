import { HEARTBEAT_INTERVAL_MS } from "./protocol.ts";

/** How the gateway treats its clients; the control API turns these. */
export interface Dials {
  /** Whether heartbeats are acknowledged. */
  acknowledges: boolean;
  /** Whether new connections are cut before they are made. */
  refuses: boolean;
  /** What HELLO asks for, in milliseconds. */
  heartbeatMs: number;
  /** Identifies left of the day's thousand. */
  startsLeft: number;
  /** At least so long between two identifies; documented as five seconds, off unless turned on. */
  identifyEveryMs: number;
}

export const STARTS_PER_DAY = 1000;

export function freshDials(): Dials {
  return {
    acknowledges: true,
    refuses: false,
    heartbeatMs: HEARTBEAT_INTERVAL_MS,
    startsLeft: STARTS_PER_DAY,
    identifyEveryMs: 0,
  };
}
