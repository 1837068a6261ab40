import type { GateRules } from "../../src/bridge/decide/gates/gate-rules.ts";

/** Rules that keep nobody out. */
export const openGates: GateRules = {
  accountAgeMs: 0,
  perMinute: 1_000_000,
  openings: 1_000_000,
  raid: { windowMs: 600_000, newcomers: 1_000_000, openings: 1_000_000 },
};
