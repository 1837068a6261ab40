import type { DatabaseSync } from "node:sqlite";
import { blankGateMemory, type GateMemory, type Member } from "../../../domain/conversation.ts";
import type { EpochMs, MemberId, PlaceId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { openDroppable } from "./droppable.ts";

export interface Members {
  find(id: MemberId): Member | null;
  /** Whose place it is; null when it is nobody's. */
  ownerOf(place: PlaceId): MemberId | null;
  put(member: Member): void;
  /** Whose private thread it is; null when it is nobody's. */
  ownerOfThread(thread: PlaceId): MemberId | null;
  threads(): readonly PlaceId[];
  /** Changes may have been undone: what was read before no longer counts. */
  forget(): void;
}

interface Row {
  readonly id: MemberId;
  readonly name: Uint8Array;
  readonly locale: string;
  readonly place_id: PlaceId | null;
  readonly thread_id: PlaceId | null;
  readonly conversations: number;
  readonly gate: string | null;
}

/** Bounds the memory that known members take. */
const MOST_KNOWN = 10_000;

/**
 * Everything that is decided or carried out reads its member, so those read before are kept. That is sound
 * because the lock makes this process the only writer, and `forget` follows every undone change.
 */
export function openMembers(db: DatabaseSync, vault: Vault, now: () => EpochMs): Members {
  const find = db.prepare(
    "SELECT id, name, locale, place_id, thread_id, conversations, gate FROM members WHERE id = ?",
  );
  const owner = db.prepare("SELECT id FROM members WHERE place_id = ?");
  const threadOwner = db.prepare("SELECT id FROM members WHERE thread_id = ?");
  const threads = db.prepare("SELECT thread_id FROM members WHERE thread_id IS NOT NULL");
  const put = db.prepare(`
    INSERT INTO members (id, name, locale, place_id, thread_id, conversations, gate, met_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      name = excluded.name, locale = excluded.locale, place_id = excluded.place_id,
      thread_id = excluded.thread_id, conversations = excluded.conversations,
      gate = excluded.gate, met_at = excluded.met_at`);
  const known = new Map<MemberId, Member>();
  const keep = (member: Member): Member => {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(member.id, member);
    return member;
  };

  return {
    find(id) {
      const kept = known.get(id);
      if (kept !== undefined) return kept;
      const row = find.get(id) as Row | undefined;
      return row === undefined ? null : keep(toMember(row, vault));
    },
    ownerOf: (place) => (owner.get(place)?.["id"] as MemberId | undefined) ?? null,
    put(member) {
      const { id, displayName, locale, placeId, threadId, conversations, gate } = member;
      put.run(
        id,
        vault.seal("members.name", id, displayName),
        locale,
        placeId,
        threadId,
        conversations,
        gate === blankGateMemory ? null : JSON.stringify(gate),
        now(),
      );
      keep(member);
    },
    ownerOfThread: (thread) => (threadOwner.get(thread)?.["id"] as MemberId | undefined) ?? null,
    threads: () => threads.all().map((row) => row["thread_id"] as PlaceId),
    forget: () => known.clear(),
  };
}

function toMember(row: Row, vault: Vault): Member {
  return {
    id: row.id,
    displayName: openDroppable(vault, "members.name", row.id, row.name),
    locale: row.locale,
    placeId: row.place_id,
    threadId: row.thread_id,
    conversations: row.conversations,
    gate: row.gate === null ? blankGateMemory : (JSON.parse(row.gate) as GateMemory),
  };
}
