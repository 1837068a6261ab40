import { describe, expect, it } from "vitest";
import type { ConversationId } from "../../../src/domain/ids.ts";
import type { Bench } from "./bench.ts";
import { MIA, THEN, decision, opening, wrote } from "./samples.ts";

const CONVERSATION = `c-${MIA}-1` as ConversationId;

export function timerContract(bench: Bench): void {
  let written = 0;
  /** Sets timers as [name, subject, milliseconds from THEN]. */
  const set = async (...timers: readonly (readonly [string, string, number])[]) => {
    written += 1;
    const requests = timers.map(([timer, subject, inMs]) => ({
      timer,
      subject,
      conversationId: CONVERSATION,
      dueAt: THEN + inMs,
    }));
    await bench.ledger.accept([wrote(MIA, `timer-${written}`)]);
    await bench.ledger.decideNext(MIA, (situation) =>
      situation.conversation === null
        ? opening(() => ({ timers: requests }))(situation)
        : decision({ timers: requests }),
    );
  };
  const nextEvent = async () => (await bench.ledger.decideNext(MIA, () => decision()))?.entry.event;

  describe("timers", () => {
    it("tells of the earliest one, whoever's it is", async () => {
      expect(await bench.ledger.nextTimer()).toBeNull();
      await set(["answer", "p1", 500], ["task", "", 200]);
      await bench.reopen();
      expect(await bench.ledger.nextTimer()).toBe(THEN + 200);
    });

    it("become events when they are due, earliest first, once", async () => {
      await set(["answer", "p1", 500], ["task", "", 200], ["answer", "p2", 900]);
      expect(await bench.ledger.ringTimers(THEN + 199)).toEqual([]);
      expect(await bench.ledger.ringTimers(THEN + 500)).toEqual([
        { state: "new", memberId: MIA },
        { state: "new", memberId: MIA },
      ]);
      expect(await bench.ledger.ringTimers(THEN + 500)).toEqual([]);
      expect(await bench.ledger.nextTimer()).toBe(THEN + 900);
      expect(await nextEvent()).toMatchObject({
        source: "timer",
        at: THEN + 200,
        happening: {
          kind: "timer.rang",
          memberId: MIA,
          conversationId: CONVERSATION,
          timer: "task",
          subject: "",
        },
      });
      expect((await nextEvent())?.happening).toMatchObject({ timer: "answer", subject: "p1" });
    });

    it("are moved when set again under the same name and subject", async () => {
      await set(["answer", "p1", 100], ["answer", "p2", 300]);
      await set(["answer", "p1", 400]);
      expect(await bench.ledger.nextTimer()).toBe(THEN + 300);
      expect(await bench.ledger.ringTimers(THEN + 1000)).toHaveLength(2);
    });

    it("ring again when set again, also after a restart: no ring is a duplicate of another", async () => {
      for (let round = 0; round < 4; round += 1) {
        await set(["answer", "p1", 100]);
        expect(await bench.ledger.ringTimers(THEN + 100)).toEqual([{ state: "new", memberId: MIA }]);
        expect((await nextEvent())?.happening.kind).toBe("timer.rang");
        await bench.reopen();
      }
    });
  });
}
