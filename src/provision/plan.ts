import type { Blueprint, Management, Origin, ResourceKind } from "../domain/blueprint.ts";
import { Failure } from "../domain/failure.ts";
import { diffFields, type Difference } from "./diff.ts";
import type { Header, Identity, IdentityMap } from "./identity-map.ts";
import { isIgnored } from "./ignore.ts";
import { matchAll, type Match } from "./match.ts";
import { misplacedGroups } from "./order.ts";
import type { Fields, Reading, Secrets, Target, Value } from "./ports.ts";
import { fingerprint, maskSecrets, same } from "./value.ts";

export type Action = "create" | "change" | "rename" | "adopt" | "order" | "keep";

export interface FieldChange extends Difference {
  /** True when what was found is not what we last left there: somebody else changed it. */
  readonly drift: boolean;
}

export interface PlanStep {
  readonly action: Action;
  readonly kind: ResourceKind;
  readonly key: string;
  /** The key under which the identity map still has it. */
  readonly formerKey: string | null;
  readonly noun: string;
  readonly name: string;
  /** Null until it is created. */
  readonly id: string | null;
  readonly managed: Management;
  readonly protected: boolean;
  /** What differs; for "create", all that will be written. Secrets are masked. */
  readonly fields: readonly FieldChange[];
  /** What will be written: ids yet unknown are references, secrets are names. */
  readonly wanted: Fields;
  /** Where it belongs among its siblings. */
  readonly order: number | null;
  readonly notes: readonly string[];
  readonly origin: Origin;
}

/** What a deploy would do: plain data, the same object that is printed, saved and applied. */
export interface Plan extends Header {
  readonly version: 1;
  readonly project: string;
  /** The identity map it was made from. */
  readonly lineage: string;
  readonly serial: number;
  readonly steps: readonly PlanStep[];
  readonly unmanaged: readonly { readonly kind: ResourceKind; readonly id: string; readonly name: string }[];
  /** Known to the identity map and no longer described: left alone. */
  readonly orphans: readonly { readonly kind: ResourceKind; readonly key: string; readonly id: string }[];
}

export interface PlanRequest {
  readonly blueprint: Blueprint;
  readonly header: Header;
  readonly map: IdentityMap;
  readonly targets: readonly Target[];
  readonly readings: ReadonlyMap<ResourceKind, Reading>;
  readonly secrets: Secrets;
  /** Whether things made by somebody else may be taken over. */
  readonly adopt: boolean;
}

/** Whether there is nothing to do. */
export const isEmpty = (plan: Plan): boolean => plan.steps.every((step) => step.action === "keep");

/** The difference between what should be and what was found. Pure: making a plan changes nothing. */
export function makePlan(request: PlanRequest): Plan {
  const { blueprint, map, targets } = request;
  const { matches, unclaimed } = matchAll({
    ...request,
    project: blueprint.project,
    environment: blueprint.environment,
    resources: blueprint.resources,
  });
  const steps = targets.flatMap((target) => {
    const own = matches.filter((match) => match.target === target);
    const planned = own.map((match) => stepOf(match, request));
    return [...planned, ...orderSteps(own, planned)];
  });
  refuse(steps, targets, request.adopt);
  const described = new Set(matches.flatMap((match) => match.identity ?? []));
  return {
    version: 1,
    project: blueprint.project,
    ...request.header,
    lineage: map.lineage,
    serial: map.serial,
    steps,
    unmanaged: unclaimed
      .filter(({ found }) => found.background !== true && !isIgnored(found.name, blueprint.ignore))
      .filter(({ found }) => map.entries.every((entry) => entry.id !== found.id))
      .map(({ target, found }) => ({ kind: target.kind, id: found.id, name: found.name })),
    orphans: map.entries
      .filter((entry) => !described.has(entry))
      .map(({ kind, key, id }) => ({ kind, key, id })),
  };
}

