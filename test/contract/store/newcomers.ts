import { describe, expect, it } from "vitest";
import type { Arrival, Newcomers } from "../../../src/bridge/ports.ts";
import type { EpochMs, MemberId } from "../../../src/domain/ids.ts";
import type { Raid } from "../../../src/domain/raid.ts";
import type { Bench } from "./bench.ts";
import { decision, MIA, THEN, wrote } from "./samples.ts";

const newcomer = (n: number) => `90000000000000010${n}` as MemberId;
const ALL = { after: THEN - 1_000, upTo: THEN + 1_000 };

export function newcomerContract(bench: Bench): void {
  let posts = 0;

  /** What a member's decision is shown; with an arrival, that is what becomes of it. */
  async function look(memberId: MemberId, arrival?: Arrival): Promise<Newcomers> {
    posts += 1;
    await bench.ledger.accept([wrote(memberId, `newcomer ${posts}`)]);
    let seen: Newcomers | undefined;
    await bench.ledger.decideNext(memberId, ({ newcomers }) => {
      seen = newcomers;
      return decision(arrival === undefined ? {} : { arrival });
    });
    if (seen === undefined) throw new Error("nothing was decided");
    return seen;
  }

  const asks = (n: number, askedAt: EpochMs, openedAt: EpochMs | null = null, raid: Raid | null = null) =>
    look(newcomer(n), { askedAt, openedAt, raid });

  describe("newcomers", () => {
    it("tells when the others asked, the last first, each once, within a span", async () => {
      await asks(1, THEN);
      await asks(2, THEN + 10);
      await asks(3, THEN + 20);
      // Their later question counts, and one that comes behind it changes nothing.
      await asks(1, THEN + 30);
      await asks(1, THEN + 5);
      await bench.reopen();
      const { asked } = await look(MIA);
      expect([1, 2, 3, 4].map((nth) => asked(nth, ALL))).toEqual([THEN + 30, THEN + 20, THEN + 10, null]);
      expect(asked(1, { after: THEN + 10, upTo: THEN + 20 })).toBe(THEN + 20);
      expect(asked(2, { after: THEN + 10, upTo: THEN + 20 })).toBeNull();
      const { asked: askedBesides } = await look(newcomer(1));
      expect(askedBesides(1, ALL)).toBe(THEN + 20);
    });

    it("tells for whom a place was opened, and when", async () => {
      await asks(1, THEN, THEN + 1);
      await asks(2, THEN);
      await asks(3, THEN, THEN + 3);
      await asks(3, THEN + 50);
      await bench.reopen();
      const { opened, wasOpened } = await look(newcomer(3));
      expect([1, 2].map((nth) => opened(nth, ALL))).toEqual([THEN + 1, null]);
      expect(wasOpened(ALL)).toBe(true);
      expect(wasOpened({ after: THEN + 3, upTo: THEN + 90 })).toBe(false);
      const ofAnother = await look(newcomer(2));
      expect(ofAnother.wasOpened(ALL)).toBe(false);
      expect([1, 2, 3].map((nth) => ofAnother.opened(nth, ALL))).toEqual([THEN + 3, THEN + 1, null]);
    });

    it("remembers the latest raid", async () => {
      expect((await look(MIA)).raid()).toBeNull();
      await asks(1, THEN, null, { since: THEN, until: THEN + 100 });
      await asks(2, THEN, null, { since: THEN, until: THEN + 200 });
      await bench.reopen();
      expect((await look(MIA)).raid()).toEqual({ since: THEN, until: THEN + 200 });
      await asks(1, THEN, null, { since: THEN + 500, until: THEN + 600 });
      await asks(1, THEN);
      expect((await look(MIA)).raid()).toEqual({ since: THEN + 500, until: THEN + 600 });
    });

    it("stores nothing of an arrival whose decision is refused", async () => {
      await bench.ledger.accept([wrote(newcomer(1), "1")]);
      const refused = bench.ledger.decideNext(newcomer(1), ({ member }) =>
        decision({
          arrival: { askedAt: THEN, openedAt: THEN, raid: { since: THEN, until: THEN } },
          member: { ...member, id: MIA },
        }),
      );
      await expect(refused).rejects.toBeInstanceOf(Error);
      const { asked, opened, raid } = await look(MIA);
      expect([asked(1, ALL), opened(1, ALL), raid()]).toEqual([null, null, null]);
    });
  });
}
