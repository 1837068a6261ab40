import type { DatabaseSync } from "node:sqlite";
import type { Direction } from "../../../../bridge/effect.ts";
import type { OperationsView } from "../../../../desk/ports.ts";
import type { EpochMs } from "../../../../domain/ids.ts";

/** Beyond them a flood would cost more to look at than it tells. */
const MOST_LOOKED_AT = 10_000;
const SPANS = 12;
const SIDES: readonly Direction[] = ["member", "agent", "assistant"];

interface Delivered {
  readonly direction: Direction;
  readonly decided_at: EpochMs;
  readonly settled_at: EpochMs;
}

/** How deliveries went between two moments; effects are numbered as they are decided, so no index of times is needed. */
export function openDelivery(db: DatabaseSync) {
  const first = db.prepare("SELECT seq FROM events WHERE received_at >= ? ORDER BY received_at, seq LIMIT 1");
  const done = db.prepare(`
    SELECT direction, decided_at, settled_at FROM effects
    WHERE event_seq >= ? AND state = 'done' ORDER BY event_seq DESC LIMIT ${MOST_LOOKED_AT}`);
  const failed = db.prepare(
    "SELECT CAST((at - ?1) / ?2 AS INTEGER) AS span, count(*) AS count FROM tries WHERE at >= ?1 AND at < ?3 GROUP BY span",
  );
  return (from: EpochMs, to: EpochMs): Pick<OperationsView, "delivery" | "spans"> => {
    const seq = first.get(from)?.["seq"];
    const rows = typeof seq === "number" ? (done.all(seq) as unknown as readonly Delivered[]) : [];
    const spanMs = Math.ceil((to - from) / SPANS);
    const spanOf = (at: EpochMs) => Math.min(SPANS - 1, Math.max(0, Math.floor((at - from) / spanMs)));
    const delivered = Array.from({ length: SPANS }, () => 0);
    for (const { settled_at: at } of rows) delivered[spanOf(at)] = (delivered[spanOf(at)] ?? 0) + 1;
    const failures = new Map(
      failed.all(from, spanMs, to).map((row) => [Number(row["span"]), Number(row["count"])]),
    );
    return {
      delivery: SIDES.map((side) => figuresOf(side, rows)),
      spans: delivered.map((count, span) => ({
        from: from + span * spanMs,
        delivered: count,
        failedTries: failures.get(span) ?? 0,
      })),
    };
  };
}

function figuresOf(to: Direction, rows: readonly Delivered[]) {
  const times = rows
    .filter(({ direction }) => direction === to)
    .map((row) => row.settled_at - row.decided_at)
    .toSorted((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? null;
  return { to, delivered: times.length, medianMs: at(0.5), slowMs: at(0.95) };
}
