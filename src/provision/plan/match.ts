import type { Ref, Resource, ResourceKind } from "../../domain/blueprint.ts";
import { Failure } from "../../domain/failure.ts";
import { nameOf, type Identity, type IdentityMap } from "../identity/identity-map.ts";
import type { Fields, Found, Reading, Target, Wanted } from "../ports.ts";
import { isRemoteRef, mapFields, same } from "../value.ts";

/** How a resource of the blueprint was recognised among what was found. */
export type Recognition = "known" | "ours" | "interrupted" | "foreign" | "absent";

export interface Match {
  readonly target: Target;
  readonly resource: Resource;
  readonly wanted: Wanted;
  /** What was found, its ids turned into references to keys wherever they are known. */
  readonly found: Found | null;
  readonly how: Recognition;
  readonly identity: Identity | null;
  /** Whether the key meant another thing until now, which is still there. */
  readonly replaces: boolean;
}

export interface Matching {
  readonly matches: readonly Match[];
  /** What is in doubt; such resources are taken to be absent. */
  readonly conflicts: readonly Conflict[];
  /** Found, and nobody's. */
  readonly unclaimed: readonly { readonly target: Target; readonly found: Found }[];
}

export interface Conflict {
  readonly sentence: string;
  readonly fix: string;
}

export interface MatchRequest {
  readonly project: string;
  readonly environment: string;
  readonly resources: readonly Resource[];
  readonly map: IdentityMap;
  readonly adopt: boolean;
  /** In the order in which kinds refer to each other. */
  readonly targets: readonly Target[];
  readonly readings: ReadonlyMap<ResourceKind, Reading>;
}

/** A vendor's clock and ours may differ by this much: a thing that much older than an intent may be its result. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** As `tryMatchAll`; "state.conflict" names everything that is in doubt. */
export function matchAll(request: MatchRequest): Matching {
  const matching = tryMatchAll(request);
  if (matching.conflicts.length > 0) throw conflict(matching.conflicts, request.map);
  return matching;
}

/**
 * Says for every resource which found thing it is. Known by id first, then by our mark, then as the
 * result of an interrupted create, then by name.
 */
export function tryMatchAll(request: MatchRequest): Matching {
  const keys = new Map<string, Ref>();
  const matches: Match[] = [];
  const unclaimed: { target: Target; found: Found }[] = [];
  const conflicts: Conflict[] = [];
  for (const target of request.targets) {
    const reading = request.readings.get(target.kind);
    if (reading === undefined) continue;
    const found = reading.found.map((item) => symbolise(item, keys));
    const claim = new KindMatcher(request, target, found, conflicts);
    const resources = request.resources.filter((resource) => resource.kind === target.kind);
    for (const match of claim.all(resources, reading)) {
      matches.push(match);
      if (match.found !== null) keys.set(remoteName(target.kind, match.found.id), refTo(match.resource));
    }
    unclaimed.push(...claim.rest().map((item) => ({ target, found: item })));
  }
  return { matches, unclaimed, conflicts };
}

const remoteName = (kind: ResourceKind, id: string): string => `${kind}:${id}`;
const refTo = (resource: Resource): Ref => ({ ref: { kind: resource.kind, key: resource.key } });

function symbolise(found: Found, keys: ReadonlyMap<string, Ref>): Found {
  const fields = mapFields(found.fields, (leaf) =>
    isRemoteRef(leaf) ? (keys.get(remoteName(leaf.remote.kind, leaf.remote.id)) ?? leaf) : leaf,
  );
  return { ...found, fields };
}

function conflict(conflicts: readonly Conflict[], { entries }: IdentityMap): Failure {
  const fixes = [...new Set(conflicts.map(({ fix }) => fix))];
  return new Failure("state.conflict", conflicts.map(({ sentence }) => sentence).join("\n"), {
    fix: [...fixes, ...(entries.length === 0 ? [LOST] : [])].join(" "),
  });
}

const LOST =
  "If all of it is flexcord's and its identity map was lost, `flexcord state rebuild` makes it anew.";

const MAKE_WAY =
  "Rename one of the two, or take the existing one over with --adopt. Where several are alike, rename or remove all but one.";

/** Matches one kind. Has identity: it remembers which found things are already claimed. */
class KindMatcher {
  readonly #request: MatchRequest;
  readonly #target: Target;
  readonly #free: Map<string, Found>;
  readonly #conflicts: Conflict[];

