import type { Origin } from "../domain/blueprint.ts";
import { Failure } from "../domain/failure.ts";

/** One thing wrong with a config file. */
export interface Fault {
  readonly origin: Origin;
  /** What stands there, ready to read; never a secret. */
  readonly found: string;
  /** Completes the sentence "wanted …". */
  readonly wanted: string;
  /** What was probably meant. */
  readonly nearest: string | null;
}

/** `flexcord.yaml:4:3 discord.chanels: found an unknown key, wanted …; did you mean "channels"?` */
export function describeFault({ origin, found, wanted, nearest }: Fault): string {
  const path = origin.path === "" ? "" : ` ${origin.path}`;
  const guess = nearest === null ? "" : `; did you mean "${nearest}"?`;
  return `${origin.file}:${origin.line}:${origin.column}${path}: found ${found}, wanted ${wanted}${guess}`;
}

/** All faults of a file as the one failure that a command ends with. */
export function failureOf(file: string, faults: readonly Fault[]): Failure {
  const lines = faults.map((fault) => `\n  ${describeFault(fault)}`).join("");
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return new Failure("config.invalid", `${file} has ${count}:${lines}\n`, {
    fix: "Correct the file and look again with `flexcord config check`; `flexcord config schema` prints every key.",
  });
}
