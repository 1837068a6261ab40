import type { DatabaseSync } from "node:sqlite";
import { blankGateMemory, type GateMemory, type Member } from "../../../domain/conversation.ts";
import type { EpochMs, MemberId, PlaceId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { openDroppable } from "./droppable.ts";
import { createKnown } from "./known.ts";

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
  const setGate = db.prepare("UPDATE members SET gate = ?, met_at = ? WHERE id = ?");
  const known = createKnown<MemberId, Member>();
  const read = (id: MemberId): Member | null => {
    const row = find.get(id) as Row | undefined;
    return row === undefined ? null : toMember(row, vault);
  };

  return {
    find: (id) => known.find(id, read),
    ownerOf: (place) => (owner.get(place)?.["id"] as MemberId | undefined) ?? null,
    put(member) {
      const { id, displayName, locale, placeId, threadId, conversations } = member;
      const gate = member.gate === blankGateMemory ? null : JSON.stringify(member.gate);
      if (isSameButGate(member, known.kept(id))) setGate.run(gate, now(), id);
      else {
        const name = vault.seal("members.name", id, displayName);
        put.run(id, name, locale, placeId, threadId, conversations, gate, now());
      }
      known.keep(id, member);
    },
    ownerOfThread: (thread) => (threadOwner.get(thread)?.["id"] as MemberId | undefined) ?? null,
    threads: () => threads.all().map((row) => row["thread_id"] as PlaceId),
    forget: () => known.forget(),
  };
}

/** Each message counts at the gate and changes nothing else. */
function isSameButGate(now: Member, before: Member | null): boolean {
  return (
    now.displayName === before?.displayName &&
    now.locale === before.locale &&
    now.placeId === before.placeId &&
    now.threadId === before.threadId &&
    now.conversations === before.conversations
  );
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
