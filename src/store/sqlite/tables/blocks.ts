import type { DatabaseSync } from "node:sqlite";
import type { Block } from "../../../domain/block.ts";
import type { EpochMs, MemberId } from "../../../domain/ids.ts";

export interface Blocks {
  /** Also one whose end has come. */
  find(id: MemberId): Block | null;
  put(block: Block): void;
  /** False when there was none. */
  remove(id: MemberId): boolean;
}

interface Row {
  readonly member_id: MemberId;
  readonly reason: string;
  readonly since: EpochMs;
  readonly until: EpochMs | null;
}

export function openBlocks(db: DatabaseSync): Blocks {
  const find = db.prepare("SELECT member_id, reason, since, until FROM blocks WHERE member_id = ?");
  const put = db.prepare(`
    INSERT INTO blocks (member_id, reason, since, until) VALUES (?, ?, ?, ?)
    ON CONFLICT (member_id) DO UPDATE SET
      reason = excluded.reason, since = excluded.since, until = excluded.until`);
  const remove = db.prepare("DELETE FROM blocks WHERE member_id = ?");
  return {
    find(id) {
      const row = find.get(id) as Row | undefined;
      return row === undefined ? null : toBlock(row);
    },
    put: ({ memberId, reason, since, until }) => void put.run(memberId, reason, since, until),
    remove: (id) => remove.run(id).changes > 0,
  };
}

/** Every block, the oldest first; staff keeps the list short. */
export function readBlocks(db: DatabaseSync): readonly Block[] {
  const all = db.prepare("SELECT member_id, reason, since, until FROM blocks ORDER BY since, member_id");
  return (all.all() as unknown as readonly Row[]).map(toBlock);
}

function toBlock({ member_id: memberId, reason, since, until }: Row): Block {
  return { memberId, reason, since, until };
}
