import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, it } from "vitest";

import { isSoak, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { openGround } from "./support/ground.ts";
import { inMegabytes, rssOf } from "./support/process-memory.ts";
import { openTalks, untilDelivered, verdictOf } from "./support/talks.ts";
import { writeBothWays } from "./support/traffic.ts";
import { CLEAN, inWords } from "./support/verdict.ts";

const DOOR = "/twilio/conversations";
const FORM = "application/x-www-form-urlencoded";
const ROUNDS = isSoak ? 200 : 3;
const RSS_MAY_GROW_BYTES = 20 * 1024 * 1024;

it(
  "bodies too large, endless or too slow are cut off, cost no memory and hold up nobody",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const talks = await openTalks(ground, 2);
    await writeBothWays(ground, talks, 2);
    await untilDelivered(ground, talks);
    const post = async (body: string | Buffer) =>
      (await fetch(ground.daemonUrl + DOOR, { method: "POST", headers: { "content-type": FORM }, body }))
        .status;
    const round = async () => {
      expect(await post(Buffer.alloc(256 * 1024 + 1, "a"))).toBe(413);
      expect(await endOf(ground.daemonUrl, `content-length: ${10 * 1024 * 1024}\r\n\r\n`)).toMatch(/ 413 /u);
      const endless = `4000\r\n${"a".repeat(0x4000)}\r\n`.repeat(64);
      expect(await endOf(ground.daemonUrl, `transfer-encoding: chunked\r\n\r\n${endless}`)).toMatch(/ 413 /u);
      // 32 KB of emoji are 96 KB on the wire: large, allowed, and without a signature.
      expect(await post(`Body=${encodeURIComponent("🙂".repeat(8 * 1024))}`)).toBe(403);
    };
    // The first ones cost what V8 takes before it collects; what counts is that more of them cost no more.
    for (let turn = 0; turn < ROUNDS; turn += 1) await round();
    const before = rssOf(ground.daemon.pid);
    const slow = Array.from({ length: 20 }, () =>
      endOf(ground.daemonUrl, "content-length: 100\r\n\r\nBody="),
    );
    for (let turn = 0; turn < ROUNDS; turn += 1) await round();
    await writeBothWays(ground, talks, 8);
    await untilDelivered(ground, talks);
    const verdict = await verdictOf(ground, talks);
    expect(verdict).toMatchObject(CLEAN);
    expect(await Promise.all(slow)).toEqual(
      slow.map(() => expect.stringMatching(/^(HTTP\/1.1 408 [^]*)?$/u)),
    );
    await sleep(200);
    const grown = rssOf(ground.daemon.pid) - before;
    expect(grown).toBeLessThan(RSS_MAY_GROW_BYTES);
    keepFigure({
      row: 14,
      what: "256 KB and a byte, 10 MB, endless chunks, slow bodies",
      count: ROUNDS * 4 + slow.length,
      found: `413 or 408; RSS ${inMegabytes(grown)} more; beside it ${inWords(verdict)}`,
    });
  },
);

/** All that a raw request is answered with until its end. */
function endOf(url: string, rest: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  socket.on("error", () => socket.destroy());
  socket.write(`POST ${DOOR} HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\n${rest}`);
  return new Promise((resolve) => {
    socket.once("close", () => resolve(answer));
  });
}
