import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import { PATIENCE_MS } from "./counts.ts";
import { keepFigure } from "./figures.ts";
import { openGround } from "./ground.ts";
import { openTalks, untilDelivered, verdictOf, write } from "./talks.ts";
import { CLEAN, inWords } from "./verdict.ts";

/** Until when the ledger cannot be written. */
const FULL_MS = 1_500;

/**
 * The system refuses the daemon every byte by which its ledger would grow, as a full disk does. Only Linux
 * lets one process set that limit for another.
 */
it.skipIf(process.platform !== "linux")(
  "a disk that fills up costs nothing but time",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 2);
    for (const talk of talks) await write(ground, talk, "to Discord");
    await untilDelivered(ground, talks);
    const { last } = await ground.control.tape(0);

    limitFiles(ground.daemon.pid, String(statSync(`${ground.store}-wal`).size));
    for (let line = 0; line < 5; line += 1) {
      for (const talk of talks) {
        await write(ground, talk, "to Flex");
        await write(ground, talk, "to Discord");
      }
    }
    await sleep(FULL_MS);
    limitFiles(ground.daemon.pid, "unlimited");
    const { entries } = await ground.control.tape(last);
    const answers = entries.filter(({ vendor }) => vendor === "callback").map(({ status }) => status);
    expect(answers).toContain(503);

    for (const talk of talks) {
      await write(ground, talk, "to Flex");
      await write(ground, talk, "to Discord");
    }
    await untilDelivered(ground, talks);
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    expect(ground.daemon.running).toBe(true);
    const refused = answers.filter((status) => status === 503).length;
    keepFigure({
      row: 11,
      what: `the ledger's file may not grow; ${refused} webhooks answered 503`,
      count: verdict.sent,
      found: inWords(verdict),
    });
  },
);

function limitFiles(pid: number, bytes: string): void {
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
}
