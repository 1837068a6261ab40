import type { DatabaseSync } from "node:sqlite";
import { randomUUID } from "node:crypto";
import type { Announcement, AnnouncementState, CrosspostState, Draft } from "../../../community/ports.ts";
import type { EpochMs, PostId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { wholeMs } from "./time.ts";

interface Row {
  readonly id: number;
  readonly key: string;
  readonly source: string | null;
  readonly text: Uint8Array;
  readonly role: string | null;
  readonly made_at: EpochMs;
  readonly due_at: EpochMs;
  readonly state: AnnouncementState;
  readonly crosspost_state: CrosspostState;
  readonly attempts: number;
  readonly try_at: EpochMs;
  readonly in_doubt: number;
  readonly post_id: PostId | null;
  readonly published_at: EpochMs | null;
  readonly failure: string | null;
}

export function openAnnouncementRows(db: DatabaseSync, vault: Vault) {
  const insert = db.prepare(`
    INSERT INTO announcements (key, source, text, role, made_at, due_at, state, crosspost_state, attempts, try_at, in_doubt)
    VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, 0, ?, 0) RETURNING *`);
  const update = db.prepare(`
    UPDATE announcements SET state = ?, crosspost_state = ?, attempts = ?, try_at = ?, in_doubt = ?, post_id = ?,
      published_at = ?, failure = ? WHERE id = ?`);
  // What was tried may be on the channel already.
  const cancel = db.prepare(`
    UPDATE announcements SET state = 'cancelled', crosspost_state = 'none'
    WHERE id = ? AND state = 'waiting' AND in_doubt = 0 RETURNING *`);
  const unsettled = db.prepare(`
    SELECT * FROM announcements INDEXED BY announcements_unsettled
    WHERE state = 'waiting' OR crosspost_state = 'waiting' ORDER BY try_at, id LIMIT 1`);
  const byKey = db.prepare("SELECT * FROM announcements WHERE key = ?");
  const list = db.prepare("SELECT * FROM announcements ORDER BY id DESC LIMIT ?");
  const published = db.prepare(`
    SELECT published_at AS at FROM announcements WHERE published_at >= ? ORDER BY published_at`);

  const toAnnouncement = (row: Row) => announcementOf(row, vault);
  const one = (row: unknown) => (row === undefined ? null : toAnnouncement(row as Row));

  return {
    add({ source, text, role, crosspost, dueAt, key = randomUUID() }: Draft, now: EpochMs): Announcement {
      const known = one(byKey.get(key));
      if (known !== null) return known;
      const sealed = vault.seal("announcements.text", key, text);
      const due = wholeMs(dueAt);
      return toAnnouncement(
        insert.get(
          key,
          source,
          sealed,
          role,
          now,
          due,
          crosspost ? "waiting" : "none",
          due,
        ) as unknown as Row,
      );
    },
    save({
      id,
      state,
      crosspostState,
      attempts,
      tryAt,
      inDoubt,
      postId,
      publishedAt,
      failure,
    }: Announcement) {
      const doubt = inDoubt ? 1 : 0;
      update.run(state, crosspostState, attempts, wholeMs(tryAt), doubt, postId, publishedAt, failure, id);
    },
    cancel: (id: number) => one(cancel.get(id)),
    next: () => one(unsettled.get()),
    list: (limit: number) => (list.all(limit) as unknown as readonly Row[]).map(toAnnouncement),
    publishedSince: (since: EpochMs) => published.all(since).map(({ at }) => Number(at)),
  };
}

function announcementOf(row: Row, vault: Vault): Announcement {
  return {
    id: row.id,
    key: row.key,
    source: row.source,
    text: String(vault.open("announcements.text", row.key, row.text)),
    role: row.role,
    madeAt: row.made_at,
    dueAt: row.due_at,
    state: row.state,
    crosspostState: row.crosspost_state,
    attempts: row.attempts,
    tryAt: row.try_at,
    inDoubt: row.in_doubt === 1,
    postId: row.post_id,
    publishedAt: row.published_at,
    failure: row.failure,
  };
}
