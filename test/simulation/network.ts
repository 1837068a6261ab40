import { Failure } from "../../src/domain/failure.ts";
import type { Process } from "./process.ts";
import { later, type Vendor, type World } from "./world.ts";

/** Requests of one process to one vendor. */
export type Request = <Result>(doing: string, signal: AbortSignal, serve: () => Result) => Promise<Result>;

const TIMEOUT_MS = 10_000;

/**
 * What can become of a request: refused for now, lost before it is done, done without our hearing of it, or
 * done. Whatever is done is done before the caller is told that it failed.
 */
export function createRequests(world: World, process: Process, vendor: Vendor): Request {
  const { random } = world;
  return (doing, signal, serve) =>
    new Promise((resolve, reject) => {
      const cut = () => process.deliver(() => reject(failure("network.timeout", doing)));
      signal.addEventListener("abort", cut, { once: true });
      const answer = (ms: number, run: () => void) =>
        later(world, ms, () =>
          process.deliver(() => {
            signal.removeEventListener("abort", cut);
            run();
          }),
        );
      const fail = (ms: number, thrown: Failure) => answer(ms, () => reject(thrown));
      const { faults } = world;
      const [there, back] = [latency(world), latency(world)];
      if (world.outages.has(vendor)) {
        const refused = random.chance(0.5);
        return fail(
          refused ? there : TIMEOUT_MS,
          failure(refused ? "network.unreachable" : "network.timeout", doing),
        );
      }
      if (random.chance(faults.rateLimited))
        return fail(there + back, rateLimited(vendor, doing, random.between(100, 5_000)));
      if (random.chance(faults.notDone))
        return fail(random.pick([there + back, TIMEOUT_MS]), lost(world, vendor, doing));
      const unsaid = random.chance(faults.doneUnsaid);
      // What is on its way when the process dies arrives at once or never: a restart takes longer than that.
      const landed = process.onKilled(() => {
        if (random.chance(0.5)) attempt(serve);
      });
      later(world, there, () => {
        if (!process.alive) return;
        landed();
        const outcome = attempt(serve);
        process.mayDie();
        if (unsaid) fail(random.pick([back, TIMEOUT_MS]), lost(world, vendor, doing));
        else if ("thrown" in outcome) answer(back, () => reject(outcome.thrown));
        else answer(back, () => resolve(outcome.result));
      });
    });
}

/** Mostly quick, sometimes slow. */
function latency({ random }: World): number {
  return random.chance(0.05) ? random.between(200, 3_000) : random.between(1, 60);
}

function attempt<Result>(serve: () => Result): { readonly result: Result } | { readonly thrown: unknown } {
  try {
    return { result: serve() };
  } catch (thrown) {
    return { thrown };
  }
}

function lost({ random }: World, vendor: Vendor, doing: string): Failure {
  const unavailable = vendor === "discord" ? "discord.unavailable" : "twilio.unavailable";
  return failure(random.pick(["network.reset", "network.timeout", unavailable] as const), doing);
}

function rateLimited(vendor: Vendor, doing: string, retryAfterMs: number): Failure {
  const code = vendor === "discord" ? "discord.rate-limited" : "twilio.rate-limited";
  return new Failure(code, `Told to come back: ${doing}.`, { retryAfterMs });
}

function failure(code: Failure["code"], doing: string): Failure {
  return new Failure(code, `Failed: ${doing}.`);
}
