import { Failure } from "../../domain/failure.ts";
import type { IdentityMap } from "./identity-map.ts";
import { parseIdentityMap, printIdentityMap } from "./text.ts";
import type { StateStore } from "../ports.ts";

/** Null when there is none yet. "store.corrupt" with the line when somebody edited it badly. */
export async function readIdentityMap(store: StateStore): Promise<IdentityMap | null> {
  const found = await store.read();
  return found === null ? null : parseIdentityMap(found.text, store.place);
}

/** The identity map while a deploy changes it. */
export interface IdentityJournal {
  current(): IdentityMap;
  /** Resolves once the change is kept. Changes made while a write is under way share the next one. */
  record(change: (map: IdentityMap) => IdentityMap): Promise<void>;
}

/** "state.conflict" when what is kept by now is not what `map` was read from. */
export async function openIdentityJournal(store: StateStore, map: IdentityMap): Promise<IdentityJournal> {
  const found = await store.read();
  const kept = found === null ? null : parseIdentityMap(found.text, store.place);
  if (kept === null ? map.serial !== 0 : kept.lineage !== map.lineage || kept.serial !== map.serial) {
    throw new Failure("state.conflict", `${store.place} changed since the plan was made.`, {
      where: store.place,
      fix: "Plan again.",
    });
  }
  let current = map;
  let written = map;
  let revision = found?.revision ?? null;
  let flushing: Promise<void> | null = null;
  const flush = async () => {
    // One turn of the event loop lets the changes of one moment share a write.
    await Promise.resolve();
    while (written !== current) {
      const next = current;
      revision = await store.write(printIdentityMap(next), revision);
      written = next;
    }
  };
  const record = async (change: (map: IdentityMap) => IdentityMap): Promise<void> => {
    const changed = change(current);
    if (changed === current) return;
    current = { ...changed, serial: current.serial + 1 };
    const mine = current.serial;
    while (written.serial < mine) {
      flushing ??= flush().finally(() => {
        flushing = null;
      });
      await flushing;
    }
  };
  return { current: () => current, record };
}
