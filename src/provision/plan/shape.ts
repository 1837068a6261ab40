import type { Blueprint, Management, Origin, ResourceKind } from "../../domain/blueprint.ts";
import type { Difference } from "./diff.ts";
import type { Header, IdentityMap } from "../identity/identity-map.ts";
import type { Fields, Reading, Secrets, Target } from "../ports.ts";

/** "forget" drops what the identity map knows of a thing and calls nobody. */
export type Action = "create" | "change" | "rename" | "adopt" | "order" | "delete" | "forget" | "keep";

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
  /** What will be written: ids yet unknown are references, secrets are names. Of what goes away, what was found. */
  readonly wanted: Fields;
  /** Where it belongs among its siblings. */
  readonly order: number | null;
  readonly notes: readonly string[];
  /** Where the config speaks of it; null for what it no longer describes. */
  readonly origin: Origin | null;
}

/** What a deploy would do: plain data, the same object that is printed, saved and applied. */
export interface Plan extends Header {
  readonly version: 1;
  readonly project: string;
  /** Whether things made by somebody else may be taken over. */
  readonly adopt: boolean;
  /** Whether what is no longer described is to go. */
  readonly prune: boolean;
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
  /** Whether what is no longer described is to go; left alone when not said. */
  readonly prune?: boolean;
  /** Whether protected things are left out of that. */
  readonly keepProtected?: boolean;
}
