import type { DatabaseSync } from "node:sqlite";
import type { Arrival, Newcomers, Span } from "../../../bridge/ports.ts";
import type { EpochMs, MemberId } from "../../../domain/ids.ts";
import type { Raid } from "../../../domain/raid.ts";
import { wholeMs } from "./time.ts";

export interface NewcomerRows {
  /** As they stand for this member. */
  of(id: MemberId): Newcomers;
  put(id: MemberId, arrival: Arrival): void;
}

export function openNewcomers(db: DatabaseSync): NewcomerRows {
  const asked = db.prepare(`
    SELECT asked_at AS at FROM newcomers WHERE asked_at > ? AND asked_at <= ? AND member_id <> ?
    ORDER BY asked_at DESC LIMIT 1 OFFSET ?`);
  const opened = db.prepare(`
    SELECT opened_at AS at FROM newcomers WHERE opened_at > ? AND opened_at <= ? AND member_id <> ?
    ORDER BY opened_at DESC LIMIT 1 OFFSET ?`);
  const own = db.prepare("SELECT 1 FROM newcomers WHERE member_id = ? AND opened_at > ? AND opened_at <= ?");
  const put = db.prepare(`
    INSERT INTO newcomers (member_id, asked_at, opened_at) VALUES (?, ?, ?)
    ON CONFLICT (member_id) DO UPDATE SET
      asked_at = max(asked_at, excluded.asked_at), opened_at = coalesce(excluded.opened_at, opened_at)`);
  const putRaid = db.prepare(`
    INSERT INTO raids (since, lasts_to) VALUES (?, ?)
    ON CONFLICT (since) DO UPDATE SET lasts_to = excluded.lasts_to`);
  const raid = raidReader(db);
  const nth = (statement: typeof asked, { after, upTo }: Span, id: MemberId, n: number): EpochMs | null => {
    const at = statement.get(after, upTo, id, n - 1)?.["at"];
    return at === undefined ? null : Number(at);
  };
  return {
    of: (id) => ({
      asked: (n, span) => nth(asked, span, id, n),
      opened: (n, span) => nth(opened, span, id, n),
      wasOpened: ({ after, upTo }) => own.get(id, after, upTo) !== undefined,
      raid,
    }),
    put(id, { askedAt, openedAt, raid: now }) {
      put.run(id, wholeMs(askedAt), openedAt === null ? null : wholeMs(openedAt));
      if (now !== null) putRaid.run(wholeMs(now.since), wholeMs(now.until));
    },
  };
}

/** Reads the raid that was noticed last. */
export function raidReader(db: DatabaseSync): () => Raid | null {
  const last = db.prepare("SELECT since, lasts_to AS until FROM raids ORDER BY since DESC LIMIT 1");
  return () => {
    const row = last.get();
    return row === undefined ? null : { since: Number(row["since"]), until: Number(row["until"]) };
  };
}

/** Forgets what was before a time. */
export function openNewcomersExpiry(db: DatabaseSync): (before: EpochMs) => void {
  const newcomers = db.prepare(
    "DELETE FROM newcomers WHERE asked_at < ?1 AND (opened_at IS NULL OR opened_at < ?1)",
  );
  const raids = db.prepare("DELETE FROM raids WHERE lasts_to < ?");
  return (before) => {
    newcomers.run(before);
    raids.run(before);
  };
}
