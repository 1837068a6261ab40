import { Failure } from "../../domain/failure.ts";
import type { ResourceKind } from "../../domain/blueprint.ts";
import { applyDeploy, planDeploy, type DeployOptions } from "./deploy.ts";

/** What carries our public address. */
const CARRIERS: ReadonlySet<ResourceKind> = new Set(["twilio.flow", "twilio.callback"]);

/**
 * Points what Twilio calls at the public address, and changes nothing else: whatever else differs waits for a
 * deploy. "state.conflict" before the first deploy.
 */
export async function redirectCallbacks(options: DeployOptions, signal: AbortSignal): Promise<void> {
  const planned = await planDeploy(options);
  const steps = planned.plan.steps.filter(({ kind }) => kind.startsWith("twilio."));
  // What carries the address refers to the rest, so the rest has to stand; and to change it is a deploy's affair.
  const unlike = steps.filter(({ kind, action }) => action !== "keep" && !CARRIERS.has(kind));
  const missing = steps.filter(({ action }) => action === "create");
  if (unlike.length + missing.length > 0) {
    const names = [...new Set([...unlike, ...missing])].map(({ noun, key }) => `${noun} ${key}`).join(", ");
    throw new Failure("state.conflict", `Not deployed as the config says: ${names}.`, {
      fix: `Run \`flexcord deploy --env ${options.config.environment}\` first.`,
    });
  }
  const { failure } = await applyDeploy({ ...planned, plan: { ...planned.plan, steps } }, { signal });
  if (failure !== null) throw failure;
}
