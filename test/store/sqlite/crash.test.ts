import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { temporaryFolder } from "./folder.ts";
import { open, runChild } from "./setup.ts";

const path = join(temporaryFolder(), "flexcord.sqlite");
const ROUNDS = 8;
const LINES_BEFORE_KILL = 300;

/** Runs the writer and kills it at no particular moment; returns what it was promised until then. */
async function promisesUntilKilled(round: number): Promise<readonly string[]> {
  const child = runChild("write.ts", path, String(round));
  const told: string[] = [];
  for (let line = await child.lines.next(); line.done !== true; line = await child.lines.next()) {
    told.push(line.value);
    if (told.length === LINES_BEFORE_KILL + round * 7) child.kill();
  }
  await child.ended;
  return told;
}

it(`keeps every promise over ${ROUNDS} kills in the middle of writes`, async () => {
  const told: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) told.push(...(await promisesUntilKilled(round)));
  await (await open(path)).close();

  const db = new DatabaseSync(path, { readOnly: true });
  const column = (sql: string) =>
    new Set(
      db
        .prepare(sql)
        .all()
        .map((row) => Object.values(row).join()),
    );
  const kept = {
    accepted: column("SELECT source_id FROM events"),
    decided: column("SELECT seq FROM events WHERE state = 'decided'"),
    settled: column("SELECT id FROM effects WHERE state = 'done'"),
  };
  const lost = told.filter((line) => {
    const [what, id = ""] = line.split(" ");
    return !kept[what as keyof typeof kept].has(id);
  });
  expect(told.length).toBeGreaterThanOrEqual(ROUNDS * LINES_BEFORE_KILL);
  expect(lost).toEqual([]);
  expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  expect(db.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  // Nothing half: a decided event has the effect that was decided with it.
  const half =
    "SELECT seq FROM events LEFT JOIN effects ON event_seq = seq WHERE events.state = 'decided' AND id IS NULL";
  expect(db.prepare(half).all()).toEqual([]);
  db.close();
});
