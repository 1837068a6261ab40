import type { GateRules } from "../bridge/decide/gate-rules.ts";
import type { Settings } from "../config/schema/settings.ts";

const DAY = 24 * 3_600_000;

/** Who is kept waiting or out, under a config. */
export function gateRulesOf({ bridge: { gates } }: Pick<Settings, "bridge">): GateRules {
  return { accountAgeMs: gates.accountAgeDays * DAY, perMinute: gates.perMinute };
}
