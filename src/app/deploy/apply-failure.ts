import { Failure, type FailureCode } from "../../domain/failure.ts";
import type { ApplyResult } from "../../provision/apply/apply.ts";
import { placeOf } from "../../provision/plan/refusals.ts";

const RESUME = "Run the same command again: it goes on where this one stopped and doubles nothing.";

const REFUSED: ReadonlySet<FailureCode> = new Set(["discord.refused", "twilio.refused"]);

/** One failure for a whole apply; null when everything was done. */
export function failureOfApply(
  { done, failed, notStarted }: ApplyResult,
  signal: AbortSignal,
): Failure | null {
  const [first] = failed;
  if (first === undefined) {
    if (notStarted.length === 0) return null;
    const stopped = signal.aborted ? "Interrupted" : "Stopped";
    return new Failure("run.interrupted", `${stopped}: ${counts(done.length, 0, notStarted.length)}.`, {
      fix: RESUME,
    });
  }
  const changedNothing = done.length === 0 && failed.every(({ failure }) => failure.certain);
  // The cause alone is what there is to say.
  if (failed.length === 1 && changedNothing) return first.failure;
  const causes = failed.map(({ step, failure }) => `${placeOf(step)}: ${failure.message}${waitOf(failure)}`);
  const fixes = failed.flatMap(({ failure }) => failure.fix ?? []);
  const isRefused = failed.some(({ failure: { code, fix } }) => REFUSED.has(code) && fix === undefined);
  if (isRefused) fixes.push("Correct in the config what was refused.");
  return new Failure(
    changedNothing ? first.failure.code : "apply.partial",
    `${counts(done.length, failed.length, notStarted.length)}.\n${causes.join("\n")}`,
    { fix: [...new Set(fixes), RESUME].join(" "), cause: first.failure },
  );
}

/** How long the other side wants to be left alone, when that is worth saying. */
function waitOf({ retryAfterMs, message }: Failure): string {
  if (retryAfterMs === undefined || retryAfterMs < 60_000 || /minute/u.test(message)) return "";
  return ` It may be tried again in ${Math.round(retryAfterMs / 60_000)} minutes.`;
}

const counts = (done: number, failed: number, notStarted: number): string =>
  `${done} done, ${failed} failed, ${notStarted} not started`;
