import type { DatabaseSync } from "node:sqlite";
import type { Gap, GapPlace } from "../../../bridge/ports.ts";
import type { ConversationId, EpochMs, MemberId, PlaceId } from "../../../domain/ids.ts";
import { wholeMs } from "./time.ts";

export interface GapRows {
  /** The unclosed gap. */
  find(now: EpochMs): Gap | null;
  open(now: EpochMs): void;
  /** Something of the member's side was recorded that happened then. */
  hear(at: EpochMs): void;
  close(id: number, now: EpochMs): void;
}

/** Whoever was met longer ago and has no open conversation is not expected to have written. */
const MET_LATELY_MS = 30 * 24 * 3_600_000;

interface PlaceRow {
  readonly member_id: MemberId;
  readonly place_id: PlaceId;
  readonly conversation_id: ConversationId | null;
  readonly met_at: EpochMs;
}

export function openGaps(db: DatabaseSync): GapRows {
  const find = db.prepare("SELECT id, since FROM gaps WHERE closed_at IS NULL ORDER BY id LIMIT 1");
  const lastHeard = db.prepare("SELECT at FROM heard");
  const setHeard = db.prepare(`
    INSERT INTO heard VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET at = max(at, excluded.at)`);
  const open = db.prepare("INSERT INTO gaps (since, found_at) VALUES (?, ?)");
  const close = db.prepare("UPDATE gaps SET closed_at = ? WHERE id = ? AND closed_at IS NULL");
  const places = db.prepare(`
    SELECT members.id AS member_id, place_id, met_at, (
      SELECT id FROM conversations WHERE member_id = members.id AND answering <> 'ended' LIMIT 1
    ) AS conversation_id
    FROM members WHERE place_id IS NOT NULL AND members.id IN (
      SELECT member_id FROM conversations WHERE answering <> 'ended'
      UNION ALL SELECT member_id FROM conversations WHERE ended_at >= ?1
      UNION ALL SELECT id FROM members WHERE met_at >= ?1
    )`);

  return {
    find(now) {
      const row = find.get() as { readonly id: number; readonly since: EpochMs } | undefined;
      if (row === undefined) return null;
      const found = places.all(now - MET_LATELY_MS) as unknown as readonly PlaceRow[];
      return { ...row, places: found.toSorted(byUrgency).map(toPlace) };
    },
    open(now) {
      if (find.get() !== undefined) return;
      open.run((lastHeard.get()?.["at"] as EpochMs | undefined) ?? now, now);
    },
    hear(at) {
      setHeard.run(wholeMs(at));
    },
    close(id, now) {
      close.run(now, id);
    },
  };
}

/** Open conversations first, then whoever was met last. */
function byUrgency(one: PlaceRow, other: PlaceRow): number {
  const isOpen = (row: PlaceRow) => Number(row.conversation_id !== null);
  return isOpen(other) - isOpen(one) || other.met_at - one.met_at;
}

function toPlace(row: PlaceRow): GapPlace {
  return { memberId: row.member_id, placeId: row.place_id, conversationId: row.conversation_id };
}
