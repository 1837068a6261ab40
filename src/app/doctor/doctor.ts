import type { FailureCode } from "../../domain/failure.ts";
import { perform, skipped, type Finding } from "./check.ts";
import { checks } from "./checks.ts";
import { admit, type DoctorOptions } from "./patient.ts";

export type { Finding } from "./check.ts";
export type { DoctorOptions } from "./patient.ts";

/** A finding with the check it belongs to. */
export interface Result extends Finding {
  readonly id: string;
  readonly title: string;
}

/** Looks at everything, at once, and changes nothing. The results are in the order of the list of checks. */
export async function examineInstallation(options: DoctorOptions): Promise<readonly Result[]> {
  const patient = admit(options);
  const results = await Promise.all(
    checks.map(async (check) => ({
      id: check.id,
      title: check.title,
      ...(await perform(check, patient)),
    })),
  );
  return results.map((result, index) => withoutEcho(result, results.slice(0, index)));
}

/** With these nothing that lies behind could be looked at. */
const SHUT: ReadonlySet<FailureCode> = new Set([
  "discord.auth",
  "discord.unavailable",
  "twilio.auth",
  "twilio.unavailable",
  "network.unreachable",
  "network.timeout",
  "network.reset",
  "config.public-url-missing",
]);

/** One shut door is one thing to mend: the checks behind it point to the first that found it. */
function withoutEcho(result: Result, before: readonly Result[]): Result {
  const { code, fix } = result;
  if (code === null || !SHUT.has(code)) return result;
  const first = before.find((one) => one.code === code && one.fix === fix);
  return first === undefined
    ? result
    : { ...result, ...skipped(`could not be looked at, see ${first.title}`) };
}
