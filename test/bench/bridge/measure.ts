import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export const ROUNDS = Number(process.env["FLEXCORD_BENCH_ROUNDS"] ?? 5);

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

/** The mean without the slowest and quickest tenth: finer than a median of whole milliseconds. */
export function typical(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const edge = Math.floor(sorted.length / 10);
  const kept = sorted.slice(edge, sorted.length - edge);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One ratio against its goal, with how far it is off where it misses. */
export function judge(
  goal: string,
  what: string,
  ratio: number,
  bound: { atLeast: number } | { atMost: number },
): void {
  const [sign, wanted] = "atLeast" in bound ? [">=", bound.atLeast] : ["<=", bound.atMost];
  const met = sign === ">=" ? ratio >= wanted : ratio <= wanted;
  const off = met ? "met" : `missed by ${((Math.abs(ratio - wanted) / wanted) * 100).toFixed(0)} %`;
  say(`${goal.padEnd(4)} ${what.padEnd(58)} ${ratio.toFixed(2).padStart(6)}x  (${sign} ${wanted}x: ${off})`);
}

export interface Child {
  /** Sends a request and gives the answer. */
  ask<Answer>(message: object): Promise<Answer>;
  end(): Promise<void>;
}

/** A script of this folder as a process of its own; its first message says that it is ready. */
export async function startChild(
  script: string,
  args: readonly string[],
): Promise<{ readonly child: Child; readonly ready: unknown }> {
  const child = fork(join(import.meta.dirname, script), [...args], { execArgv: ["--expose-gc"] });
  const ended = once(child, "exit");
  const failed = ended.then(([code]) => Promise.reject(new Error(`${script} ended with ${String(code)}`)));
  failed.catch(() => undefined);
  const next = (): Promise<unknown> => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    child.once("message", resolve);
    return Promise.race([promise, failed]);
  };
  const ready = await next();
  return {
    ready,
    child: {
      async ask<Answer>(message: object) {
        const answer = next();
        child.send(message);
        return (await answer) as Answer;
      },
      async end() {
        child.kill();
        await ended;
      },
    },
  };
}
