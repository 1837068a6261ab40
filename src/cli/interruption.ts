import { asFailure, Failure } from "../domain/failure.ts";

/** What a command threw, as a failure: what only says that somebody asked for the end is no fault of anybody. */
export function asFailureOf(thrown: unknown, signal: AbortSignal): Failure {
  if (!signal.aborted || thrown instanceof Failure || !isReason(thrown, signal)) return asFailure(thrown);
  return new Failure("run.interrupted", "Interrupted", { cause: thrown });
}

/** The reason itself, or what Node makes of it. */
function isReason(thrown: unknown, { reason }: AbortSignal): boolean {
  return (
    thrown === reason ||
    (thrown instanceof Error && (thrown.name === "AbortError" || thrown.cause === reason))
  );
}
