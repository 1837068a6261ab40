import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import type { TapeEntry } from "../../src/demo/control.ts";
import { count, isSoak, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { type Ground, openGround } from "./support/ground.ts";
import { judgeFlood } from "./support/flood-verdict.ts";
import { inParallel } from "./support/parallel.ts";
import { inMegabytes } from "./support/process-memory.ts";
import { watchPulse } from "./support/pulse.ts";
import { untilQuiet } from "./support/quiet.ts";
import { openTalks, verdictOf, write } from "./support/talks.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

const LINES_EACH = 3;
const FLOOD_MS = isSoak ? 60_000 : 1_000;
/** Documented: what Twilio's chat service and Discord take of us in a second. */
const CONVERSATIONS_A_SECOND = 30;
const POSTS_A_SECOND = 50;

it.skipIf(process.platform !== "linux")(
  "many members who all write at once lose nothing, in order, while the daemon stays well",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround({}, { apart: true, verbose: false });
    await ground.daemon.start();
    const members = await inParallel(
      Array.from({ length: count("flood") }, (_, at) => `Member ${at}`),
      async (name) => (await ground.control.joinServer(name)).id,
    );
    const pulse = watchPulse(ground);
    const began = performance.now();
    await flood(ground, members);
    const written = performance.now() - began;
    await untilQuiet(ground);
    const drained = (performance.now() - began) / 1000;
    const { failed, slowestMs, rss } = await pulse.stop();
    const { lines, posts, answered, leftToHuman, handedOver, wronged } = await judgeFlood(ground, linesOf);

    expect(lines).toMatchObject({ ...CLEAN, sent: members.length * LINES_EACH });
    expect(wronged).toEqual([]);
    expect(answered + leftToHuman).toBe(lines.sent);
    expect(failed).toEqual([]);
    // A request that is late falls into a second that is full already: here and there one is refused.
    const { asked, refused, webhooks } = await requests(ground);
    expect(refused / asked).toBeLessThan(0.05);
    const bound = Math.max(members.length / CONVERSATIONS_A_SECOND, posts / POSTS_A_SECOND, written / 1000);
    const memory = `RSS ${rss.map(inMegabytes).join(", ")}`;
    const ratio = (drained / bound).toFixed(2);
    keepFigure({
      row: 19,
      what: `${members.length} members write ${LINES_EACH} lines each within ${(written / 1000).toFixed(0)} s`,
      count: lines.sent,
      found: `${inWords(lines)}; ${answered} answered, ${leftToHuman} left to a human who was asked for (${handedOver} members, all told); ${refused} of ${asked} requests refused for their number; quiet after ${drained.toFixed(0)} s, where the vendors' limits take ${bound.toFixed(0)} s (${ratio}); health answered within ${slowestMs.toFixed(0)} ms; webhooks: ${timesOf(webhooks)}; ${memory}`,
    });
  },
);

it("a member who floods holds up nobody else", { timeout: PATIENCE_MS }, async () => {
  const ground = await openGround();
  await ground.daemon.start();
  const [flooding, quiet] = await openTalks(ground, 2);
  if (flooding === undefined || quiet === undefined) throw new Error("nobody talks");
  await ground.dials.befall({
    vendor: "twilio",
    method: "POST",
    contains: `of-${flooding.member}`,
    effect: { kind: "delay", ms: 50, when: "before" },
  });
  for (let line = 0; line < 100; line += 1) await write(ground, flooding, "to Flex");
  await write(ground, quiet, "to Flex");
  const arrived = async () => (await verdictOf(ground, [quiet])).lost === 0;
  while (!(await arrived())) await sleep(10);
  const behind = await verdictOf(ground, [flooding]);
  expect(behind.lost).toBeGreaterThan(10);
  while ((await verdictOf(ground, [flooding])).lost > 0) await sleep(100);
  expect(await verdictOf(ground, [flooding, quiet])).toMatchObject(CLEAN);
});

/** @param times the quickest first */
function timesOf(times: readonly number[]): string {
  const within = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(0);
  return `${times.length}, half answered within ${within(0.5)} ms, 99 % within ${within(0.99)}, all within ${within(1)}`;
}

const lineOf = (member: string, n: number) => `line-${n}-of-${member}`;
const linesOf = (member: string) => Array.from({ length: LINES_EACH }, (_, n) => lineOf(member, n));

/** Everybody's first line, then everybody's second, and so on, evenly over the time. */
async function flood({ control }: Ground, members: readonly string[]): Promise<void> {
  const began = performance.now();
  const lines = Array.from({ length: LINES_EACH }, (_, n) => members.map((member) => ({ member, n }))).flat();
  await inParallel(lines, async ({ member, n }, at) => {
    const dueIn = began + (at * FLOOD_MS) / lines.length - performance.now();
    if (dueIn > 0) await sleep(dueIn);
    await control.dm(member, lineOf(member, n));
  });
}

interface Requests {
  /** How many the vendors got, and refused because there were too many. */
  readonly asked: number;
  readonly refused: number;
  /** How long each of Twilio's calls waited for its answer, in milliseconds, the quickest first. */
  readonly webhooks: readonly number[];
}

async function requests({ sandbox }: Ground): Promise<Requests> {
  let asked = 0;
  let refused = 0;
  const webhooks: number[] = [];
  for (let after = 0; ;) {
    const response = await fetch(`${sandbox.url}/control/tape?after=${after}&limit=5000`);
    const { entries, last } = (await response.json()) as {
      readonly entries: readonly Pick<TapeEntry, "vendor" | "status" | "ms">[];
      readonly last: number;
    };
    if (entries.length === 0) return { asked, refused, webhooks: webhooks.toSorted((a, b) => a - b) };
    webhooks.push(...entries.filter(({ vendor }) => vendor === "callback").map(({ ms }) => ms));
    asked += entries.filter(({ vendor }) => vendor === "discord" || vendor === "twilio").length;
    refused += entries.filter(({ status }) => status === 429).length;
    after = last;
  }
}
