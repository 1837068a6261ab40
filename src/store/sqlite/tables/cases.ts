import type { DatabaseSync } from "node:sqlite";
import type { Case, Changed, PostedCase, SlaClock } from "../../../domain/case.ts";
import type { Conversation } from "../../../domain/conversation.ts";
import type { CaseNumber, ConversationId, EpochMs, InteractionId, MemberId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { openCaseHistory } from "./case-history.ts";
import { nameKey, openCaseIndex } from "./case-index.ts";
import { createKnown } from "./known.ts";
import { wholeMs } from "./time.ts";

export interface Cases {
  find(number: CaseNumber): Case | null;
  /** The newest case of a conversation, or the one that it goes on with. */
  latest(conversation: Pick<Conversation, "id" | "caseNumber">): Case | null;
  /** A member's newest cases, the newest first. */
  ofMember(id: MemberId, most: number): readonly Case[];
  /** Those of them that are not over. */
  openOf(id: MemberId, most: number): readonly Case[];
  /** One more than any case ever had. */
  nextNumber(): CaseNumber;
  /** The case that was opened by this. */
  from(source: InteractionId): Case | null;
  /** Stores a case as it became, with the new lines of its history. */
  put(changed: Changed): void;
  /** Remembers where it is shown to everybody; that is no change of the case, but its first time is told in its history. */
  stand(number: CaseNumber, as: PostedCase, now: EpochMs): void;
  /** It was changed by another way: what was read before no longer counts. */
  drop(number: CaseNumber): void;
  /** As `drop`, of all. */
  forget(): void;
}

interface Row {
  readonly number: CaseNumber;
  readonly member_id: MemberId;
  readonly kind: Case["kind"];
  readonly status: Case["status"];
  readonly priority: Case["priority"];
  readonly locale: string;
  /** Null once the time of what was said is over. */
  readonly title: Uint8Array | null;
  readonly description: Uint8Array | null;
  readonly assignee: Uint8Array | null;
  readonly tags: string;
  readonly reporters: string;
  readonly posted_as: string | null;
  readonly opened_by: InteractionId | null;
  readonly duplicate_of: CaseNumber | null;
  readonly score: number | null;
  readonly comment: Uint8Array | null;
  readonly first_answer: string;
  readonly resolution: string;
  readonly opened_at: EpochMs;
  readonly changed_at: EpochMs;
  readonly resolved_at: EpochMs | null;
  readonly closed_at: EpochMs | null;
  readonly version: number;
}

export function openCases(db: DatabaseSync, vault: Vault): Cases {
  const known = createKnown<CaseNumber, Case>();
  const read = openCaseRows(db, vault);
  const find = (number: CaseNumber) => known.find(number, read);
  const history = openCaseHistory(db, vault);
  const store = openCaseWriter(db, vault);
  const newest = db.prepare("SELECT max(number) AS number FROM case_conversations WHERE conversation_id = ?");
  const theirs = db.prepare("SELECT number FROM cases WHERE member_id = ? ORDER BY number DESC LIMIT ?");
  const theirOpen = db.prepare(`
    SELECT number FROM cases WHERE member_id = ? AND status NOT IN ('resolved', 'closed')
    ORDER BY number DESC LIMIT ?`);
  const opened = db.prepare("SELECT number FROM cases WHERE opened_by = ?");
  const stand = db.prepare("UPDATE cases SET posted_as = ? WHERE number = ?");
  const highest = db.prepare("SELECT seq AS number FROM sqlite_sequence WHERE name = 'cases'");
  const allOf = (rows: readonly Readonly<Record<string, unknown>>[]): readonly Case[] =>
    rows.map((row) => find(row["number"] as CaseNumber)).filter((found) => found !== null);
  return {
    find,
    latest({ id, caseNumber }) {
      const own = newest.get(id)?.["number"];
      const number = Math.max(typeof own === "number" ? own : 0, caseNumber ?? 0);
      return number === 0 ? null : find(number as CaseNumber);
    },
    ofMember: (id, most) => allOf(theirs.all(id, most)),
    openOf: (id, most) => allOf(theirOpen.all(id, most)),
    nextNumber: () => (Number(highest.get()?.["number"] ?? 0) + 1) as CaseNumber,
    from(source) {
      const number = opened.get(source)?.["number"];
      return typeof number === "number" ? find(number as CaseNumber) : null;
    },
    put(changed) {
      store(changed, find(changed.case.number));
      known.drop(changed.case.number);
      history.add(changed.case.number, changed.changes);
    },
    stand(number, as, now) {
      const before = find(number)?.postedAs ?? null;
      stand.run(JSON.stringify(as), number);
      known.drop(number);
      if (before?.postId === as.postId) return;
      const actor = { by: "flexcord" } as const;
      history.add(number, [{ at: now, actor, field: "posted", from: before?.link ?? null, to: as.link }]);
    },
    drop: (number) => known.drop(number),
    forget: () => known.forget(),
  };
}

/** How a stored case is read. */
export function openCaseRows(db: DatabaseSync, vault: Vault) {
  const select = db.prepare("SELECT * FROM cases WHERE number = ?");
  const linked = db.prepare(
    "SELECT conversation_id AS id FROM case_conversations WHERE number = ? ORDER BY idx",
  );
  const conversations = (number: CaseNumber): readonly ConversationId[] =>
    linked.all(number).map((row) => row["id"] as ConversationId);
  return (number: CaseNumber): Case | null => {
    const row = select.get(number) as Row | undefined;
    return row === undefined ? null : caseOf(row, conversations(number), vault);
  };
}

function caseOf(row: Row, conversations: readonly ConversationId[], vault: Vault): Case {
  const text = (column: "title" | "description" | "assignee" | "comment"): string | null => {
    const sealed = row[column];
    return sealed === null ? null : (vault.open(`cases.${column}`, row.number, sealed) as string);
  };
  return {
    number: row.number,
    kind: row.kind,
    status: row.status,
    title: text("title") ?? "",
    description: text("description") ?? "",
    memberId: row.member_id,
    locale: row.locale,
    priority: row.priority,
    tags: JSON.parse(row.tags) as readonly string[],
    assignee: text("assignee"),
    conversations,
    source: row.opened_by,
    postedAs: row.posted_as === null ? null : (JSON.parse(row.posted_as) as PostedCase),
    reporters: JSON.parse(row.reporters) as readonly MemberId[],
    duplicateOf: row.duplicate_of,
    rating: row.score === null ? null : { score: row.score, comment: text("comment") ?? "" },
    firstAnswer: JSON.parse(row.first_answer) as SlaClock,
    resolution: JSON.parse(row.resolution) as SlaClock,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    resolvedAt: row.resolved_at,
    closedAt: row.closed_at,
    version: row.version,
  };
}

/** As they are written; a case is known by the first. */
const COLUMNS = [
  "number",
  "member_id",
  "kind",
  "status",
  "priority",
  "locale",
  "title",
  "description",
  "assignee",
  "assignee_digest",
  "tags",
  "reporters",
  "posted_as",
  "duplicate_of",
  "score",
  "comment",
  "first_answer",
  "resolution",
  "breach_at",
  "opened_at",
  "changed_at",
  "resolved_at",
  "closed_at",
  "version",
  "opened_by",
] as const;

function openCaseWriter(db: DatabaseSync, vault: Vault) {
  const marks = COLUMNS.map(() => "?").join(", ");
  const changes = COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`);
  // Not REPLACE, which looks through everything that refers to cases for what would lose its case.
  const put = db.prepare(`
    INSERT INTO cases (${COLUMNS.join(", ")}) VALUES (${marks})
    ON CONFLICT (number) DO UPDATE SET ${changes.join(", ")}`);
  const index = openCaseIndex(db, vault);
  return ({ case: now, breachAt }: Changed, before: Case | null): void => {
    const { number } = now;
    const sealed = (column: "title" | "description" | "assignee" | "comment", text: string | null) =>
      text === null || text === "" ? null : vault.seal(`cases.${column}`, number, text);
    put.run(
      number,
      now.memberId,
      now.kind,
      now.status,
      now.priority,
      now.locale,
      sealed("title", now.title),
      sealed("description", now.description),
      sealed("assignee", now.assignee),
      now.assignee === null ? null : vault.digest(nameKey(now.assignee)),
      JSON.stringify(now.tags),
      JSON.stringify(now.reporters),
      now.postedAs === null ? null : JSON.stringify(now.postedAs),
      now.duplicateOf,
      now.rating?.score ?? null,
      sealed("comment", now.rating?.comment ?? null),
      JSON.stringify(now.firstAnswer),
      JSON.stringify(now.resolution),
      wholeMsOrNull(breachAt),
      wholeMs(now.openedAt),
      wholeMs(now.changedAt),
      wholeMsOrNull(now.resolvedAt),
      wholeMsOrNull(now.closedAt),
      now.version,
      now.source,
    );
    index(now, before);
  };
}

function wholeMsOrNull(at: EpochMs | null): EpochMs | null {
  return at === null ? null : wholeMs(at);
}
