import { describe, expect, it } from "vitest";
import type { ConversationId, PlaceId } from "../../../src/domain/ids.ts";
import type { Bench } from "./bench.ts";
import { MIA, NOAH, THEN, conversationOf, decision, event, opening, post, wrote } from "./samples.ts";

const DAY_MS = 24 * 3_600_000;

export function gapContract(bench: Bench): void {
  const placeOf = (memberId: string) => `dm-${memberId}` as PlaceId;

  describe("gaps", () => {
    it("are none where no place is known", async () => {
      expect(await bench.ledger.openGap()).toBeNull();
      expect(await bench.ledger.gap()).toBeNull();
    });

    it("begin with the last event of the member's side and last until closed, over a restart", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), { ...wrote(NOAH, "2"), at: THEN + 70 }]);
      await bench.ledger.accept([
        event("bridge", "b", { kind: "place.opened", memberId: MIA, interactionId: null }),
      ]);
      await bench.ledger.decideNext(MIA, opening());
      bench.now = THEN + 500;
      const gap = await bench.ledger.openGap();
      expect(gap?.since).toBe(THEN + 70);
      expect(new Set(gap?.places)).toEqual(
        new Set([
          { memberId: MIA, placeId: placeOf(MIA), conversationId: `c-${MIA}-1` as ConversationId },
          { memberId: NOAH, placeId: placeOf(NOAH), conversationId: null },
        ]),
      );
      await bench.ledger.accept([{ ...wrote(MIA, "3"), at: THEN + 400 }]);
      expect((await bench.ledger.openGap())?.since).toBe(THEN + 70);
      await bench.reopen();
      expect((await bench.ledger.gap())?.id).toBe(gap?.id);
      await bench.ledger.closeGap(gap?.id ?? 0);
      expect(await bench.ledger.gap()).toBeNull();
      expect((await bench.ledger.openGap())?.since).toBe(THEN + 400);
    });
  });

  describe("lines on the agent's side", () => {
    it("are accounted for as they arrive, beyond a gap too", async () => {
      await bench.ledger.accept([wrote(MIA, "1")]);
      await bench.ledger.decideNext(
        MIA,
        opening((_, { id }) => ({
          effects: [0, 2, 1].map((n) => post(`${n}`, id)),
        })),
      );
      const seen: unknown[] = [];
      for (const postedIndex of [0, 2, 1]) {
        const claim = await bench.ledger.claim({ memberId: MIA, direction: "agent" });
        if (claim.state !== "due") throw new Error(claim.state);
        await bench.ledger.settle(claim.due.effectId, {
          outcome: "done",
          remoteId: null,
          learned: { postedIndex },
        });
        await bench.ledger.accept([wrote(MIA, `look ${postedIndex}`)]);
        const decided = await bench.ledger.decideNext(MIA, () => decision());
        seen.push([decided?.conversation?.accountedTo, decided?.conversation?.ahead]);
      }
      expect(seen).toEqual([
        [0, []],
        [0, [{ index: 2, text: null }]],
        [2, []],
      ]);
    });

    it("are to be read where news may be: open, ended lately, or beyond a gap", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2")]);
      for (const memberId of [MIA, NOAH]) {
        await bench.ledger.decideNext(memberId, (situation) => {
          const made = conversationOf(situation, {
            transportConversationId: `CH-${memberId}` as never,
            ...(memberId === NOAH ? { answering: "ended", endedAt: THEN } : {}),
          });
          return decision({ conversation: made, member: { ...situation.member, conversations: 1 } });
        });
      }
      expect(new Set(await bench.ledger.conversationsToRead(THEN))).toEqual(
        new Set([`CH-${MIA}`, `CH-${NOAH}`]),
      );
      expect(await bench.ledger.conversationsToRead(THEN + DAY_MS)).toEqual([`CH-${MIA}`]);
    });
  });
}
