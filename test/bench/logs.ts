/** What the last 50 lines of a large ledger cost, as a ratio to those of a small one; the goal is at most 1.2. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { silentLog } from "../../src/domain/log.ts";
import { createLogSource, type LogQuery } from "../../src/operator/log.ts";
import type { LedgerReader } from "../../src/operator/ports.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { openReader } from "../../src/store/sqlite/reader/open.ts";
import { MIA, decision, opening, post, say, wrote } from "../contract/store/samples.ts";

const SMALL = 1_000;
const LARGE = Number(process.env["ENTRIES"] ?? 1_000_000);
const LINES = 50;
const ROUNDS = 200;
const GOAL = 1.2;
const SECRET = "a secret for benchmarks, long enough";
const EVERYTHING: LogQuery = { target: null, since: null, until: null, state: null, side: null, grep: null };

const folder = mkdtempSync(join(tmpdir(), "flexcord-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** A ledger whose last entries are real, behind as many emptied ones as it takes: the tail must not look at those. */
async function ledgerOf(entries: number): Promise<string> {
  const path = join(folder, `${entries}.db`);
  const open = () => openSqlite({ path, secret: SECRET, now: () => Date.now(), log: silentLog });
  await (await open()).close();
  const db = new DatabaseSync(path);
  db.exec(`
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${entries - LINES * 2})
    INSERT INTO events (source, source_id, kind, at, received_at, decided_at, state, reason)
    SELECT 'transport', 'IM' || i, 'agent.wrote', i, i, i, 'ignored', 'long ago' FROM n;
    COMMIT`);
  db.close();
  const store = await open();
  for (let index = 0; index < LINES * 2; index += 1) {
    await store.ledger.accept([wrote(MIA, `last-${index}`, { text: `the dragon ate number ${index}` })]);
    await store.ledger.decideNext(MIA, (situation) =>
      situation.conversation === null
        ? opening((_, made) => ({ effects: [post("x", made.id), say("y", made.id)] }))(situation)
        : decision({ effects: [post("x", situation.conversation.id), say("y", situation.conversation.id)] }),
    );
  }
  while (await store.upkeep.index());
  await store.close();
  return path;
}

/** What is timed, on an open ledger. */
const looks: Readonly<Record<string, (reader: LedgerReader) => Promise<unknown>>> = {
  everything: tail({}),
  "one member": tail({ target: `@${MIA}` }),
  "one conversation": tail({ target: `c-${MIA}-1` }),
  "a word": tail({ grep: "dragon" }),
  waiting: tail({ state: "waiting" }),
  status: async (reader) => reader.figures(Date.now()),
};

function tail(query: Partial<LogQuery>) {
  return async (reader: LedgerReader): Promise<void> => {
    const { lines } = await createLogSource(reader).tail({ ...EVERYTHING, ...query }, LINES);
    if (lines.length !== LINES) throw new Error(`${lines.length} lines of ${JSON.stringify(query)}`);
  };
}

const paths = [await ledgerOf(SMALL), await ledgerOf(LARGE)];
let missed = false;
for (const [name, look] of Object.entries(looks)) {
  const times: number[][] = [[], []];
  const readers = paths.map((path) => openReader({ path, secret: SECRET, oldSecrets: [] }));
  // Both take turns, so that load hits them alike; the first rounds warm up.
  for (let round = -20; round < ROUNDS; round += 1) {
    for (const [index, reader] of readers.entries()) {
      const start = process.hrtime.bigint();
      await look(reader);
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      if (round >= 0) times[index]?.push(ms);
    }
  }
  for (const reader of readers) reader.close();
  const [small = 0, large = 0] = times.map((all) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0);
  missed ||= large / small > GOAL;
  process.stdout.write(
    `${name.padEnd(17)} ${SMALL}: ${small.toFixed(2)} ms  ${LARGE}: ${large.toFixed(2)} ms  ${(large / small).toFixed(2)}x\n`,
  );
}
if (missed) {
  process.stderr.write(`The goal is at most ${GOAL}x.\n`);
  process.exitCode = 1;
}
