import type { Origin, Ref, Resource, ResourceKind, SecretRef } from "../domain/blueprint.ts";
import type { FailureCode } from "../domain/failure.ts";

/** A remote id inside something found, before it is known whether it belongs to a key of the blueprint. */
export interface RemoteRef {
  readonly remote: { readonly kind: ResourceKind; readonly id: string };
}

/** A secret that was seen: only its keyed digest leaves the vendor's room. */
export interface Masked {
  readonly masked: string;
}

/** JSON with references and hidden secrets in it. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Ref
  | SecretRef
  | RemoteRef
  | Masked
  | readonly Value[]
  | { readonly [key: string]: Value };

/** A resource's fields in canonical form: two that mean the same are the same JSON. */
export type Fields = { readonly [field: string]: Value };

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Fields as they go to the vendor: every reference an id, every secret its value. */
export type ResolvedFields = { readonly [field: string]: Json };

/** A resource as the vendor has it. */
export interface Found {
  readonly id: string;
  /** As people see it; for matching and for messages. */
  readonly name: string;
  readonly fields: Fields;
  /** Milliseconds since 1970; null when the vendor does not tell. */
  readonly createdAt: number | null;
  /** The `project/environment/key` that an earlier deploy wrote on it, where the vendor has a place for that. */
  readonly mark?: string;
  /** Where it stands among those of the same `group`, first to last; absent when order means nothing. */
  readonly place?: { readonly group: string; readonly rank: number };
  /** True for what is never worth listing as unmanaged. */
  readonly background?: boolean;
}

/** A resource as the blueprint wants it, in the same canonical form as `Found.fields`. */
export interface Wanted {
  readonly fields: Fields;
  readonly name: string;
  /** Where it belongs among the managed ones of its group; absent when order means nothing. */
  readonly order?: number;
  /** What the reader of the plan should know. */
  readonly notes: readonly string[];
}

/** What one read of a kind taught. */
export interface Reading {
  readonly found: readonly Found[];
  /** The canonical form of what the blueprint says; pure, but knows what was just read. */
  wanted(resource: Resource): Wanted;
}

export interface ReadRequest {
  /** What the blueprint wants of this kind. */
  readonly resources: readonly Resource[];
  /** Ids that the identity map knows of this kind. */
  readonly knownIds: ReadonlySet<string>;
  /** Whether the identity map knows things of this kind that the blueprint no longer describes. */
  readonly hasOrphans: boolean;
}

/** What is needed to write one resource. */
export interface Write {
  readonly key: string;
  readonly fields: ResolvedFields;
  /** `project/environment/key`, to be left on the resource where the vendor has a place for it. */
  readonly mark: string;
}

export interface Update extends Write {
  readonly id: string;
  /** The top-level fields that differ. */
  readonly changed: ReadonlySet<string>;
}

/** What is needed to delete one resource. */
export interface Removal {
  readonly id: string;
  readonly name: string;
  readonly fields: Fields;
}

/**
 * One kind of resource at one vendor. `read` makes at most one list call; everything rejects with a
 * Failure, and a failed create says by `certain` whether it surely made nothing.
 */
export interface Target {
  readonly kind: ResourceKind;
  /** What people call it. */
  readonly noun: string;
  /** Whether a field cannot go from one value to the other once the thing exists. */
  isFixed(field: string, found: Value, wanted: Value): boolean;
  /** Fields that say which thing is meant: a key that says otherwise means another thing. None when absent. */
  readonly identifying?: readonly string[];
  /** Fields whose value the vendor may rewrite in undocumented ways, such as a channel's name. */
  readonly rewritten: readonly string[];
  /** Fields that may hold somebody else's value: overwritten only when we wrote the last value or are told to. */
  readonly guarded: readonly string[];
  read(request: ReadRequest): Promise<Reading>;
  /** Whether something found could be what is wanted, by name and place. */
  alike(found: Fields, wanted: Fields): boolean;
  /** Whether something alike is ours beyond doubt, so that it needs no leave to be taken over. */
  owns(found: Fields, wanted: Fields): boolean;
  /** What to do about somebody else's that is alike, where another name would not help. */
  readonly makeWay?: string;
  create(write: Write): Promise<Found>;
  update(update: Update): Promise<Found>;
  /**
   * Deletes what was found, or empties what is always there; "discord.not-found" or "twilio.not-found" when it
   * is gone already. Absent where flexcord never deletes the kind.
   */
  remove?(gone: Removal): Promise<void>;
  /** Where `remove` is absent: why what is no longer described stays, for those who read the plan. */
  readonly stays?: string;
  /**
   * Puts the managed ones into the given order, first to last, moving others as little as can be. Kinds that
   * share the function are put into order by one call, with the ids of them all.
   */
  readonly arrange?: (ids: readonly string[]) => Promise<void>;
}

/** What is about to happen to one resource, as a preflight sees it; nothing, when no field differs. */
export interface Intention {
  readonly kind: ResourceKind;
  readonly key: string;
  readonly creates: boolean;
  readonly deletes: boolean;
  readonly id: string | null;
  /** Where the config speaks of it; null for what it no longer describes. */
  readonly origin: Origin | null;
  /** Wanted fields; ids that do not exist yet are still references. */
  readonly fields: Fields;
  readonly changed: ReadonlySet<string>;
}

/** Something that stands in the way, and exactly what to do about it. */
export interface Problem {
  readonly code: FailureCode;
  readonly message: string;
  readonly fix: string;
}

/** One vendor's share of a deploy. Its targets are listed in the order in which they refer to each other. */
export interface Side {
  readonly name: "discord" | "twilio";
  /** How many writes may be under way at once. */
  readonly concurrency: number;
  readonly targets: readonly Target[];
  /** Asked once, after the plan and before any write. */
  preflight(intentions: readonly Intention[]): Promise<readonly Problem[]>;
}

/** The identity map's text, and which writing of it this is. */
export interface StateText {
  readonly text: string;
  readonly revision: string;
}

/** Where an identity map is kept. */
export interface StateStore {
  /** As messages name it: a path, or a document. */
  readonly place: string;
  /** Null when there is none yet. */
  read(): Promise<StateText | null>;
  /**
   * Replaces what had the revision `over`; null when there was nothing. Resolves with the new revision once it
   * is kept, whole or not at all. "state.conflict" when somebody else wrote meanwhile.
   */
  write(text: string, over: string | null): Promise<string>;
  /** Keeps other deploys out: "state.locked" names who is in. Resolves with what gives the lock back. */
  lock(): Promise<() => Promise<void>>;
  /** Takes the lock away from whoever has it and says from whom; null when nobody has it. */
  unlock(): Promise<string | null>;
}

/** Secrets by name, and how they are compared without being seen. */
export interface Secrets {
  value(name: SecretRef["secret"]): string;
  digest(value: string): string;
}
