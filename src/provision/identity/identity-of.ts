import type { Identity } from "./identity-map.ts";
import type { PlanStep } from "../plan/shape.ts";
import type { Found, Secrets, Target } from "../ports.ts";
import { fingerprint, maskSecrets, same } from "../value.ts";

/** What the identity map is to remember of a step's resource once it stands as the step wants it. */
export function identityOf(
  step: PlanStep,
  id: string,
  secrets: Secrets,
  observed: Identity["observed"] = {},
): Identity {
  const { kind, key } = step;
  const wanted = step.managed === "reference" ? {} : maskSecrets(step.wanted, secrets);
  const prints = Object.entries(wanted).map(([field, value]): [string, string] => [
    field,
    fingerprint(value),
  ]);
  const base = {
    kind,
    key,
    id,
    protected: step.protected,
    ...(step.managed === "full" ? {} : { managed: step.managed }),
    applied: Object.fromEntries(prints),
  };
  return Object.keys(observed).length === 0 ? base : { ...base, observed };
}

/** What the vendor made of the fields that it may rewrite, where that is not what was written. */
export function observedOf(step: PlanStep, found: Found, target: Target): Identity["observed"] {
  const differing = target.rewritten.filter(
    (field) => field in step.wanted && !same(found.fields[field] ?? null, step.wanted[field] ?? null),
  );
  return Object.fromEntries(differing.map((field) => [field, fingerprint(found.fields[field] ?? null)]));
}

export function isSameIdentity(one: Identity, other: Identity): boolean {
  return printOf(one) === printOf(other);
}

const printOf = ({ kind, key, id, protected: kept, managed, applied, observed }: Identity): string =>
  fingerprint({ kind, key, id, kept, managed: managed ?? "full", applied, observed: observed ?? {} });
