import type { Resource, Spec } from "../../../src/domain/blueprint.ts";
import type { Rounds } from "../../provision/round.ts";

type Changes = Readonly<Record<string, Spec>>;

/** One kind of resource, and what the contract needs to know to walk it through its life. */
export interface Row {
  readonly title: string;
  /** A vendor in which nothing was deployed, and somebody else who works on the same one. */
  readonly open: () => Promise<Rounds & { readonly stranger: () => Rounds }>;
  /** What must be there for it. */
  readonly needs: readonly Resource[];
  readonly resource: Resource;
  /** Every field that may change, each with another value. */
  readonly changes: Changes;
  /** Every field that stays once the thing exists, each with a value that is refused. */
  readonly fixed?: Changes;
  /** Every field that says which thing is meant, each with a value by which it is another one. */
  readonly identifying?: Changes;
  /** Fields that have no other value to change to, each with the reason. */
  readonly constant?: Readonly<Record<string, string>>;
  /** Another name; absent where things have none of their own. */
  readonly rename?: string;
  /** The field that somebody else changes, of `changes`, or "name"; absent where nothing can change. */
  readonly drift?: string;
  /** True when what somebody else left there is overwritten only with leave. */
  readonly guarded?: boolean;
  /** True when something alike can only be ours, so that it needs no leave to be taken over. */
  readonly owned: boolean;
  /**
   * What is left of it once it is removed: nothing; a thing that is always there, as if nobody had ever touched
   * it; or everything, because the kind cannot be removed and is only forgotten.
   */
  readonly leaves: "nothing" | "blank" | "everything";
}

/** A row that does not say where it is opened. */
export type Unopened = Omit<Row, "open">;
