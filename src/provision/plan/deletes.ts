import { Failure } from "../../domain/failure.ts";
import type { Identity } from "../identity/identity-map.ts";
import type { Match, Matching } from "./match.ts";
import type { PlanStep } from "./shape.ts";
import { managedFields } from "./step.ts";
import type { Fields, Found, Target } from "../ports.ts";
import { remoteRefsIn } from "../value.ts";

/**
 * What becomes of things that the identity map knows and the blueprint no longer describes. Only what was
 * wholly ours is deleted; of the rest, and of what is already gone, we merely forget that we knew it.
 * "policy.protected" when something that stays would be changed by it.
 */
export function deleteSteps(
  orphans: readonly Identity[],
  { matches, unclaimed }: Matching,
  targets: readonly Target[],
): readonly PlanStep[] {
  const steps = orphans.flatMap((identity): readonly PlanStep[] => {
    // A kind that this version cannot delete is left as it is, and listed.
    const target = targets.find(({ kind }) => kind === identity.kind);
    if (target === undefined) return [];
    const found = unclaimed.find((item) => item.target === target && item.found.id === identity.id);
    return [stepFor(identity, target, found?.found ?? null)];
  });
  const going = new Set(steps.filter(({ action }) => action === "delete").map(({ id }) => id));
  const staying = unclaimed.filter(({ found }) => !going.has(found.id));
  refuseDependents(steps, [...matches.flatMap(afterwards), ...staying.map(({ found }) => found)]);
  return steps;
}

function stepFor(identity: Identity, target: Target, found: Found | null): PlanStep {
  const deletes = found !== null && identity.managed === undefined && target.remove !== undefined;
  const name = found?.name ?? identity.key;
  return {
    action: deletes ? "delete" : "forget",
    kind: identity.kind,
    key: identity.key,
    formerKey: null,
    noun: target.noun,
    name,
    id: identity.id,
    managed: identity.managed ?? "full",
    protected: identity.protected,
    fields: [],
    wanted: found?.fields ?? {},
    order: null,
    notes: deletes ? [] : [whyForgotten(identity, target, found)],
    origin: null,
  };
}

function whyForgotten({ id, managed }: Identity, { stays }: Target, found: Found | null): string {
  if (found === null) return `${id} is gone already: somebody removed it`;
  const reason = managed === undefined ? stays : undefined;
  return `${reason ?? "not wholly ours"}: it stays, and is no longer known here`;
}

/** A thing as it will stand once the plan is carried out. */
function afterwards(match: Match): readonly Found[] {
  if (match.found === null) return [];
  const { managed } = match.resource;
  const ours = managed === "reference" ? {} : managedFields(match);
  return [{ ...match.found, fields: { ...match.found.fields, ...ours } satisfies Fields }];
}

/** Deleting what others still rest on would change them too: a category's channels, a role's rights. */
function refuseDependents(steps: readonly PlanStep[], staying: readonly Found[]): void {
  const sentences = steps
    .filter(({ action }) => action === "delete")
    .flatMap((step) => {
      const users = staying.filter(({ fields }) =>
        remoteRefsIn(fields).some(({ remote }) => remote.kind === step.kind && remote.id === step.id),
      );
      if (users.length === 0) return [];
      const names = users.map(({ name }) => `"${name}"`).join(", ");
      return [`${step.noun} ${step.key} ("${step.name}") is still used by ${names}, which would change too.`];
    });
  if (sentences.length === 0) return;
  throw new Failure("policy.protected", sentences.join("\n"), {
    fix: "Move or remove what uses it by hand, or keep describing it.",
  });
}
