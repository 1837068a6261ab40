import { Failure } from "../../domain/failure.ts";

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const ERROR = 1;
const BUSY = 5;
const CORRUPT = 11;
const CONSTRAINT = 19;
const MISMATCH = 20;
const MISUSE = 21;
const RANGE = 25;
const NOT_A_DATABASE = 26;

/** SQLite's primary result code of a thrown thing; undefined when SQLite did not throw it. */
function resultCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("errcode" in thrown)) return undefined;
  return typeof thrown.errcode === "number" ? thrown.errcode & 0xff : undefined;
}

export function isBusy(thrown: unknown): boolean {
  return resultCode(thrown) === BUSY;
}

/** What SQLite threw as a Failure that names the database; what others threw stays as it is. */
export function storeFailure(thrown: unknown, path: string): unknown {
  if (isClosed(thrown)) return closedFailure(path);
  const code = resultCode(thrown);
  if (code === undefined) return thrown;
  const details = { where: path, cause: thrown };
  switch (code) {
    case CORRUPT:
    case NOT_A_DATABASE:
      return new Failure("store.corrupt", "The database is damaged or is no database of flexcord.", {
        ...details,
        fix: "Stop flexcord and put back the newest backup of the file.",
      });
    // Our own statements or data are wrong; SQLite's message names tables and columns, never values.
    case ERROR:
    case CONSTRAINT:
    case MISMATCH:
    case MISUSE:
    case RANGE:
      return new Failure(
        "bug.unexpected",
        `The database refused a statement: ${messageOf(thrown)}.`,
        details,
      );
    default:
      return new Failure("store.unavailable", `The database cannot be used: ${messageOf(thrown)}.`, {
        ...details,
        fix: "See that the file and its folder can be written to and that the disk has space.",
      });
  }
}

export function closedFailure(path: string): Failure {
  return new Failure("store.unavailable", "The database has been closed.", { where: path, retry: false });
}

/** Node's word for the use of a closed connection or of its statements. */
function isClosed(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === "ERR_INVALID_STATE";
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
