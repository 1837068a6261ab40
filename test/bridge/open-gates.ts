import type { GateRules } from "../../src/bridge/decide/gate-rules.ts";

/** Rules that keep nobody out. */
export const openGates: GateRules = { accountAgeMs: 0, perMinute: 1_000_000 };
