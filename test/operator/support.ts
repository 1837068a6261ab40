import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Settlement } from "../../src/bridge/ports.ts";
import { Failure, type FailureCode } from "../../src/domain/failure.ts";
import type { MemberId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { createLogSource, type LogQuery } from "../../src/operator/log.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { openReader } from "../../src/store/sqlite/reader/open.ts";
import { decision, opening, post, say, wrote } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";

const SECRET = "a secret for tests, long enough to be one";

export const EVERYTHING: LogQuery = {
  target: null,
  since: null,
  until: null,
  state: null,
  side: null,
  grep: null,
};

/** Gives databases in a folder that goes with the tests of the file. */
export function ledgers() {
  const folder = temporaryFolder();
  let count = 0;
  return async () => {
    count += 1;
    const path = join(folder, `${count}.db`);
    let now = 1_780_000_000_000;
    const store = await openSqlite({ path, secret: SECRET, now: () => now, log: silentLog });
    onTestFinished(() => store.close());
    const reader = openReader({ path, secret: SECRET, oldSecrets: [] });
    onTestFinished(() => reader.close());
    const { ledger } = store;
    return {
      path,
      store,
      reader,
      source: createLogSource(reader),
      at(time: number) {
        now = time;
      },
      /** A member's message with a line to the agents and a notice to the member, both waiting. */
      async message(memberId: MemberId, id: string, text: string) {
        now += 1000;
        await ledger.accept([wrote(memberId, id, { text })]);
        await ledger.decideNext(memberId, (situation) => {
          const effects = (conversation: Parameters<typeof post>[1]) => [
            { ...post(text, conversation), postId: null },
            say(`We heard of ${id}.`, conversation),
          ];
          return situation.conversation === null
            ? opening((_, conversation) => ({ effects: effects(conversation.id) }))(situation)
            : decision({ effects: effects(situation.conversation.id) });
        });
      },
      /** Settles the oldest of a lane. */
      async settle(memberId: MemberId, direction: "member" | "agent", settlement: Settlement) {
        const claim = await ledger.claim({ memberId, direction });
        if (claim.state !== "due") throw new Error("nothing is due");
        await ledger.settle(claim.due.effectId, settlement);
        return claim.due;
      },
    };
  };
}

export const done = (remoteId: string): Extract<Settlement, { outcome: "done" }> => ({
  outcome: "done",
  remoteId,
});
export const parked = (code: FailureCode, message = "it was refused"): Settlement => ({
  outcome: "parked",
  failure: new Failure(code, message),
});
