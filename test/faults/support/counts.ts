import { transport } from "../../transport/wire.ts";

/**
 * How often each check is repeated: a small share in `npm test`, and all of it under `npm run soak`, which sets
 * FLEXCORD_SOAK=full; FLEXCORD_SOAK_COUNT sets another number than the full one. On the legacy transport a tenth is enough. The rows are those of the fault list in docs/reliability.md.
 */
const COUNTS = {
  /** Kills of the daemon, for each of six steps in each of two directions. */
  kills: { share: 1, full: 84 },
  /** Lines each way whose events are repeated. */
  redeliveries: { share: 40, full: 15_000 },
  /** Gateway troubles of each kind. */
  gatewayTroubles: { share: 2, full: 200 },
  /** Lines written while nobody could hear of them. */
  unheard: { share: 20, full: 1_000 },
  /** Seeds of the simulation. */
  seeds: { share: 2_000, full: 10_000 },
  /** Seeds for each length of an outage on a simulated clock. */
  simulatedOutages: { share: 100, full: 5_000 },
  /** Lines each way while vendors refuse some of them. */
  limited: { share: 30, full: 5_000 },
  /** Lines each way for each way in which an answer can go wrong. */
  brokenAnswers: { share: 6, full: 2_000 },
  /** Writes each way that were done while their answer was lost. */
  lostAnswers: { share: 8, full: 2_000 },
  /** Times a disk fills up, for each way in which it can. */
  fullDisks: { share: 1, full: 50 },
  /** Mutants of a signed webhook. */
  forgeries: { share: 3_000, full: 1_000_000 },
  /** Mutants of what the vendors send. */
  nonsense: { share: 3_000, full: 1_000_000 },
  /** Lines waiting when an outage ends. */
  backlog: { share: 200, full: 100_000 },
  /** Members who all write within the same minute. */
  flood: { share: 40, full: 10_000 },
  /** Files of 8 MB, each way. */
  files: { share: 8, full: 200 },
  /** Commits whose log is cut at every frame. */
  commits: { share: 10, full: 200 },
} as const;

export const isSoak = process.env["FLEXCORD_SOAK"] === "full";

export function count(name: keyof typeof COUNTS): number {
  if (!isSoak) return COUNTS[name].share;
  const full = transport === "programmable-chat" ? Math.ceil(COUNTS[name].full / 10) : COUNTS[name].full;
  return Number(process.env["FLEXCORD_SOAK_COUNT"] ?? full);
}

/** Long enough for any check of the soak. */
export const PATIENCE_MS = isSoak ? 3 * 3_600_000 : 240_000;
