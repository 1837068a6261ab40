import { expect, it } from "vitest";

import { isSoak, PATIENCE_MS } from "./counts.ts";
import { keepFigure } from "./figures.ts";
import { openGround } from "./ground.ts";
import { openTalks, untilDelivered, verdictOf, write } from "./talks.ts";
import { writeBothWays } from "./traffic.ts";
import { CLEAN, inWords } from "./verdict.ts";

const NEIGHBOURS = isSoak ? 200 : 5;

it(
  "one whose DMs are closed, or whose conversation is gone, holds up nobody else",
  { timeout: PATIENCE_MS },
  async () => {
    const ground = await openGround();
    await ground.daemon.start();
    const [closed, deleted, ...others] = await openTalks(ground, NEIGHBOURS + 2);
    if (closed === undefined || deleted === undefined) throw new Error("nobody talks");
    await ground.dials.put(`/discord/members/${closed.member}/dms`, { open: false });
    await deleteConversation(ground.sandbox.ready.twilio, deleted.conversation);
    for (let line = 0; line < 3; line += 1) {
      await write(ground, closed, "to Discord");
      await write(ground, deleted, "to Flex");
    }
    await writeBothWays(ground, others, 4 * others.length);
    await untilDelivered(ground, others);
    const verdict = await verdictOf(ground, others);
    expect(verdict).toMatchObject(CLEAN);
    expect(ground.daemon.log).toContain('"outcome":"parked"');
    expect(ground.daemon.log).toContain("member.unreachable");
    keepFigure({
      row: 17,
      what: "DMs closed, conversation deleted: parked with a reason, for the others",
      count: verdict.sent,
      found: inWords(verdict),
    });
  },
);

it("a poisonous conversation leaves the others as quick as they were", { timeout: PATIENCE_MS }, async () => {
  const ground = await openGround();
  await ground.daemon.start();
  const [poisonous, ...healthy] = await openTalks(ground, NEIGHBOURS + 1);
  if (poisonous === undefined) throw new Error("nobody talks");
  const before = await drained(() => writeBothWays(ground, healthy, 2 * healthy.length));
  await ground.dials.befall({
    vendor: "twilio",
    contains: poisonous.member,
    effect: { kind: "answer", status: 500 },
  });
  for (let line = 0; line < 3; line += 1) await write(ground, poisonous, "to Flex");
  const during = await drained(() => writeBothWays(ground, healthy, 2 * healthy.length));
  const verdict = await verdictOf(ground, healthy);
  expect(verdict).toMatchObject(CLEAN);
  const ratio = (during / before).toFixed(2);
  keepFigure({
    row: 18,
    what: "one conversation that always fails; the others",
    count: verdict.sent,
    found: `${inWords(verdict)}; they took ${ratio} times what they took without it`,
  });

  async function drained(send: () => Promise<void>): Promise<number> {
    const began = performance.now();
    await send();
    await untilDelivered(ground, healthy);
    return performance.now() - began;
  }
});

async function deleteConversation(
  twilio: { readonly api: string; readonly apiKey: string; readonly apiSecret: string },
  sid: string,
): Promise<void> {
  const credentials = Buffer.from(`${twilio.apiKey}:${twilio.apiSecret}`).toString("base64");
  await fetch(`${twilio.api}/conversations.twilio.com/v1/Conversations/${sid}`, {
    method: "DELETE",
    headers: { authorization: `Basic ${credentials}` },
  });
}