function stepOf(match: Match, { secrets }: PlanRequest): PlanStep {
  const { resource, target, found, identity } = match;
  const wanted = managedFields(match);
  const masked = maskSecrets(wanted, secrets);
  const differences = resource.managed === "reference" ? [] : diffFields(found?.fields ?? {}, masked);
  const fields = differences
    .filter((difference) => found === null || !isSettled(difference, target, found.fields, masked, identity))
    .map((difference) => ({ ...difference, drift: isDrift(difference, found, identity) }));
  const formerKey = identity !== null && identity.key !== resource.key ? identity.key : null;
  return {
    action: actionFor(match, fields, formerKey),
    kind: resource.kind,
    key: resource.key,
    formerKey,
    noun: target.noun,
    name: match.wanted.name,
    id: found?.id ?? null,
    managed: resource.managed,
    protected: resource.protected,
    fields: formerKey === null ? fields : [movedKey(formerKey, resource.key), ...fields],
    wanted,
    order: match.wanted.order ?? null,
    notes: [...match.wanted.notes, ...notesFor(match)],
    origin: resource.origin,
  };
}

/** A partly managed thing is ours for the named fields only, once it exists. */
function managedFields({ resource, wanted, found }: Match): Fields {
  if (resource.managed !== "partial" || found === null) return wanted.fields;
  return Object.fromEntries(Object.entries(wanted.fields).filter(([field]) => field in resource.spec));
}

const topOf = (path: string): string => path.split(".", 1)[0] ?? path;

/** The vendor made something else of what we wrote, and neither it nor our wish has changed since. */
function isSettled(
  difference: Difference,
  target: Target,
  found: Fields,
  wanted: Fields,
  identity: Identity | null,
): boolean {
  const field = topOf(difference.path);
  if (!target.rewritten.includes(field)) return false;
  return (
    identity?.applied[field] === fingerprint(wanted[field] ?? null) &&
    identity.observed?.[field] === fingerprint(found[field] ?? null)
  );
}

function isDrift(difference: Difference, found: Match["found"], identity: Identity | null): boolean {
  const field = topOf(difference.path);
  const applied = identity?.applied[field];
  if (found === null || applied === undefined) return false;
  const print = fingerprint(found.fields[field] ?? null);
  return print !== applied && print !== identity?.observed?.[field];
}

function actionFor(
  { how, resource }: Match,
  fields: readonly FieldChange[],
  formerKey: string | null,
): Action {
  if (how === "absent") return "create";
  if (resource.managed === "reference") return "keep";
  if (how === "foreign" || how === "interrupted") return "adopt";
  if (formerKey !== null || fields.some((field) => field.path === "name")) return "rename";
  return fields.length > 0 ? "change" : "keep";
}

const movedKey = (found: string, wanted: string): FieldChange => ({
  path: "key",
  found,
  wanted,
  drift: false,
});

function notesFor({ how, identity, found }: Match): readonly string[] {
  if (how === "interrupted") return ["made by a deploy that was interrupted"];
  if (identity !== null && found?.id !== identity.id) {
    return [`${identity.id} is gone: somebody removed it`];
  }
  return [];
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

/** What no plan may contain; all of it is said at once. */
function refuse(steps: readonly PlanStep[], targets: readonly Target[], adopt: boolean): void {
  const problems = steps.flatMap((step) => {
    const target = targets.find(({ kind }) => kind === step.kind);
    if (target === undefined) return [];
    return refusals(step, target, adopt);
  });
  if (problems.length === 0) return;
  throw new Failure("state.conflict", problems.map(({ message }) => message).join("\n"), {
    fix: [...new Set(problems.map(({ fix }) => fix))].join(" "),
  });
}

interface Refusal {
  readonly message: string;
  readonly fix: string;
}

function refusals(step: PlanStep, target: Target, adopt: boolean): readonly Refusal[] {
  const where = `${step.origin.file}:${step.origin.line}: ${step.noun} ${step.key}`;
  if (step.action === "create" && step.managed === "reference") {
    const message = `${where} is only referred to, but "${step.name}" does not exist.`;
    return [{ message, fix: "Create it first, or let flexcord manage it." }];
  }
  if (step.action === "create") return [];
  return step.fields.flatMap((field): readonly Refusal[] => {
    const top = topOf(field.path);
    if (target.isFixed(top, field.found, field.wanted)) {
      const message = `${where}: its ${top} cannot change from ${text(field.found)} to ${text(field.wanted)} once it exists.`;
      return [{ message, fix: "Give the new one a key of its own; the old one then stays as it is." }];
    }
    const theirs = field.drift || step.action === "adopt";
    if (target.guarded.includes(top) && theirs && !adopt && !same(field.found, null)) {
      const message = `${where}: its ${top} is ${text(field.found)}, which flexcord did not set.`;
      return [{ message, fix: "Use --adopt if it may be overwritten." }];
    }
    return [];
  });
}

const text = (value: Value): string => JSON.stringify(value);
