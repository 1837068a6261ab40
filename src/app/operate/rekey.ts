import type { Clock } from "../../domain/clock.ts";
import { silentLog } from "../../domain/log.ts";

export interface RekeyOptions {
  readonly storePath: string;
  readonly secret: string;
  readonly oldSecrets: readonly string[];
  readonly clock: Clock;
  /** Aborting it leaves what is done done; the next call goes on. */
  readonly signal: AbortSignal;
}

/** Seals everything with the current secret. "state.locked" while a daemon runs, which does the same by itself. */
export async function rekeyStore({ storePath, clock, signal, ...secrets }: RekeyOptions): Promise<void> {
  const { openSqlite } = await import("../../store/sqlite/open.ts");
  const store = await openSqlite({ ...secrets, path: storePath, now: () => clock.now(), log: silentLog });
  try {
    while (await store.upkeep.reseal()) signal.throwIfAborted();
  } finally {
    await store.close();
  }
}
