/**
 * `npm run bench -- cases`: what a search for cases costs, against a bare query of the same keyed index that reads the same
 * rows and opens nothing, and against itself on a tenth of the data. Both take turns, so that load hits them alike.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVERY_CASE } from "../cases/samples.ts";
import { judge, median, say } from "./bridge/measure.ts";
import { makeLedger, SECRET, type Size } from "./cases/ledger.ts";
import { openBare } from "./cases/bare.ts";
import { queriesOf } from "./cases/queries.ts";
import { openReader } from "../../src/store/sqlite/reader/open.ts";

const CASES = Number(process.env["FLEXCORD_BENCH_CASES"] ?? 100_000);
const MESSAGES = Number(process.env["FLEXCORD_BENCH_MESSAGES"] ?? 20 * CASES);
const ROUNDS = 30;
const PAGE = 20;
const TO_BARE = 3;
const TO_TENTH = 2;

const folder = mkdtempSync(join(tmpdir(), "flexcord-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

async function openLedger(name: string, size: Size) {
  const path = join(folder, `${name}.db`);
  const began = performance.now();
  const vocabulary = await makeLedger(path, size);
  const megabytes = Math.round(statSync(path).size / 2 ** 20);
  say(
    `${size.cases} cases, ${size.messages} messages: ${megabytes} MB in ${Math.round((performance.now() - began) / 1000)} s`,
  );
  const reader = openReader({ path, secret: SECRET, oldSecrets: [] });
  return { reader, bare: openBare(path, SECRET), queries: queriesOf(vocabulary) };
}

const large = await openLedger("large", { cases: CASES, messages: MESSAGES });
const tenth = await openLedger("tenth", { cases: CASES / 10, messages: MESSAGES / 10 });

const ratios = { bare: [] as number[], tenth: [] as number[] };
for (const [name, words] of Object.entries(large.queries)) {
  const times = { search: [] as number[], bare: [] as number[], tenth: [] as number[], page: [] as number[] };
  const time = (into: number[], round: number, work: () => unknown) => {
    const began = process.hrtime.bigint();
    work();
    if (round >= 0) into.push(Number(process.hrtime.bigint() - began) / 1e3);
  };
  const list = ({ reader }: typeof large, sought: readonly string[]) =>
    reader.cases.list({ ...EVERY_CASE, words: sought }, { before: null, limit: PAGE });
  for (let round = -5; round < ROUNDS; round += 1) {
    for (const [index, sought] of words.entries()) {
      const same = list(large, sought).map(({ number }) => number);
      const wanted = large.bare(sought, PAGE);
      if (same.join() !== wanted.join())
        throw new Error(`${sought.join(" ")}: ${same.join()} is not ${wanted.join()}`);
      time(times.search, round, () => list(large, sought));
      time(times.bare, round, () => large.bare(sought, PAGE));
      time(times.tenth, round, () => list(tenth, tenth.queries[name]?.[index] ?? []));
      time(times.page, round, () => large.reader.desk.search(sought.join(" "), null));
    }
  }
  const [search, bare, small, page] = [times.search, times.bare, times.tenth, times.page].map(median);
  ratios.bare.push((search ?? 0) / (bare ?? 1));
  ratios.tenth.push((search ?? 0) / (small ?? 1));
  const us = (value = 0) => `${value.toFixed(0)} µs`.padStart(8);
  say(
    `${name.padEnd(22)} search ${us(search)}  bare ${us(bare)}  a tenth ${us(small)}  the desk's page ${us(page)}   ` +
      `${ratios.bare.at(-1)?.toFixed(2) ?? ""}x  ${ratios.tenth.at(-1)?.toFixed(2) ?? ""}x`,
  );
}
large.reader.close();
tenth.reader.close();
judge("", "search to a bare query of the keyed index, worst", Math.max(...ratios.bare), { atMost: TO_BARE });
judge("", "search to itself on a tenth of the data, worst", Math.max(...ratios.tenth), { atMost: TO_TENTH });
if (Math.max(...ratios.bare) > TO_BARE || Math.max(...ratios.tenth) > TO_TENTH) process.exitCode = 1;
