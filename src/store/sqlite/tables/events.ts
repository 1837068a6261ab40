import type { DatabaseSync } from "node:sqlite";
import type { Entry } from "../../../bridge/ports.ts";
import type { Happening, InboundEvent, MemberEvent, Source } from "../../../domain/event.ts";
import type { ConversationId, EpochMs, InteractionId, MemberId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { openCaseBacklog } from "./case-backlog.ts";
import { wholeMs } from "./time.ts";

export interface Events {
  has(event: InboundEvent): boolean;
  /** Whose event it was; null when there is none, or it was nobody's. */
  memberOf(source: Source, sourceId: string): MemberId | null;
  insertNew(event: InboundEvent, about: About, receivedAt: EpochMs): void;
  /** Records that it came; what it said is not kept, for it is none of our business. */
  insertIgnored(event: InboundEvent, reason: string, receivedAt: EpochMs): void;
  oldestUndecided(member: MemberId): Undecided | null;
  /** Whether news of a delivery of theirs that failed waits to be decided. */
  lossUndecided(member: MemberId): boolean;
  /** What a member did by that interaction; null when it was another's, or is no longer kept. */
  asked(member: MemberId, id: InteractionId): MemberEvent | null;
  settle(seq: number, outcome: Outcome): void;
  membersWithUndecided(): readonly MemberId[];
}

/** Whose event it is, and the conversation it names; null when it names none. */
export interface About {
  readonly memberId: MemberId;
  readonly conversationId: ConversationId | null;
}

export interface Undecided extends About {
  readonly entry: Entry;
}

/** What became of an event. */
export interface Outcome {
  readonly ignored: string | null;
  /** The conversation it turned out to belong to, when it named none itself. */
  readonly conversationId: ConversationId | null;
  readonly at: EpochMs;
}

interface Row {
  readonly seq: number;
  readonly source: Source;
  readonly source_id: string;
  readonly member_id: MemberId;
  readonly conversation_id: ConversationId | null;
  readonly at: EpochMs;
  readonly body: Uint8Array;
}

export function openEvents(db: DatabaseSync, vault: Vault): Events {
  const writer = db.prepare("SELECT member_id FROM events WHERE source = ? AND source_id = ?");
  const has = db.prepare("SELECT 1 FROM events WHERE source = ? AND source_id = ?");
  const insert = db.prepare(`
    INSERT INTO events (source, source_id, kind, member_id, conversation_id, at, received_at, state, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'new', ?)`);
  const insertIgnored = db.prepare(`
    INSERT INTO events (source, source_id, kind, at, received_at, decided_at, state, reason)
    VALUES (?, ?, ?, ?, ?, ?, 'ignored', ?)`);
  // Left to itself, SQLite walks through all that the member ever did.
  const oldest = db.prepare(`
    SELECT seq, source, source_id, member_id, conversation_id, at, body FROM events INDEXED BY events_undecided
    WHERE member_id = ? AND state = 'new' ORDER BY seq LIMIT 1`);
  const loss = db.prepare(`
    SELECT 1 FROM events INDEXED BY events_lost
    WHERE member_id = ? AND state = 'new' AND kind = 'delivery.failed' LIMIT 1`);
  const settle = db.prepare(`
    UPDATE events SET
      state = ?, reason = ?, conversation_id = coalesce(conversation_id, ?), decided_at = ?
    WHERE seq = ?`);
  const backlog = openCaseBacklog(db);
  const asked = db.prepare(
    "SELECT body FROM events WHERE source = 'discord' AND source_id = ? AND member_id = ?",
  );
  const members = db.prepare("SELECT DISTINCT member_id FROM events WHERE state = 'new' ORDER BY member_id");

  return {
    memberOf: (source, sourceId) =>
      (writer.get(source, sourceId)?.["member_id"] as MemberId | null | undefined) ?? null,
    has: ({ source, sourceId }) => has.get(source, sourceId) !== undefined,
    insertNew({ source, sourceId, at, happening }, { memberId, conversationId }, receivedAt) {
      const body = vault.seal("events.body", eventRowName(source, sourceId), happening);
      const columns = [source, sourceId, happening.kind, memberId, conversationId, wholeMs(at), receivedAt];
      insert.run(...columns, body);
    },
    insertIgnored({ source, sourceId, at, happening }, reason, receivedAt) {
      insertIgnored.run(source, sourceId, happening.kind, wholeMs(at), receivedAt, receivedAt, reason);
    },
    oldestUndecided(member) {
      const row = oldest.get(member) as Row | undefined;
      if (row === undefined) return null;
      const { seq, source, source_id: sourceId, at } = row;
      const happening = vault.open("events.body", eventRowName(source, sourceId), row.body) as Happening;
      return {
        memberId: row.member_id,
        conversationId: row.conversation_id,
        entry: { seq, event: { source, sourceId, at, happening } },
      };
    },
    lossUndecided: (member) => loss.get(member) !== undefined,
    asked(member, id) {
      const body = asked.get(id, member)?.["body"];
      if (!(body instanceof Uint8Array)) return null;
      return vault.open("events.body", eventRowName("discord", id), body) as MemberEvent;
    },
    settle(seq, { ignored, conversationId, at }) {
      settle.run(ignored === null ? "decided" : "ignored", ignored, conversationId, at, seq);
      if (conversationId !== null) backlog.place(seq, conversationId);
    },
    membersWithUndecided: () => members.all().map((row) => row["member_id"] as MemberId),
  };
}

/** An event's body is tied to what identifies it everywhere, not to the seq it happened to get. */
export function eventRowName(source: string, sourceId: string): string {
  return `${source}\0${sourceId}`;
}
