import type { PlanStep } from "../../../provision/plan/shape.ts";
import { type Check, ok, skipped, type Verdict, warning } from "../check.ts";
import type { Patient } from "../patient.ts";

const FIX = "`flexcord plan` shows what; `flexcord deploy` puts it back as the config says.";

export const studioDrift: Check = {
  id: "studio-drift",
  title: "Studio flow",
  wanted: "the flow as it was deployed",
  look: (patient) => look(patient, ({ kind }) => kind === "twilio.flow", "somebody changed it in Studio"),
};

export const drift: Check = {
  id: "drift",
  title: "Deployment",
  wanted: "everything else as the config says",
  look: (patient) => look(patient, ({ kind }) => kind !== "twilio.flow", "changed by somebody else"),
};

async function look(patient: Patient, concerns: (step: PlanStep) => boolean, what: string): Promise<Verdict> {
  if ((await patient.identities()) === null) return skipped("nothing has been deployed yet");
  const { plan } = await patient.plan();
  const steps = plan.steps.filter(concerns);
  const pending = steps.filter(({ action }) => action !== "keep");
  const drifted = pending.filter(({ fields }) => fields.some((field) => field.drift));
  if (drifted.length > 0) return warning(`${what}: ${drifted.map(nameOf).join(", ")}`, FIX);
  if (pending.length > 0) return warning(`not deployed yet: ${pending.map(nameOf).join(", ")}`, FIX);
  return ok("as deployed");
}

const nameOf = ({ noun, key }: PlanStep): string => `${noun} ${key}`;
