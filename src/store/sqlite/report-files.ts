import type { FileStream, ReportFiles } from "../../bridge/ports.ts";
import type { CaseFiles } from "../../cases/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { ContentFolder } from "../files/content-folder.ts";
import type { GroupCommit } from "./group-commit.ts";
import { type CaseFileRows, keptFile } from "./tables/case-files.ts";

/** How much is kept, in bytes. */
export interface FileCaps {
  readonly file: number;
  readonly report: number;
  readonly total: number;
}

interface Parts {
  readonly rows: CaseFileRows;
  readonly folder: ContentFolder;
  readonly caps: FileCaps;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}

/** So many files are held at once; who comes later waits. */
const HELD_AT_ONCE = 4;
/** What is in the folder and in no row after so long was left behind by a killed process. */
const LEFT_BEHIND_MS = 60 * 60_000;

/** The files of reports, in a folder beside the database: what they are called is in rows, what they say in the folder. */
export function createReportFiles({ rows, folder, caps, commits, now }: Parts): ReportFiles {
  const hold = createSlots(HELD_AT_ONCE);
  return {
    settled: async (report) => rows.known(report),
    keep: (report, file, stream) =>
      hold(async () => {
        const sizes = rows.sizes(report);
        const most = Math.min(caps.file, caps.report - sizes.report, caps.total - sizes.total);
        const bytes = await readWhole(stream, most);
        const put = await folder.put(bytes);
        await commits.run(() => rows.add(report, file, { bytes: bytes.length, put, code: null, at: now() }));
      }),
    miss: (report, file, code) =>
      commits.run(() => rows.add(report, file, { bytes: 0, put: null, code, at: now() })),
    handOver: (report, number) =>
      commits.run(() => {
        rows.give(report, number);
        const files = rows.ofReport(report);
        return {
          kept: files.filter(({ missing }) => missing === null).map(({ name }) => name),
          missing: files.flatMap(({ name, missing: code }) => (code === null ? [] : [{ name, code }])),
        };
      }),
  };
}

/** @param most in bytes; what is larger is refused before more of it is held */
async function readWhole({ bytes: told, body }: FileStream, most: number): Promise<Buffer> {
  if (told !== null && told > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(most: number): Failure {
  return new Failure(
    "file.refused",
    `A file is larger than the ${Math.max(0, most)} bytes that may be kept.`,
    {
      fix: "cases.files says how much is kept of a file, with a case and in all.",
    },
  );
}

function createSlots(most: number) {
  let held = 0;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (held < most) held += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) held -= 1;
      else next();
    }
  };
}

export function createCaseFiles({ rows, folder }: Pick<Parts, "rows" | "folder">): CaseFiles {
  return {
    list: (number) => rows.ofCase(number).map(keptFile),
    async open(number, id) {
      const found = rows.ofCase(number).find((file) => file.id === id);
      if (found === undefined || found.put === null) return null;
      const bytes = await folder.read(found.put);
      return { file: keptFile(found), body: oneChunk(bytes) };
    },
  };
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Drops files of reports that are long over, and what nothing names; gives how many were dropped. */
export function createFileExpiry({ rows, folder, commits, now }: Omit<Parts, "caps">) {
  return async (before: EpochMs): Promise<number> => {
    const dropped = await commits.run(() => rows.expire(before));
    const contents = dropped.filter((content) => content !== null);
    const leftBehind = dropped.length > 0 ? [] : await folder.list(now() - LEFT_BEHIND_MS);
    for (const content of [...contents, ...leftBehind]) {
      if (!rows.isUsed(content)) await folder.remove(content);
    }
    return dropped.length;
  };
}
