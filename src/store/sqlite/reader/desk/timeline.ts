import type { DatabaseSync } from "node:sqlite";
import type { Timeline } from "../../../../desk/ports.ts";
import type { ConversationId, EpochMs } from "../../../../domain/ids.ts";
import type { Records } from "../records.ts";

/** A page of a timeline; about every second record is a line that somebody reads. */
const PAGE = 200;

/** What was recorded of conversations, merged into one order. */
export function openTimeline(db: DatabaseSync, records: Records) {
  const newest = db.prepare(
    "SELECT seq FROM events WHERE conversation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
  );
  const received = db.prepare("SELECT received_at AS at FROM events WHERE seq = ?");
  return (conversations: readonly ConversationId[], before: number | null): Timeline => {
    const from = before ?? Number.MAX_SAFE_INTEGER;
    // One more than fits tells whether there is more.
    const seqs = conversations
      .flatMap((id) => newest.all(id, from, PAGE + 1).map((row) => Number(row["seq"])))
      .toSorted((one, other) => other - one);
    const page = seqs.slice(0, PAGE).toReversed();
    return {
      records: page.flatMap((seq) => records.record(seq) ?? []),
      before: seqs.length > PAGE ? (page[0] ?? null) : null,
      until: before === null ? null : ((received.get(before)?.["at"] as EpochMs | undefined) ?? null),
    };
  };
}
