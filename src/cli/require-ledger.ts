import { existsSync } from "node:fs";
import { Failure } from "../domain/failure.ts";

/** Looking after a ledger never makes one. */
export function requireLedger(path: string): void {
  if (existsSync(path)) return;
  throw new Failure("state.conflict", "There is no ledger yet.", {
    where: path,
    fix: "`flexcord run` makes it. Check --config and --env when it should be there.",
  });
}
