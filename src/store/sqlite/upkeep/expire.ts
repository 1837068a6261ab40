import type { DatabaseSync } from "node:sqlite";
import type { Happening } from "../../../domain/event.ts";
import type { EpochMs } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { openForgetting, openReportForgetting } from "./forget.ts";
import { eventRowName } from "../tables/events.ts";
import { openNewcomersExpiry } from "../tables/newcomers.ts";
import { openWords } from "../tables/words.ts";

/** Small enough to keep neither the event loop nor the database for long. */
const BATCH = 100;

interface Row {
  readonly seq: number;
  readonly source: string;
  readonly source_id: string;
  readonly member_id: string | null;
  readonly conversation_id: string | null;
  readonly body: Uint8Array;
}

/**
 * Drops what was said in events received before a time, with the words it is found by, and the names beside them once
 * the last of a conversation's or member's events has lost its text; the record of what became of it stays. What is still on its way keeps its text. Runs inside the caller's transaction.
 */
export function openExpiry(
  db: DatabaseSync,
  vault: Vault,
  changed: () => void,
): (before: EpochMs, now: EpochMs) => number {
  const words = openWords(db, vault);
  const forget = openForgetting(db, changed);
  const forgetReports = openReportForgetting(db, changed);
  const newcomers = openNewcomersExpiry(db);
  const oldAlerts = db.prepare("DELETE FROM alerts WHERE settled = 1 AND over_at < ?");
  const reached = db.prepare("SELECT value FROM meta WHERE name = 'expired_to'");
  const reach = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('expired_to', ?)");
  const bound = db.prepare(
    "SELECT seq FROM events WHERE received_at < ? ORDER BY received_at DESC, seq DESC LIMIT 1",
  );
  // However many are still to be decided or sent, those behind them lose their text in time.
  const next = db.prepare(`
    SELECT seq, source, source_id, member_id, conversation_id, body
    FROM events WHERE seq > ? AND seq <= ? AND body IS NOT NULL AND state <> 'new'
      AND NOT EXISTS (SELECT 1 FROM effects WHERE event_seq = seq AND state = 'pending')
    ORDER BY seq LIMIT ${BATCH}`);
  const left = db.prepare(
    "SELECT seq FROM events WHERE seq > ? AND seq <= ? AND body IS NOT NULL ORDER BY seq LIMIT 1",
  );
  const emptyEvent = db.prepare("UPDATE events SET body = NULL, expired_at = ? WHERE seq = ?");
  const emptyEffects = db.prepare("UPDATE effects SET body = NULL, expired_at = ? WHERE event_seq = ?");

  return (before, now) => {
    oldAlerts.run(before);
    const reports = forgetReports(before);
    newcomers(before);
    const last = bound.get(before)?.["seq"];
    if (typeof last !== "number") return reports;
    const from = Number(reached.get()?.["value"] ?? 0);
    const rows = next.all(from, last) as unknown as readonly Row[];
    for (const { seq, source, source_id: sourceId, body } of rows) {
      words.remove(seq, vault.open("events.body", eventRowName(source, sourceId), body) as Happening);
      emptyEvent.run(now, seq);
      emptyEffects.run(now, seq);
    }
    const dropped = rows.map((row) => ({ memberId: row.member_id, conversationId: row.conversation_id }));
    if (dropped.length > 0) forget(dropped, last);
    // Nothing is left of what is before the first that still has its text.
    const firstLeft = left.get(from, last)?.["seq"];
    const end = typeof firstLeft === "number" ? firstLeft - 1 : last;
    if (end > from) reach.run(end);
    return rows.length + reports;
  };
}
