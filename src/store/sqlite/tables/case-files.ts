import type { DatabaseSync } from "node:sqlite";
import type { KeptFile } from "../../../cases/ports.ts";
import type { ReportFile } from "../../../domain/content.ts";
import type { FailureCode } from "../../../domain/failure.ts";
import type { CaseNumber, EpochMs, FileId, InteractionId } from "../../../domain/ids.ts";
import type { PutAway } from "../../files/content-folder.ts";
import type { Vault } from "../../vault.ts";

/** What is known of a file; sealed. The key of its content is in here and nowhere else. */
interface Facts {
  readonly name: string;
  readonly contentType: string | null;
  readonly key: string | null;
}

interface Row {
  readonly id: number;
  readonly report: string;
  readonly file_id: string;
  readonly facts: Uint8Array;
  readonly bytes: number;
  readonly content: string | null;
  readonly code: FailureCode | null;
  readonly kept_at: EpochMs;
}

/** A file as it is stored. */
export interface StoredFile extends KeptFile {
  /** Null when it could not be had. */
  readonly put: PutAway | null;
}

/** As many as are looked at for a batch of what is old. */
const BATCH = 100;

export type CaseFileRows = ReturnType<typeof openCaseFileRows>;

/** How stored files are read. */
export function openCaseFileReader(db: DatabaseSync, vault: Vault) {
  const ofCase = db.prepare("SELECT * FROM case_files WHERE number = ? ORDER BY id");
  const ofReport = db.prepare("SELECT * FROM case_files WHERE report = ? ORDER BY id");
  const read = (rows: readonly unknown[]) => (rows as readonly Row[]).map((row) => fileOf(row, vault));
  return {
    ofCase: (number: CaseNumber): readonly StoredFile[] => read(ofCase.all(number)),
    ofReport: (report: InteractionId): readonly StoredFile[] => read(ofReport.all(report)),
  };
}

/** The files that came with reports. */
export function openCaseFileRows(db: DatabaseSync, vault: Vault) {
  const insert = db.prepare(`
    INSERT OR IGNORE INTO case_files (report, file_id, facts, bytes, content, code, kept_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const known = db.prepare("SELECT file_id AS id FROM case_files WHERE report = ?");
  const size = db.prepare("SELECT coalesce(sum(bytes), 0) AS bytes FROM case_files WHERE report = ?");
  const total = db.prepare("SELECT coalesce(sum(bytes), 0) AS bytes FROM case_files");
  const give = db.prepare("UPDATE case_files SET number = ? WHERE report = ? AND number IS NULL");
  const used = db.prepare("SELECT 1 FROM case_files WHERE content = ? LIMIT 1");
  const old = db.prepare(`
    DELETE FROM case_files WHERE id IN (
      SELECT case_files.id FROM case_files LEFT JOIN cases ON cases.number = case_files.number
      WHERE kept_at < ?1 AND (cases.number IS NULL OR (cases.status IN ('resolved', 'closed') AND changed_at < ?1))
      ORDER BY case_files.id LIMIT ${BATCH})
    RETURNING content`);
  const add = (
    report: InteractionId,
    { fileId, name, contentType }: ReportFile,
    end: {
      readonly bytes: number;
      readonly put: PutAway | null;
      readonly code: FailureCode | null;
      readonly at: EpochMs;
    },
  ) => {
    const facts: Facts = { name, contentType, key: end.put?.key ?? null };
    const sealed = vault.seal("case_files.facts", fileRowName(report, fileId), facts);
    insert.run(report, fileId, sealed, end.bytes, end.put?.content ?? null, end.code, end.at);
  };
  return {
    ...openCaseFileReader(db, vault),
    add,
    known: (report: InteractionId) => new Set(known.all(report).map((row) => row["id"] as FileId)),
    sizes: (report: InteractionId) => ({
      report: Number(size.get(report)?.["bytes"]),
      total: Number(total.get()?.["bytes"]),
    }),
    give: (report: InteractionId, number: CaseNumber) => void give.run(number, report),
    isUsed: (content: string) => used.get(content) !== undefined,
    /** Forgets what is old; gives the contents that were named there. */
    expire: (before: EpochMs): readonly (string | null)[] =>
      old.all(before).map((row) => row["content"] as string | null),
  };
}

function fileOf(row: Row, vault: Vault): StoredFile {
  const { id, report, file_id: fileId, bytes, content, code, kept_at: keptAt } = row;
  const facts = vault.open("case_files.facts", fileRowName(report, fileId), row.facts) as Facts;
  const { name, contentType, key } = facts;
  const put = content === null || key === null ? null : { content, key };
  return { id, name, contentType, bytes, keptAt, missing: code, put };
}

/** Without where it lies. */
export function keptFile({ id, name, contentType, bytes, keptAt, missing }: StoredFile): KeptFile {
  return { id, name, contentType, bytes, keptAt, missing };
}

export function fileRowName(report: string, fileId: string): string {
  return `${report}.${fileId}`;
}
