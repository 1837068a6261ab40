import { diffFields, type Difference } from "./diff.ts";
import type { Identity } from "../identity/identity-map.ts";
import type { Match } from "./match.ts";
import type { Action, FieldChange, PlanRequest, PlanStep } from "./shape.ts";
import type { Fields, Target } from "../ports.ts";
import { fingerprint, maskSecrets } from "../value.ts";

/** What is to become of one resource of the blueprint. */
export function stepOf(match: Match, { secrets }: PlanRequest): PlanStep {
  const { resource, target, found, identity } = match;
  const wanted = managedFields(match);
  const masked = maskSecrets(wanted, secrets);
  const differences = resource.managed === "reference" ? [] : diffFields(found?.fields ?? {}, masked);
  const fields = differences
    .filter((difference) => found === null || !isSettled(difference, target, found.fields, masked, identity))
    .map((difference) => ({ ...difference, drift: isDrift(difference, found, identity) }));
  const formerKey = identity !== null && identity.key !== resource.key ? identity.key : null;
  const all = [...remembered(match), ...fields];
  return {
    action: actionFor(match, all, formerKey),
    kind: resource.kind,
    key: resource.key,
    formerKey,
    noun: target.noun,
    name: match.wanted.name,
    id: found?.id ?? null,
    managed: resource.managed,
    protected: resource.protected,
    fields: all,
    wanted,
    order: match.wanted.order ?? null,
    notes: [...match.wanted.notes, ...notesFor(match)],
    origin: resource.origin,
  };
}

/** A partly managed thing is ours for the named fields only, once it exists. */
export function managedFields({ resource, wanted, found }: Match): Fields {
  if (resource.managed !== "partial" || found === null) return wanted.fields;
  const named = resource.fields ?? Object.keys(resource.spec);
  return Object.fromEntries(Object.entries(wanted.fields).filter(([field]) => named.includes(field)));
}

/** The field that a dotted path is inside of. */
export const topOf = (path: string): string => path.split(".", 1)[0] ?? path;

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

/** What only the identity map is told of: another key, and how the thing may be treated from now on. */
function remembered({ resource, identity, found }: Match): readonly FieldChange[] {
  if (identity === null || found === null || found.id !== identity.id) return [];
  const changes = [
    { path: "key", found: identity.key, wanted: resource.key, drift: false },
    { path: "managed", found: identity.managed ?? "full", wanted: resource.managed, drift: false },
    ...(resource.managed === "reference"
      ? []
      : [{ path: "protect", found: identity.protected, wanted: resource.protected, drift: false }]),
  ];
  return changes.filter((change) => change.found !== change.wanted);
}

function actionFor(
  { how, resource }: Match,
  fields: readonly FieldChange[],
  formerKey: string | null,
): Action {
  if (how === "absent") return "create";
  if (how === "foreign" || how === "interrupted") return resource.managed === "reference" ? "keep" : "adopt";
  if (formerKey !== null || fields.some((field) => field.path === "name")) return "rename";
  return fields.length > 0 ? "change" : "keep";
}

function notesFor({ how, identity, found, replaces }: Match): readonly string[] {
  if (how === "interrupted") return ["made by a deploy that was interrupted"];
  if (identity !== null && found?.id !== identity.id && !replaces) {
    return [`${identity.id} is gone: somebody removed it`];
  }
  return [];
}
