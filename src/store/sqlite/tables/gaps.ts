import type { DatabaseSync } from "node:sqlite";
import type { Gap, GapPlace } from "../../../bridge/ports.ts";
import type { ConversationId, EpochMs, MemberId, PlaceId } from "../../../domain/ids.ts";

export interface GapRows {
  /** The unclosed gap. */
  find(now: EpochMs): Gap | null;
  open(now: EpochMs): void;
  close(id: number, now: EpochMs): void;
}

/** Whoever was met longer ago and has no open conversation is not expected to have written. */
const MET_LATELY_MS = 30 * 24 * 3_600_000;

interface PlaceRow {
  readonly member_id: MemberId;
  readonly place_id: PlaceId;
  readonly conversation_id: ConversationId | null;
}

export function openGaps(db: DatabaseSync): GapRows {
  const find = db.prepare("SELECT id, since FROM gaps WHERE closed_at IS NULL ORDER BY id LIMIT 1");
  // The plus keeps SQLite on the table, read backwards: the newest such row is never far from the end.
  const lastHeard = db.prepare("SELECT at FROM events WHERE +source = 'discord' ORDER BY seq DESC LIMIT 1");
  const open = db.prepare("INSERT INTO gaps (since, found_at) VALUES (?, ?)");
  const close = db.prepare("UPDATE gaps SET closed_at = ? WHERE id = ? AND closed_at IS NULL");
  const places = db.prepare(`
    SELECT members.id AS member_id, place_id, conversations.id AS conversation_id
    FROM members LEFT JOIN conversations ON conversations.id = (
      SELECT id FROM conversations WHERE member_id = members.id ORDER BY ordinal DESC LIMIT 1
    ) AND answering <> 'ended'
    WHERE place_id IS NOT NULL AND (
      conversations.id IS NOT NULL OR met_at >= ?1 OR EXISTS (
        SELECT 1 FROM conversations AS past WHERE past.member_id = members.id AND past.ended_at >= ?1
      )
    )
    ORDER BY conversations.id IS NULL, met_at DESC, members.id`);

  return {
    find(now) {
      const row = find.get() as { readonly id: number; readonly since: EpochMs } | undefined;
      if (row === undefined) return null;
      const found = places.all(now - MET_LATELY_MS) as unknown as readonly PlaceRow[];
      return { ...row, places: found.map(toPlace) };
    },
    open(now) {
      if (find.get() !== undefined) return;
      open.run((lastHeard.get()?.["at"] as EpochMs | undefined) ?? now, now);
    },
    close(id, now) {
      close.run(now, id);
    },
  };
}

function toPlace(row: PlaceRow): GapPlace {
  return { memberId: row.member_id, placeId: row.place_id, conversationId: row.conversation_id };
}
