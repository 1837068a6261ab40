import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

import { until } from "../../journey/support/stage.ts";
import { wire } from "../../transport/wire.ts";
import { watchCommits } from "./commit-counter.ts";
import type { Ground } from "./ground.ts";
import { nextLine, type Talk, type Way, write } from "./talks.ts";

/** Where on its way a line is when the daemon is killed. */
export const STEPS = ["received", "committed", "acked", "sent", "reply lost", "marked"] as const;
export type Step = (typeof STEPS)[number];

/** Longer than the sandbox takes to hand an event to the daemon. */
const HANDED_OVER_MS = 60;

/** The request that creates the line on the other side. */
function creationOf(talk: Talk, way: Way): object {
  const text = nextLine(talk, way);
  return way === "to Flex"
    ? { vendor: "twilio", method: "POST", path: wire.lineRule, contains: text }
    : { vendor: "discord", method: "POST", path: "**/messages", contains: text };
}

/** Writes a line and kills the daemon when that line has come to the step. Everything is seen from outside. */
export async function killAt(ground: Ground, talk: Talk, way: Way, step: Step): Promise<void> {
  switch (step) {
    case "received":
      return killWhileItCannotCommit(ground, talk, way);
    case "committed":
      return killAfterCommits(ground, talk, way, 1);
    case "acked":
      return killWhenAcknowledged(ground, talk, way);
    case "sent":
      return killWhileHeld(ground, talk, way, "before");
    case "reply lost":
      return killWhileHeld(ground, talk, way, "after");
    case "marked":
      return killWhenMarked(ground, talk, way);
  }
}

/** Another connection holds the write lock: what the daemon has received cannot be recorded. */
async function killWhileItCannotCommit(ground: Ground, talk: Talk, way: Way): Promise<void> {
  const db = new DatabaseSync(ground.store, { timeout: 5_000 });
  try {
    db.exec("BEGIN IMMEDIATE");
    await write(ground, talk, way);
    await sleep(HANDED_OVER_MS);
    await ground.daemon.kill();
    db.exec("ROLLBACK");
  } finally {
    db.close();
  }
}

async function killAfterCommits(ground: Ground, talk: Talk, way: Way, commits: number): Promise<void> {
  const counter = watchCommits(ground.store);
  let seen = counter.now();
  await write(ground, talk, way);
  for (let commit = 0; commit < commits; commit += 1) seen = await counter.after(seen);
  await ground.daemon.kill();
}

/**
 * A callback is acknowledged by its answer. Gateway events are not, and what is decided about them is in the commit that
 * records them; there, it dies at the commit after that, be it of this line or of another.
 */
async function killWhenAcknowledged(ground: Ground, talk: Talk, way: Way): Promise<void> {
  if (way === "to Flex") {
    await killAfterCommits(ground, talk, way, 2);
    return;
  }
  const { last } = await ground.control.tape(0);
  const text = await write(ground, talk, way);
  await until("the callback is answered", async () => {
    const { entries } = await ground.control.tape(last);
    return entries.find(({ vendor, requestBody }) => vendor === "callback" && requestBody.includes(text));
  });
  await ground.daemon.kill();
}

async function killWhileHeld(ground: Ground, talk: Talk, way: Way, when: "before" | "after"): Promise<void> {
  const rule = await ground.dials.befall({ ...creationOf(talk, way), effect: { kind: "hold", when } });
  await write(ground, talk, way);
  await rule.untilHeld();
  await ground.daemon.kill();
  await rule.takeBack();
}

/** The first commit after the answer has left is the mark. */
async function killWhenMarked(ground: Ground, talk: Talk, way: Way): Promise<void> {
  const counter = watchCommits(ground.store);
  const rule = await ground.dials.befall({
    ...creationOf(talk, way),
    effect: { kind: "hold", when: "after" },
  });
  await write(ground, talk, way);
  await rule.untilHeld();
  const seen = counter.now();
  const marked = counter.after(seen);
  await rule.takeBack();
  await marked;
  await ground.daemon.kill();
}
