import { asFailure, type Failure, type FailureCode } from "../../domain/failure.ts";
import type { Problem } from "../../provision/ports.ts";
import type { Patient } from "./patient.ts";

/** What one check came to. */
export interface Finding {
  /** `skipped` when it could not be made and another check says why, or when there is nothing to look at. */
  readonly state: "ok" | "warning" | "failed" | "skipped";
  readonly found: string;
  readonly wanted: string;
  readonly fix: string | null;
  /** The failure it stands for; null unless the state is `failed`. */
  readonly code: FailureCode | null;
}

/** One question about an installation. It changes nothing. */
export interface Check {
  readonly id: string;
  /** What is looked at, as a heading. */
  readonly title: string;
  /** What is right. */
  readonly wanted: string;
  look(patient: Patient): Promise<Verdict> | Verdict;
}

export type Verdict = Omit<Finding, "wanted">;

export const ok = (found: string): Verdict => ({ state: "ok", found, fix: null, code: null });

export const warning = (found: string, fix: string): Verdict => ({
  state: "warning",
  found,
  fix,
  code: null,
});

export const skipped = (found: string): Verdict => ({ state: "skipped", found, fix: null, code: null });

export const failed = (code: FailureCode, found: string, fix: string): Verdict => ({
  state: "failed",
  found,
  fix,
  code,
});

export const failedBy = ({ code, message, fix }: Failure): Verdict => ({
  state: "failed",
  found: message,
  fix: fix ?? null,
  code,
});

/** Everything that stands in the way, or that nothing does. */
export function verdictOf(problems: readonly Problem[], fine: string): Verdict {
  const [first] = problems;
  if (first === undefined) return ok(fine);
  const found = problems.map(({ message }) => message).join(" ");
  return failed(first.code, found, problems.map(({ fix }) => fix).join(" "));
}

/** A check that cannot be made has failed, and its failure is what was found. */
export async function perform(check: Check, patient: Patient): Promise<Finding> {
  const { wanted } = check;
  try {
    return { wanted, ...(await check.look(patient)) };
  } catch (thrown) {
    return { wanted, ...failedBy(asFailure(thrown)) };
  }
}
