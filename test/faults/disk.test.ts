import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { type Ground, openGround } from "./support/ground.ts";
import { openTalks, untilDelivered, verdictOf } from "./support/talks.ts";
import { writeBothWays } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

/** Until when the ledger cannot be written. */
const FULL_MS = 1_500;

interface Fullness {
  readonly what: string;
  readonly fill: (ground: Ground) => void;
  readonly free: (ground: Ground) => void;
}

const FULLNESSES: readonly Fullness[] = [
  {
    // The system refuses every byte by which the log would grow. Only Linux lets one process limit another.
    what: "the ledger's file may not grow",
    fill({ daemon, store }) {
      emptyLog(store);
      limitFiles(daemon.pid, String(statSync(`${store}-wal`).size));
    },
    free: ({ daemon }) => limitFiles(daemon.pid, "unlimited"),
  },
  {
    what: "SQLite finds the disk full (max_page_count)",
    fill: ({ daemon }) => process.kill(daemon.pid, "SIGUSR2"),
    free: ({ daemon }) => process.kill(daemon.pid, "SIGUSR2"),
  },
];

it.skipIf(process.platform !== "linux").each(FULLNESSES)(
  "a disk that fills up costs nothing but time: $what",
  { timeout: PATIENCE_MS },
  async ({ what, fill, free }) => {
    const ground = await openGround({
      NODE_OPTIONS: `--import=${join(import.meta.dirname, "support", "full-ledger.ts")}`,
    });
    await ground.daemon.start();
    const talks = await openTalks(ground, 2);
    await writeBothWays(ground, talks, 2);
    await untilDelivered(ground, talks);
    let refused = 0;
    for (let time = 0; time < count("fullDisks"); time += 1) {
      const { last } = await ground.control.tape(0);
      fill(ground);
      // More than fits into the pages that SQLite still has.
      await writeBothWays(ground, talks, 60);
      await sleep(FULL_MS);
      const callbacks = await callbacksOfAgents(ground, last);
      const kept = keptIn(ground.store);
      free(ground);
      const turnedAway = callbacks.filter(({ status }) => status === 503).length;
      expect(turnedAway).toBeGreaterThan(0);
      // What was taken all the same found room in pages that SQLite already had.
      const taken = callbacks.filter(({ status }) => status !== 503);
      expect(taken.filter(({ message }) => !kept.has(message))).toEqual([]);
      refused += turnedAway;
      await writeBothWays(ground, talks, 2);
      await untilDelivered(ground, talks);
    }
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    expect(ground.daemon.running).toBe(true);
    keepFigure({
      row: 11,
      what,
      count: count("fullDisks"),
      found: `${inWords(verdict)}; ${refused} webhooks answered 503`,
    });
  },
);

/** How the callbacks of agents' lines were answered. */
async function callbacksOfAgents({ control }: Ground, after: number) {
  const { entries } = await control.tape(after);
  return entries
    .filter(({ vendor, requestBody }) => vendor === "callback" && requestBody.includes("-to-Discord-of-"))
    .map(({ status, requestBody }) => ({
      status,
      message: new URLSearchParams(requestBody).get("MessageSid") ?? "",
    }));
}

/** The source ids of all that is on the disk. */
function keptIn(store: string): ReadonlySet<string> {
  const db = new DatabaseSync(store, { readOnly: true });
  try {
    return new Set(
      db
        .prepare("SELECT source_id FROM events")
        .all()
        .map((row) => String(row["source_id"])),
    );
  } finally {
    db.close();
  }
}

/** A log that was written once is written over from its beginning, and need not grow. */
function emptyLog(store: string): void {
  const db = new DatabaseSync(store, { timeout: 5_000 });
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

function limitFiles(pid: number, bytes: string): void {
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
}
