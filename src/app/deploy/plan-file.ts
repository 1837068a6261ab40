import { readFile, writeFile } from "node:fs/promises";
import { Failure } from "../../domain/failure.ts";
import type { Plan } from "../../provision/plan/shape.ts";
import { parsePlan, printPlan } from "../../provision/plan/saved-plan.ts";

/** Keeps a plan, to be applied as it is by `deploy <file>`; for its owner's eyes. */
export async function savePlan(plan: Plan, path: string): Promise<void> {
  try {
    await writeFile(path, printPlan(plan), { mode: 0o600 });
  } catch (thrown) {
    throw new Failure("usage.invalid", `${path} cannot be written`, {
      fix: "Pass --out with a file in a folder that this user may write to.",
      cause: thrown,
    });
  }
}

export async function loadPlan(path: string): Promise<Plan> {
  return parsePlan(await read(path), path);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    throw new Failure("usage.invalid", `${path} cannot be read`, {
      fix: "Pass a file that `flexcord plan --out <file>` made.",
      cause: thrown,
    });
  }
}
