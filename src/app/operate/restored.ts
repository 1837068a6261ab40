import type { RekeyOptions } from "./rekey.ts";
import { silentLog } from "../../domain/log.ts";

/** Begins a new lineage in a ledger that was put back from a backup. "state.locked" while a daemon runs. */
export async function markRestored({
  storePath,
  clock,
  ...secrets
}: Omit<RekeyOptions, "signal">): Promise<void> {
  const { openSqlite } = await import("../../store/sqlite/open.ts");
  const store = await openSqlite({ ...secrets, path: storePath, now: () => clock.now(), log: silentLog });
  try {
    await store.beginLineage();
  } finally {
    await store.close();
  }
}
