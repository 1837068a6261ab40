import type { Identity } from "../identity/identity-map.ts";
import { isIgnored } from "./ignore.ts";
import { matchAll, type Match, type Matching } from "./match.ts";
import { misplacedGroups } from "./order.ts";
import { deleteSteps } from "./deletes.ts";
import { refuseImpossible } from "./refusals.ts";
import type { Plan, PlanRequest, PlanStep } from "./shape.ts";
import { stepOf } from "./step.ts";

/** Whether there is nothing to do. */
export const isEmpty = (plan: Plan): boolean => plan.steps.every((step) => step.action === "keep");

/** The difference between what should be and what was found. Pure: making a plan changes nothing. */
export function makePlan(request: PlanRequest): Plan {
  const { blueprint, map, targets, adopt, prune = false, keepProtected = false } = request;
  const matching = matchAll({
    ...request,
    project: blueprint.project,
    environment: blueprint.environment,
    resources: blueprint.resources,
  });
  const orphans = orphansOf(request, matching);
  const steps = targets.flatMap((target) => {
    const own = matching.matches.filter((match) => match.target === target);
    const planned = own.map((match) => stepOf(match, request));
    return [...planned, ...orderSteps(own, planned)];
  });
  refuseImpossible(steps, targets, adopt);
  const going = orphans.filter((entry) => prune && !(keepProtected && entry.protected));
  const deletes = deleteSteps(going, matching, targets);
  const gone = new Set(deletes.map(({ kind, key }) => `${kind}:${key}`));
  return {
    version: 1,
    project: blueprint.project,
    ...request.header,
    adopt,
    prune,
    lineage: map.lineage,
    serial: map.serial,
    steps: [...steps, ...deletes],
    unmanaged: unmanagedOf(request, matching),
    orphans: orphans
      .filter(({ kind, key }) => !gone.has(`${kind}:${key}`))
      .map(({ kind, key, id }) => ({ kind, key, id })),
  };
}

/** Known to the identity map and described by nothing; not what another key has taken over. */
function orphansOf({ map }: PlanRequest, { matches }: Matching): readonly Identity[] {
  const described = new Set(
    // What was only referred to is nobody's concern once the key means another.
    matches.flatMap(({ identity, replaces }) =>
      replaces && identity?.managed !== "reference" ? [] : (identity ?? []),
    ),
  );
  const claimed = new Set(matches.flatMap(({ target, found }) => `${target.kind}:${found?.id ?? ""}`));
  return map.entries.filter((entry) => !described.has(entry) && !claimed.has(`${entry.kind}:${entry.id}`));
}

function unmanagedOf({ map, blueprint }: PlanRequest, { unclaimed }: Matching): Plan["unmanaged"] {
  return unclaimed
    .filter(({ found }) => found.background !== true && !isIgnored(found.name, blueprint.ignore))
    .filter(({ found }) => map.entries.every((entry) => entry.id !== found.id))
    .map(({ target, found }) => ({ kind: target.kind, id: found.id, name: found.name }));
}

/** One step for each group of siblings that stand in the wrong order. */
function orderSteps(matches: readonly Match[], steps: readonly PlanStep[]): readonly PlanStep[] {
  const moving = new Set(
    steps.filter((step) => step.fields.some(({ path }) => path === "category")).map((step) => step.key),
  );
  return misplacedGroups(matches, (match) => moving.has(match.resource.key)).flatMap((group) => {
    const first = steps.find((step) => step.key === group.wanted[0]);
    if (first === undefined) return [];
    const change = { path: "order", found: group.found, wanted: group.wanted, drift: false };
    return [{ ...first, action: "order", formerKey: null, fields: [change], notes: [] } satisfies PlanStep];
  });
}
