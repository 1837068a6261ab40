import type { DatabaseSync } from "node:sqlite";
import type { Effect, Post, Say } from "../../../bridge/effect.ts";
import type { Carried, Due, Earlier, Entry } from "../../../bridge/ports.ts";
import { filesOf, type MemberFile } from "../../../domain/content.ts";
import { writtenIn, type Happening, type Source } from "../../../domain/event.ts";
import type { ConversationId, TransportConversationId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { effectRowName, originOf } from "./effects.ts";
import { eventRowName } from "./events.ts";
import { standing, type Told } from "./standing.ts";

/** What the ledger knows of a message beyond the one event or effect at hand. */
export interface Changes {
  /** What earlier events said of the message that this one is about, and where it went. */
  earlier(entry: Entry): (Earlier & { readonly conversationId: ConversationId | null }) | null;
  /** What effects made of the message that this one changes. */
  carried(effect: Effect): readonly Carried[];
  /** What has become on its own side of the message that the effect carries. */
  since(effect: Effect): Pick<Due, "withdrawn" | "reworded">;
}

export function openChanges(db: DatabaseSync, vault: Vault): Changes {
  // Changes are recorded under the message's own id and what was done: `ID:edit:WHEN`, `ID:deleted`. Only a range that
  // stands by itself is looked up in the index; with nothing but the OR, every event of the source would be walked. The
  // index is named because a range of bound values costs about five times as much where the planner may choose.
  const told = db.prepare(`
    SELECT seq, source, source_id, kind, at, conversation_id, body
    FROM events INDEXED BY sqlite_autoindex_events_1
    WHERE source = ?1 AND source_id >= ?2 AND source_id < ?2 || ';'
      AND (source_id = ?2 OR source_id > ?2 || ':') AND seq < ?3`);
  const became = db.prepare(`
    SELECT part, remote_id, remote_ids, transport_conversation_id AS conversation
    FROM effects LEFT JOIN conversations ON conversations.id = conversation_id
    WHERE origin_id = ? AND direction = ? AND state = 'done' ORDER BY effects.id`);
  const wentInto = db.prepare(`
    SELECT conversation_id FROM effects WHERE origin_id = ? AND kind = 'post' ORDER BY id DESC LIMIT 1`);
  const shown = db.prepare("SELECT event_seq, idx, body FROM effects WHERE remote_id = ? LIMIT 1");
  const rowsOf = (source: Source, id: string, before: number) =>
    (told.all(source, id, before) as unknown as readonly ToldRow[]).toSorted(bySeq);

  const shownAs = (remoteId: string) => {
    const row = shown.get(remoteId) as ShownRow | undefined;
    if (row === undefined || row.body === null) return null;
    const effect = vault.open("effects.body", effectRowName(row.event_seq, row.idx), row.body) as Effect;
    return "text" in effect ? { ...UNCHANGED, text: effect.text } : null;
  };

  return {
    earlier({ seq, event: { source, happening } }) {
      const subject = subjectOf(happening);
      if (subject === null) return null;
      // What failed to be delivered is a member's message.
      const teller = happening.kind === "delivery.failed" ? "discord" : source;
      const rows = rowsOf(teller, subject, seq);
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
    since(effect) {
      if (effect.kind !== "say" && effect.kind !== "post") return UNTOUCHED;
      const origin = originOf(effect);
      if (origin === null) return UNTOUCHED;
      const source = effect.kind === "post" ? "discord" : "transport";
      return sinceThen(effect, rowsOf(source, origin, Number.MAX_SAFE_INTEGER), vault);
    },
  };
}

interface ToldRow extends Told {
  readonly conversation_id: ConversationId | null;
}

const bySeq = (one: Told, other: Told) => one.seq - other.seq;

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

const UNTOUCHED = { withdrawn: false, reworded: null } as const;

function sinceThen(
  effect: Say | Post,
  rows: readonly ToldRow[],
  vault: Vault,
): Pick<Due, "withdrawn" | "reworded"> {
  if (rows.some(({ kind }) => kind.endsWith(".deleted"))) return { withdrawn: true, reworded: null };
  if (rows.length < 2) return UNTOUCHED;
  const { text, files } = summary(rows, vault);
  if (text === null) return UNTOUCHED;
  if (effect.kind === "post") {
    const fileId = effect.file?.fileId;
    const takenOff = fileId !== undefined && !files.some(({ file }) => file.fileId === fileId);
    return { withdrawn: takenOff, reworded: null };
  }
  const isText = (effect.part ?? 0) === 0;
  return { withdrawn: false, reworded: isText && text !== effect.text ? text : null };
}

const UNCHANGED = { at: 0, deleted: false, files: [], conversationId: null } as const;

/** What the message says and holds after all of these; files keep the parts they had in the beginning. */
function summary(rows: readonly ToldRow[], vault: Vault) {
  const [message] = standing(rows);
  const versions = message?.versions ?? null;
  const open = (row: ToldRow | undefined) =>
    row === undefined || row.body === null
      ? null
      : (vault.open("events.body", eventRowName(row.source, row.source_id), row.body) as Happening);
  const last = open(versions?.last);
  const first = versions?.first === versions?.last ? last : open(versions?.first);
  const places = new Map(filesIn(first).map(({ fileId }, index) => [fileId, index + 1]));
  return {
    text: last === null ? null : writtenIn(last),
    at: versions?.last.at ?? 0,
    deleted: message?.deleted ?? false,
    files: filesIn(last).map((file, index) => ({ part: places.get(file.fileId) ?? index + 1, file })),
    conversationId: rows.find((row) => row.conversation_id !== null)?.conversation_id ?? null,
  };
}

function filesIn(happening: Happening | null): readonly MemberFile[] {
  return happening !== null && "content" in happening ? filesOf(happening.content ?? {}) : [];
}
