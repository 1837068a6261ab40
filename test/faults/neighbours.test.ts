import { expect, it } from "vitest";

import type { TapeEntry } from "../../src/demo/control.ts";
import { until } from "../journey/support/stage.ts";
import { readOn } from "../journey/support/tape.ts";
import { isSoak, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { wire } from "../transport/wire.ts";
import { openGround } from "./support/ground.ts";
import { openTalks, untilDelivered, verdictOf, write } from "./support/talks.ts";
import { writeBothWays } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

const NEIGHBOURS = isSoak ? 200 : 5;
const HEALTHY = isSoak ? 999 : 5;
/** Turn and turn about with and without the poison, so that whatever else slows the machine slows both. */
const ROUNDS = isSoak ? 10 : 2;
const MAY_SLOW_BY = 1.2;

it(
  "one whose DMs are closed, whose DM is unknown, or whose conversation is gone, holds up nobody else",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const [closed, unknown, deleted, ...others] = await openTalks(ground, NEIGHBOURS + 3);
    if (closed === undefined || unknown === undefined || deleted === undefined)
      throw new Error("nobody talks");
    await ground.dials.put(`/discord/members/${closed.member}/dms`, { open: false });
    await ground.dials.befall({
      vendor: "discord",
      path: `**/channels/${await ground.control.dmChannel(unknown.member)}/**`,
      effect: { kind: "answer", status: 404, body: { code: 10_003, message: "Unknown Channel" } },
    });
    await deleteConversation(ground.sandbox.ready.twilio, deleted.conversation);
    for (let line = 0; line < 3; line += 1) {
      await write(ground, closed, "to Discord");
      await write(ground, unknown, "to Discord");
      await write(ground, deleted, "to Flex");
    }
    // The log keeps its end alone: it is looked at while the others write.
    const codes = ["member.unreachable", "discord.not-found", "twilio.closed"];
    const allParked = Promise.all(
      codes.map((code) =>
        until(`something is parked for ${code}`, async () => parkedFor(ground.daemon.log, code), 60_000),
      ),
    );
    await writeBothWays(ground, others, 4 * others.length);
    await untilDelivered(ground, others);
    const verdict = await verdictOf(ground, others);
    expect(verdict).toMatchObject(CLEAN);
    await allParked;
    keepFigure({
      row: 17,
      what: "DMs closed, DM unknown, conversation deleted: parked with a reason, for the others",
      count: verdict.sent,
      found: inWords(verdict),
    });
  },
);

function parkedFor(log: string, code: string): true | undefined {
  const lines = log.split("\n").filter((line) => line.includes('"outcome":"parked"'));
  return lines.some((line) => line.includes(`"code":"${code}"`)) || undefined;
}

it("a poisonous conversation leaves the others as quick as they were", { timeout: PATIENCE_MS }, async () => {
  const ground = await openGround();
  await ground.daemon.start();
  const [poisonous, ...healthy] = await openTalks(ground, HEALTHY + 1);
  if (poisonous === undefined) throw new Error("nobody talks");
  const without: number[] = [];
  let tapeEnd = 0;
  const beside: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    without.push(...(await waits()));
    const poison = await ground.dials.befall({
      vendor: "twilio",
      contains: poisonous.member,
      effect: { kind: "answer", status: 500 },
    });
    for (let line = 0; line < 3; line += 1) await write(ground, poisonous, "to Flex");
    beside.push(...(await waits()));
    await poison.takeBack();
  }
  await untilDelivered(ground, [poisonous, ...healthy]);
  const verdict = await verdictOf(ground, [poisonous, ...healthy]);
  expect(verdict).toMatchObject(CLEAN);
  const ratio = median(beside) / median(without);
  // A share is too small to tell the poison from the machine's moods.
  expect(ratio).toBeLessThanOrEqual(isSoak ? MAY_SLOW_BY : Number.POSITIVE_INFINITY);
  keepFigure({
    row: 18,
    what: "one conversation that always fails, beside healthy ones",
    count: healthy.length,
    found: `${inWords(verdict)}; the others' median way took ${ratio.toFixed(2)} times what it took without it`,
  });

  /** How long each line of a round was on its way. */
  async function waits(): Promise<readonly number[]> {
    tapeEnd = await readOn(ground.control, tapeEnd, () => undefined);
    for (const talk of healthy) await write(ground, talk, "to Flex");
    await untilDelivered(ground, healthy);
    const entries: TapeEntry[] = [];
    tapeEnd = await readOn(ground.control, tapeEnd, (entry) => void entries.push(entry));
    const heard = timesOf(entries, ({ method, path }) => method === "DISPATCH" && path === "MESSAGE_CREATE");
    const posted = timesOf(entries, ({ vendor, method }) => vendor === "twilio" && method === "POST");
    return healthy.map(({ sent }) => {
      const line = sent["to Flex"].at(-1) ?? "";
      return (posted.get(line) ?? Number.NaN) - (heard.get(line) ?? Number.NaN);
    });
  }
});

/** When each line first stood in an entry of that kind. */
function timesOf(
  entries: readonly TapeEntry[],
  fits: (entry: TapeEntry) => boolean,
): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const entry of entries) {
    const line = /line-\d+-to-Flex-of-\d+/u.exec(entry.requestBody)?.[0];
    if (line !== undefined && fits(entry) && !times.has(line)) times.set(line, entry.at);
  }
  return times;
}

function median(values: readonly number[]): number {
  expect(values.every((value) => Number.isFinite(value))).toBe(true);
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function deleteConversation(
  twilio: { readonly api: string; readonly apiKey: string; readonly apiSecret: string },
  sid: string,
): Promise<void> {
  const credentials = Buffer.from(`${twilio.apiKey}:${twilio.apiSecret}`).toString("base64");
  await fetch(`${twilio.api}/${wire.address(sid)}`, {
    method: "DELETE",
    headers: { authorization: `Basic ${credentials}` },
  });
}
