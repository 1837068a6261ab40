import type { GateRules } from "../../bridge/decide/gates/gate-rules.ts";
import type { Settings } from "../../config/schema/settings.ts";

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;

/** Who is kept waiting or out, under a config. */
export function gateRulesOf({ bridge: { gates } }: Pick<Settings, "bridge">): GateRules {
  const { accountAgeDays, perMinute, openings, raid } = gates;
  const { windowSeconds, ...limits } = raid;
  return {
    accountAgeMs: accountAgeDays * DAY,
    perMinute,
    openings,
    raid: { ...limits, windowMs: windowSeconds * SECOND },
  };
}