  constructor(request: MatchRequest, target: Target, found: readonly Found[], conflicts: Conflict[]) {
    this.#request = request;
    this.#target = target;
    this.#free = new Map(found.map((item) => [item.id, item]));
    this.#conflicts = conflicts;
  }

  /** Ids and marks of all resources come first: no name may claim what is another one's by id. */
  all(resources: readonly Resource[], reading: Reading): readonly Match[] {
    const certain = resources.map((resource) => this.#certain(resource, reading.wanted(resource)));
    return certain.map((match) => (match.found === null ? this.#byName(match) : match));
  }

  rest(): readonly Found[] {
    return [...this.#free.values()];
  }

  #certain(resource: Resource, wanted: Wanted): Match {
    const { map, project, environment } = this.#request;
    const entryOf = (key: string | undefined) =>
      map.entries.find((entry) => entry.kind === resource.kind && entry.key === key);
    const identity = entryOf(resource.key) ?? entryOf(resource.previously) ?? null;
    const replaces = identity !== null && this.#meansAnother(identity, wanted);
    const match = { target: this.#target, resource, wanted, identity, replaces };
    const known = identity === null || replaces ? null : this.#claim(identity.id);
    if (known !== null) return { ...match, found: known, how: "known" };
    const mark = `${project}/${environment}/${resource.key}`;
    const marked = this.rest().filter((item) => item.mark === mark);
    const [only] = marked;
    if (only !== undefined && marked.length === 1)
      return { ...match, found: this.#claim(only.id), how: "ours" };
    if (marked.length > 1) this.#doubt(match, severalAre("marked as it", marked));
    return { ...match, found: null, how: "absent" };
  }

  #meansAnother({ id }: Identity, wanted: Wanted): boolean {
    const found = this.#free.get(id);
    const { identifying = [] } = this.#target;
    return (
      found !== undefined &&
      identifying.some((field) => !same(found.fields[field] ?? null, wanted.fields[field] ?? null))
    );
  }

  #byName(match: Match): Match {
    const intent = this.#request.map.pending.find((item) => nameOf(item) === nameOf(match.resource));
    if (intent !== undefined) {
      const made = this.#alike(intent.fields).filter(
        (item) => item.createdAt === null || item.createdAt >= intent.at - CLOCK_SKEW_MS,
      );
      if (made.length > 0) return this.#pick(match, made, "interrupted");
    }
    const { fields } = match.wanted;
    const owned = this.#alike(fields).filter((item) => this.#target.owns(item.fields, fields));
    if (owned.length > 0) return this.#pick(match, owned, "ours");
    const foreign = this.#alike(fields);
    if (foreign.length === 0) return match;
    if (this.#request.adopt || match.resource.managed === "reference")
      return this.#pick(match, foreign, "foreign");
    const former = this.#request.map.entries.find(
      ({ kind, id }) => kind === this.#target.kind && foreign.some((item) => item.id === id),
    );
    this.#doubt(
      match,
      former === undefined
        ? `exists already, made by somebody else: ${list(foreign)}.`
        : `exists already, deployed under the key ${former.key}: write \`previously: ${former.key}\` if it is the same.`,
    );
    return match;
  }

  #alike(fields: Fields): readonly Found[] {
    return this.rest().filter((item) => this.#target.alike(item.fields, fields));
  }

  #pick(match: Match, candidates: readonly Found[], how: Recognition): Match {
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) return { ...match, found: this.#claim(only.id), how };
    this.#doubt(match, severalAre("alike", candidates));
    return match;
  }

  #claim(id: string): Found | null {
    const found = this.#free.get(id) ?? null;
    this.#free.delete(id);
    return found;
  }

  #doubt({ resource, wanted }: Pick<Match, "resource" | "wanted">, what: string): void {
    const { origin, key } = resource;
    const { noun, makeWay = MAKE_WAY } = this.#target;
    this.#conflicts.push({
      sentence: `${origin.file}:${origin.line}: ${noun} ${key} ("${wanted.name}") ${what}`,
      fix: makeWay,
    });
  }
}

const list = (found: readonly Found[]): string =>
  found.map((item) => `"${item.name}" (${item.id})`).join(", ");

const severalAre = (how: string, found: readonly Found[]): string =>
  `could be any of several that are ${how}: ${list(found)}.`;
