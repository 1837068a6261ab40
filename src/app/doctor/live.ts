import { randomBytes } from "node:crypto";

import { asFailure, Failure } from "../../domain/failure.ts";
import type { Probe } from "../../domain/probe.ts";
import type { DoctorOptions } from "./patient.ts";
import { admit } from "./patient.ts";

/** What one probe taught. */
export interface LiveResult {
  readonly id: string;
  readonly assumption: string;
  /** `unknown` when the probe could not be carried out. */
  readonly state: "as-assumed" | "otherwise" | "unknown";
  readonly found: string;
  /** What the probe made and could not take back. */
  readonly leftBehind: readonly string[];
}

/**
 * Probes the user's own accounts, one after the other, and takes back what each made: also after a failure,
 * and also once the signal is aborted, which only keeps further probes from being begun.
 */
export async function probeAccounts(
  options: DoctorOptions,
  onResult: (result: LiveResult) => void,
): Promise<readonly LiveResult[]> {
  const results: LiveResult[] = [];
  for (const probe of await allProbes(options)) {
    if (options.signal.aborted) break;
    const result = await carryOut(probe, options.signal);
    results.push(result);
    onResult(result);
  }
  return results;
}

async function allProbes(options: DoctorOptions): Promise<readonly Probe[]> {
  const patient = admit(options);
  const { discordProbes } = await import("../../discord/probes/all.ts");
  const { twilioProbes } = await import("../../twilio/probes/all.ts");
  const { createRest } = await import("../../discord/rest/rest.ts");
  const rest = createRest({ token: patient.secret("DISCORD_TOKEN"), api: options.addresses.discordApi });
  const name = `flexcord-doctor-${randomBytes(4).toString("hex")}`;
  return [
    ...twilioProbes({ client: await patient.twilio(), name, clock: options.clock }),
    ...discordProbes({ rest, guildId: options.config.settings.discord.guild, name }),
  ];
}

interface Undo {
  readonly what: string;
  readonly undo: () => Promise<unknown>;
}

async function carryOut(probe: Probe, signal: AbortSignal): Promise<LiveResult> {
  const { id, assumption } = probe;
  const undos: Undo[] = [];
  const outcome = await probe
    .run((what, undo) => undos.push({ what, undo }), signal)
    .then(
      ({ asAssumed, found }) => ({
        state: asAssumed ? ("as-assumed" as const) : ("otherwise" as const),
        found,
      }),
      (thrown: unknown) => ({ state: "unknown" as const, found: asFailure(thrown).message }),
    );
  const leftBehind = await takeBack(undos);
  return { id, assumption, ...outcome, leftBehind };
}

/** Last made, first gone. What is gone already needs no taking back; the rest is tried twice. */
async function takeBack(undos: readonly Undo[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { what, undo } of undos.toReversed()) {
    const isGone = () =>
      undo().then(
        () => true,
        (thrown: unknown) => thrown instanceof Failure && thrown.code.endsWith(".not-found"),
      );
    if (!(await isGone()) && !(await isGone())) left.push(what);
  }
  return left;
}
