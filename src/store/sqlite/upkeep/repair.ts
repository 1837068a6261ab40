import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Direction, Effect } from "../../../bridge/effect.ts";
import type { Lane } from "../../../bridge/ports.ts";
import type { EpochMs, MemberId } from "../../../domain/ids.ts";
import type { LedgerRepair, SystemJournal } from "../../../operator/ports.ts";
import type { Vault } from "../../vault.ts";
import type { GroupCommit } from "../group-commit.ts";
import type { Changes } from "../tables/changes.ts";
import { effectRowName } from "../tables/effects.ts";

interface Parts {
  readonly db: DatabaseSync;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}

interface RepairParts extends Parts {
  readonly vault: Vault;
  readonly changes: Changes;
}

/** What an operator may change in the ledger; see `LedgerRepair`. */
export function createRepair({ db, vault, changes, commits, now }: RepairParts): LedgerRepair {
  const one = db.prepare("SELECT event_seq, idx, body FROM effects WHERE id = ? AND body IS NOT NULL");
  const unsettle = db.prepare(`
    UPDATE effects SET state = 'pending', in_doubt = 1, attempts = 0, due_at = ?, settled_at = NULL, reason = NULL
    WHERE id = ? AND state <> 'pending' AND body IS NOT NULL
    RETURNING member_id, direction`);
  const drop = db.prepare(`
    UPDATE effects SET state = 'dropped', settled_at = ?, reason = ?
    WHERE id = ? AND state IN ('pending', 'parked')
    RETURNING member_id, direction`);
  /** Sent once more it would stand there for good: what took it back has been carried out. */
  const isWithdrawn = (id: number) => {
    const row = one.get(id) as EffectRow | undefined;
    if (row === undefined) return false;
    const effect = vault.open("effects.body", effectRowName(row.event_seq, row.idx), row.body) as Effect;
    return changes.since(effect).withdrawn;
  };
  return {
    unsettle: (effectIds) =>
      commits.run(() =>
        effectIds.filter((id) => !isWithdrawn(id)).flatMap((id) => laneOf(unsettle.get(now(), id)) ?? []),
      ),
    drop: (effectId, reason) => commits.run(() => laneOf(drop.get(now(), reason, effectId))),
  };
}

interface EffectRow {
  readonly event_seq: number;
  readonly idx: number;
  readonly body: Uint8Array;
}

/** Notes are events that nothing follows from: decided as they come. */
export function createJournal({ db, commits, now }: Parts): SystemJournal {
  const insert = db.prepare(`
    INSERT INTO events (source, source_id, kind, at, received_at, decided_at, state, reason)
    VALUES ('system', ?, ?, ?, ?, ?, 'decided', ?)`);
  return {
    note: (kind, particulars) =>
      commits.run(() => {
        const at = now();
        insert.run(randomUUID(), kind, at, at, at, particulars);
      }),
  };
}

function laneOf(row: Record<string, unknown> | undefined): Lane | null {
  if (row === undefined) return null;
  return { memberId: row["member_id"] as MemberId, direction: row["direction"] as Direction };
}
