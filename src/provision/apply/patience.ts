import { reasonOf, sleep, type Clock } from "../../domain/clock.ts";
import { asFailure, Failure } from "../../domain/failure.ts";

const FIRST_WAIT_MS = 500;
const MOST_RETRIES = 4;
/** Discord asks for ten minutes after the second rename of a channel; nobody wants a deploy to hang so long. */
const LONGEST_WAIT_MS = 60_000;

/** Tries again what surely did not happen and may go through later, such as a call over the rate limit. */
export async function patiently<T>(
  call: () => Promise<T>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const failure = asFailure(error);
      const wait = failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** attempt;
      const hopeless = !failure.retry || !failure.certain;
      if (hopeless || attempt >= MOST_RETRIES || wait > LONGEST_WAIT_MS) throw failure;
      await sleep(clock, wait, signal).catch(() => {
        throw new Failure("run.interrupted", reasonOf(signal).message, { certain: true, cause: failure });
      });
    }
  }
}
