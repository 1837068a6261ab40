import type { DatabaseSync } from "node:sqlite";
import type { Effect } from "../../../bridge/effect.ts";
import type { Carried, Earlier, Entry } from "../../../bridge/ports.ts";
import { writtenIn, type Happening } from "../../../domain/event.ts";
import type { ConversationId, TransportConversationId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { effectRowName, originOf } from "./effects.ts";
import { eventRowName } from "./events.ts";

/** What the ledger knows of a message beyond the one event or effect at hand. */
export interface Changes {
  /** What earlier events said of the message that this one is about, and where it went. */
  earlier(entry: Entry): (Earlier & { readonly conversationId: ConversationId | null }) | null;
  /** What effects made of the message that this one changes. */
  carried(effect: Effect): readonly Carried[];
  /** Whether the message that the effect carries was deleted. */
  withdrawn(effect: Effect): boolean;
}

export function openChanges(db: DatabaseSync, vault: Vault): Changes {
  // Changes are recorded under the message's own id and what was done: `ID:edit:WHEN`, `ID:deleted`. Only a range that
  // stands by itself is looked up in the index; with nothing but the OR, every event of the source would be walked.
  const told = db.prepare(`
    SELECT source, source_id, kind, conversation_id, body FROM events
    WHERE source = ?1 AND source_id >= ?2 AND source_id < ?2 || ';'
      AND (source_id = ?2 OR source_id > ?2 || ':') AND seq < ?3
    ORDER BY source_id`);
  const became = db.prepare(`
    SELECT part, remote_id, remote_ids, transport_conversation_id AS conversation
    FROM effects LEFT JOIN conversations ON conversations.id = conversation_id
    WHERE origin_id = ? AND direction = ? AND state = 'done' ORDER BY effects.id`);
  const wentInto = db.prepare(`
    SELECT conversation_id FROM effects WHERE origin_id = ? AND kind = 'post' ORDER BY id DESC LIMIT 1`);
  const shown = db.prepare("SELECT event_seq, idx, body FROM effects WHERE remote_id = ? LIMIT 1");
  const deleted = db.prepare("SELECT 1 FROM events WHERE source = ? AND source_id = ?");

  const shownAs = (remoteId: string) => {
    const row = shown.get(remoteId) as ShownRow | undefined;
    if (row === undefined || row.body === null) return null;
    const effect = vault.open("effects.body", effectRowName(row.event_seq, row.idx), row.body) as Effect;
    return "text" in effect ? { text: effect.text, deleted: false, conversationId: null } : null;
  };

  return {
    earlier({ seq, event: { source, happening } }) {
      const subject = subjectOf(happening);
      if (subject === null) return null;
      // What failed to be delivered is a member's message.
      const teller = happening.kind === "delivery.failed" ? "discord" : source;
      const rows = told.all(teller, subject, seq) as unknown as readonly ToldRow[];
      if (rows.length > 0) {
        const said = summary(rows, vault);
        const carriedInto = wentInto.get(subject)?.["conversation_id"] as ConversationId | undefined;
        return { ...said, conversationId: carriedInto ?? said.conversationId };
      }
      return happening.kind === "member.reacted" ? shownAs(subject) : null;
    },
    carried(effect) {
      const origin = changesLine(effect) ? originOf(effect) : null;
      if (origin === null) return [];
      const rows = became.all(origin, effect.direction) as unknown as readonly BecameRow[];
      // A later effect for the same part says what it has become.
      const byPart = new Map(rows.filter((row) => row.remote_id !== null).map((row) => [row.part, row]));
      return [...byPart.values()].map((row) => ({
        part: row.part,
        ids: row.remote_ids === null ? [row.remote_id ?? ""] : (JSON.parse(row.remote_ids) as string[]),
        conversation: row.conversation,
      }));
    },
    withdrawn(effect) {
      if (effect.kind !== "say" && effect.kind !== "post") return false;
      const origin = originOf(effect);
      if (origin === null) return false;
      const source = effect.kind === "post" ? "discord" : "transport";
      return deleted.get(source, `${origin}:deleted`) !== undefined;
    },
  };
}

interface ToldRow {
  readonly source: string;
  readonly source_id: string;
  readonly kind: Happening["kind"];
  readonly conversation_id: ConversationId | null;
  readonly body: Uint8Array | null;
}

interface BecameRow {
  readonly part: number;
  readonly remote_id: string | null;
  readonly remote_ids: string | null;
  readonly conversation: TransportConversationId | null;
}

interface ShownRow {
  readonly event_seq: number;
  readonly idx: number;
  readonly body: Uint8Array | null;
}

function subjectOf(happening: Happening): string | null {
  if (happening.kind === "delivery.failed") return happening.post?.postId ?? null;
  if ("transportMessageId" in happening) return happening.transportMessageId;
  return "placeId" in happening && "postId" in happening ? happening.postId : null;
}

function changesLine({ kind }: Effect): boolean {
  return kind === "say.edit" || kind === "say.remove" || kind === "post.edit" || kind === "post.remove";
}

/** Sorted by id, the message itself comes first and its versions follow in their order. */
function summary(rows: readonly ToldRow[], vault: Vault) {
  const last = rows.findLast(({ kind }) => kind.endsWith(".wrote") || kind.endsWith(".edited"));
  const happening =
    last === undefined || last.body === null
      ? null
      : (vault.open("events.body", eventRowName(last.source, last.source_id), last.body) as Happening);
  return {
    text: happening === null ? null : writtenIn(happening),
    deleted: rows.some(({ kind }) => kind.endsWith(".deleted")),
    conversationId: rows.find((row) => row.conversation_id !== null)?.conversation_id ?? null,
  };
}
