import { asFailure, Failure } from "../../domain/failure.ts";
import type { Identity, IdentityMap } from "../../provision/identity/identity-map.ts";
import type { Rebuilt } from "../../provision/identity/rebuild.ts";
import type { DeployOptions } from "../deploy/deploy.ts";
import { openState } from "./open-state.ts";
import type { StateOptions } from "./open-state.ts";
import { openWorld } from "../deploy/open-world.ts";

export type { StateOptions } from "./open-state.ts";

/** The identity map as it is kept; "state.conflict" when nothing was deployed yet. */
export async function readState(options: StateOptions): Promise<{ place: string; map: IdentityMap }> {
  const { readIdentityMap } = await import("../../provision/identity/journal.ts");
  const state = await openState(options);
  const map = await readIdentityMap(state);
  if (map !== null) return { place: state.place, map };
  throw new Failure("state.conflict", `Nothing has been deployed yet: ${state.place} does not exist`, {
    fix: "Run `flexcord deploy`, or `flexcord state rebuild` when it was lost.",
  });
}

/** One entry, by kind and key. */
export function entryOf(map: IdentityMap, kind: string, key: string): Identity {
  const entry = map.entries.find((item) => item.kind === kind && item.key === key);
  if (entry !== undefined) return entry;
  throw new Failure("usage.invalid", `The identity map of ${map.env} has no ${kind} ${key}`, {
    fix: "`flexcord state list` shows every kind and key.",
  });
}

/** "usage.invalid" when neither the thing nor the announcement of it is known. */
export async function requireKnown(options: StateOptions, kind: string, key: string): Promise<void> {
  const { map } = await readState(options);
  if (!map.pending.some((item) => item.kind === kind && item.key === key)) entryOf(map, kind, key);
}

/** Forgets one thing, or the announcement of one that was being made; nobody is called but the map's keeper. */
export async function removeFromState(options: StateOptions, kind: string, key: string): Promise<void> {
  const { openIdentityJournal, readIdentityMap } = await import("../../provision/identity/journal.ts");
  const { withoutIdentity } = await import("../../provision/identity/identity-map.ts");
  const state = await openState(options);
  await using closing = new AsyncDisposableStack();
  closing.defer(await state.lock());
  const map = await readIdentityMap(state);
  if (map === null) return;
  const journal = await openIdentityJournal(state, map);
  await journal.record((current) => withoutIdentity(current, { kind, key }));
}

/** Takes the lock away from whoever has it and says from whom; null when nobody has it. */
export async function unlockState(options: StateOptions): Promise<string | null> {
  return (await openState(options)).unlock();
}

/** What an identity map made anew would hold. Writes nothing. */
export async function planRebuild(options: DeployOptions): Promise<Rebuilt> {
  const { rebuildMap } = await import("../../provision/identity/rebuild.ts");
  const { header, blueprint, targets, readings, known } = await openWorld(options, readLeniently);
  return rebuildMap({ header, blueprint, targets, readings }, sameWorld(known, header) ? known : null);
}

const sameWorld = (
  known: IdentityMap | null,
  header: { readonly guildId: string; readonly accountSid: string },
) => known !== null && known.guildId === header.guildId && known.accountSid === header.accountSid;

/** Replaces whatever is kept. */
export async function writeRebuilt(options: StateOptions, { map }: Rebuilt): Promise<string> {
  const { printIdentityMap } = await import("../../provision/identity/text.ts");
  const state = await openState(options);
  await using closing = new AsyncDisposableStack();
  closing.defer(await state.lock());
  const before = await state.read();
  await state.write(printIdentityMap(map), before?.revision ?? null);
  return state.place;
}

/** A map that is damaged is as good as none: that is what rebuilding is for. */
async function readLeniently(read: () => Promise<IdentityMap | null>): Promise<IdentityMap | null> {
  try {
    return await read();
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === "store.corrupt") return null;
    throw failure;
  }
}
