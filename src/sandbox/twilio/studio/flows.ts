import { newSid } from "../sids.ts";
import { createCollection, type Collection } from "../collection.ts";
import { notFound } from "../wire/api-error.ts";
import type { Definition } from "./definition.ts";
import type { DefinitionFault } from "./validation.ts";

export interface Revision {
  /** Counts from 1. */
  readonly number: number;
  readonly friendlyName: string;
  readonly status: "draft" | "published";
  /** As it was sent. */
  readonly written: unknown;
  /** Null when it is not valid: a draft may be. */
  readonly definition: Definition | null;
  readonly faults: readonly DefinitionFault[];
  readonly commitMessage: string | null;
  readonly createdAt: number;
}

export interface Flow {
  readonly sid: string;
  /** Oldest first; never empty. */
  readonly revisions: readonly [Revision, ...Revision[]];
}

export interface Flows {
  readonly all: Collection<Flow>;
  find(sid: string): Flow;
  add(revision: Revision): Flow;
  revise(flow: Flow, revision: Revision): Flow;
}

export function createFlows(): Flows {
  const all = createCollection<Flow>();
  return {
    all,
    find(sid) {
      const found = all.get(sid);
      if (found === undefined) throw notFound(`/Flows/${sid}`);
      return found;
    },
    add: (revision) => all.put({ sid: newSid("FW"), revisions: [revision] }),
    revise: (flow, revision) => all.put({ ...flow, revisions: [...flow.revisions, revision] }),
  };
}

export function latest(flow: Flow): Revision {
  return flow.revisions.at(-1) ?? flow.revisions[0];
}

/** What runs: the newest revision that was published. */
export function published(flow: Flow): Revision | undefined {
  return flow.revisions.findLast(({ status }) => status === "published");
}
