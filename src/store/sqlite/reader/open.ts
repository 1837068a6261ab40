import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { CaseReader } from "../../../cases/ports.ts";
import type { DeskReader } from "../../../desk/ports.ts";
import type { TransportConversationId } from "../../../domain/ids.ts";
import type { LedgerReader, RecordFilter } from "../../../operator/ports.ts";
import type { Vault } from "../../vault.ts";
import { refuseOldSqlite, sqliteVersion } from "../connection.ts";
import { storeFailure } from "../failures.ts";
import { openReadingVault, type Secrets } from "../keyring.ts";
import { noDatabase, requireSchema } from "../schema.ts";
import { readBlocks } from "../tables/blocks.ts";
import { openChanges } from "../tables/changes.ts";
import type { Page } from "./candidates.ts";
import { openCaseReader } from "./cases.ts";
import { openDeskReader } from "./desk/open.ts";
import { openFigures } from "./figures.ts";
import { findEvents } from "./find.ts";
import { openRecords } from "./records.ts";
import { resolveTarget } from "./resolve.ts";

const BUSY_TIMEOUT_MS = 5000;

export interface ReaderOptions extends Secrets {
  readonly path: string;
}

interface WithDesk {
  readonly desk: DeskReader;
}

/**
 * Opens the database for reading alone, beside a running daemon or without one. "state.conflict" when there is none
 * yet; otherwise refused as `openSqlite` refuses.
 */
export function openReader({ path, ...secrets }: ReaderOptions): LedgerReader & WithDesk {
  refuseOldSqlite(sqliteVersion());
  if (!existsSync(path)) throw noDatabase(path);
  using resources = new DisposableStack();
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    resources.defer(() => db.close());
    db.exec("PRAGMA trusted_schema = OFF");
    requireSchema(db, path);
    const reader = readerOf(db, openReadingVault(db, secrets, path), path);
    resources.move();
    return reader;
  } catch (thrown) {
    throw storeFailure(thrown, path);
  }
}

function readerOf(db: DatabaseSync, vault: Vault, path: string): LedgerReader & WithDesk {
  const records = openRecords(db, vault);
  const changes = openChanges(db, vault);
  const cases = openCaseReader(db, vault);
  const figures = openFigures(db);
  const last = db.prepare("SELECT max(seq) AS seq FROM events");
  const version = db.prepare("PRAGMA data_version");
  const open = db.prepare(`
    SELECT transport_conversation_id AS id FROM conversations
    WHERE answering <> 'ended' AND transport_conversation_id IS NOT NULL`);
  const followUp = db.prepare("SELECT seq FROM events WHERE source = 'bridge' AND source_id = ?");
  /** All statements of one look see the same moment. */
  const look: Look = (work) => {
    try {
      db.exec("BEGIN");
      return work();
    } catch (thrown) {
      throw storeFailure(thrown, path);
    } finally {
      if (db.isOpen && db.isTransaction) db.exec("COMMIT");
    }
  };
  const load = (seqs: readonly number[]) => seqs.flatMap((seq) => records.record(seq) ?? []);
  const find = (filter: RecordFilter, page: Page) => look(() => load(findEvents(db, vault, filter, page)));

  return {
    newest: (filter, before, limit) => find(filter, { order: "desc", from: before, limit }),
    following: (filter, after, limit) => find(filter, { order: "asc", from: after, limit }),
    records: (seqs) => look(() => load(seqs)),
    lastSeq: () => look(() => Number(last.get()?.["seq"] ?? 0)),
    version: () => look(() => Number(version.get()?.["data_version"])),
    resolve: (typed) => look(() => resolveTarget(db, vault, typed)),
    parked: () => look(() => records.parked()),
    effect: (effectId) => look(() => records.effect(effectId)),
    failedTries: (effectId) => look(() => records.failedTries(effectId)),
    withdrawn: (effect) => look(() => changes.since(effect).withdrawn),
    followUps: (effectId) =>
      look(() => load(followUp.all(`effect:${effectId}`).map((row) => Number(row["seq"])))),
    figures: (since) => look(() => figures(since)),
    openConversations: () => look(() => open.all().map(({ id }) => id as TransportConversationId)),
    blocked: () => look(() => readBlocks(db)),
    cases: casesSeen(cases, look),
    desk: deskSeen(openDeskReader({ db, vault, cases, records }), look),
    close: () => db.close(),
  };
}

/** Answers a question as of one moment. */
type Look = <Result>(work: () => Result) => Result;

function deskSeen(desk: DeskReader, look: Look): DeskReader {
  return {
    conversationsOf: (number) => look(() => desk.conversationsOf(number)),
    casePage: (number, before) => look(() => desk.casePage(number, before)),
    conversationPage: (id, before) => look(() => desk.conversationPage(id, before)),
    search: (words, before) => look(() => desk.search(words, before)),
    operations: (now) => look(() => desk.operations(now)),
    parkedEffect: (effectId) => look(() => desk.parkedEffect(effectId)),
  };
}

function casesSeen(cases: CaseReader, look: Look): CaseReader {
  return {
    find: (number) => look(() => cases.find(number)),
    history: (number) => look(() => cases.history(number)),
    files: (number) => look(() => cases.files(number)),
    list: (filter, page) => look(() => cases.list(filter, page)),
    figures: (since) => look(() => cases.figures(since)),
    due: (by, limit) => look(() => cases.due(by, limit)),
    late: (limit) => look(() => cases.late(limit)),
    resolvedBy: (by, limit) => look(() => cases.resolvedBy(by, limit)),
  };
}
