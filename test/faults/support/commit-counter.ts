import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";

/** Where the WAL index keeps a number that every transaction changes (sqlite.org/walformat.html, iChange). */
const COUNTER_OFFSET = 8;

/** Watches another process commit to a SQLite database in WAL mode, without asking that process or SQLite. */
export interface CommitCounter {
  now(): number;
  /** Resolves with the next commit after the given number. */
  after(before: number): Promise<number>;
}

export function watchCommits(database: string): CommitCounter {
  const read = () => {
    const file = openSync(`${database}-shm`, "r");
    try {
      const bytes = Buffer.alloc(4);
      readSync(file, bytes, 0, 4, COUNTER_OFFSET);
      return bytes.readUInt32LE(0);
    } finally {
      closeSync(file);
    }
  };
  return {
    now: read,
    async after(before) {
      const deadline = Date.now() + 15_000;
      for (;;) {
        const current = read();
        if (current !== before) return current;
        if (Date.now() > deadline) throw new Error("No commit was seen");
        await turn();
      }
    },
  };
}
