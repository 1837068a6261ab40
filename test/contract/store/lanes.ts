import { describe, expect, it } from "vitest";
import type { Direction } from "../../../src/bridge/effect.ts";
import type { Decision, Due, Learned, Settlement } from "../../../src/bridge/ports.ts";
import { Failure } from "../../../src/domain/failure.ts";
import type {
  ConversationId,
  MemberId,
  PlaceId,
  TaskId,
  TransportConversationId,
} from "../../../src/domain/ids.ts";
import type { Bench } from "./bench.ts";
import {
  MIA,
  NOAH,
  THEN,
  answered,
  conversationOf,
  decision,
  ensure,
  failed,
  opening,
  post,
  say,
  wrote,
} from "./samples.ts";

const DONE: Settlement = { outcome: "done", remoteId: null };
const FAILURE = new Failure("network.timeout", "no answer in time");

const textOf = ({ effect }: Due) => ("text" in effect ? effect.text : effect.kind);

export function laneContract(bench: Bench): void {
  const claim = (direction: Direction = "member", memberId: MemberId = MIA) =>
    bench.ledger.claim({ memberId, direction });

  /** What the lane gives now; fails the test when nothing is due. */
  const due = async (direction: Direction = "member", memberId: MemberId = MIA): Promise<Due> => {
    const claimed = await claim(direction, memberId);
    if (claimed.state !== "due") throw new Error(`expected something due, but the lane is ${claimed.state}`);
    return claimed.due;
  };

  let written = 0;
  /** Has Mia write, and decides it so. */
  const decide = async (
    make: (...given: Parameters<ReturnType<typeof opening>>) => Decision,
    memberId = MIA,
  ) => {
    written += 1;
    await bench.ledger.accept([wrote(memberId, `lane-${written}`)]);
    await bench.ledger.decideNext(memberId, make);
  };
  const saying = (...texts: string[]) => decide(() => decision({ effects: texts.map((text) => say(text)) }));

  describe("claim", () => {
    it("holds back what goes out on the agents' side, and what is behind it, until then", async () => {
      const until = bench.now + 60_000;
      await decide(opening((_, { id }) => ({ heldUntil: until, effects: [ensure(id), say("at once", id)] })));
      await decide(opening((_, { id }) => ({ effects: [post("behind it", id)] })));
      expect(textOf(await due("member"))).toBe("at once");
      expect(await claim("agent")).toEqual({ state: "later", at: until });
      bench.now = until;
      expect(textOf(await due("agent"))).toBe("conversation.ensure");
    });

    it("gives a lane's effects in the order decided, one at a time", async () => {
      await saying("1", "2");
      await saying("3");
      for (const text of ["1", "2", "3"]) {
        expect(textOf(await due())).toBe(text);
        const again = await due();
        expect(textOf(again)).toBe(text);
        await bench.ledger.settle(again.effectId, DONE);
      }
      expect(await claim()).toEqual({ state: "empty" });
    });

    it("keeps directions and members apart", async () => {
      await decide(opening((_, { id }) => ({ effects: [post("to agent", id), say("to member", id)] })));
      await decide(() => decision({ effects: [say("to noah")] }), NOAH);
      expect(textOf(await due("agent"))).toBe("to agent");
      expect(textOf(await due("member"))).toBe("to member");
      expect(textOf(await due("member", NOAH))).toBe("to noah");
      expect(await claim("assistant")).toEqual({ state: "empty" });
    });

    it("gives everything a try needs, as it stands now, with the epoch of the decision", async () => {
      await decide(opening((_, { id }) => ({ effects: [say("under epoch 4", id)] }), { epoch: 4 }));
      bench.now = THEN + 5;
      await decide(({ conversation, member }) =>
        decision({
          member: { ...member, displayName: "Mia II" },
          conversation: { ...(conversation ?? conversationOf({ member })), epoch: 5 },
        }),
      );
      expect(await due()).toMatchObject({
        memberId: MIA,
        effect: say("under epoch 4", `c-${MIA}-1` as ConversationId),
        epoch: 4,
        attempts: 0,
        inDoubt: false,
        decidedAt: THEN,
        member: { id: MIA, displayName: "Mia II" },
        conversation: { epoch: 5 },
      });
    });

    it("puts an effect under the epoch that its own decision raised", async () => {
      await decide(opening());
      await decide(({ conversation, member }) => {
        const raised = { ...(conversation ?? conversationOf({ member })), epoch: 1 };
        return decision({ conversation: raised, effects: [say("transferred", raised.id)] });
      });
      expect((await due()).epoch).toBe(1);
    });

    it("gives neither conversation nor epoch where an effect has none", async () => {
      await decide(opening(() => ({ effects: [say("greeting")] })));
      expect(await due()).toMatchObject({ conversation: null, epoch: null });
    });
  });

  describe("settle", () => {
    it("has a retried effect wait for its time, and nothing overtake it", async () => {
      await saying("first", "second");
      const { effectId } = await due();
      const at = THEN + 1000;
      await bench.ledger.settle(effectId, { outcome: "retry", at, failure: FAILURE, inDoubt: false });
      expect(await claim()).toEqual({ state: "later", at });
      bench.now = at;
      expect(await due()).toMatchObject({ effectId, attempts: 1, inDoubt: false });
    });

    it("takes a time with a fraction, never early", async () => {
      await saying("first");
      const { effectId } = await due();
      await bench.ledger.settle(effectId, {
        outcome: "retry",
        at: THEN + 0.5,
        failure: FAILURE,
        inDoubt: false,
      });
      expect(await claim()).toMatchObject({ state: "later" });
      bench.now = THEN + 1;
      expect(await due()).toMatchObject({ effectId });
    });

    it("stays in doubt once a try may have gone through", async () => {
      await saying("first");
      const { effectId } = await due();
      await bench.ledger.settle(effectId, { outcome: "retry", at: THEN, failure: FAILURE, inDoubt: true });
      expect(await due()).toMatchObject({ attempts: 1, inDoubt: true });
      await bench.ledger.settle(effectId, { outcome: "retry", at: THEN, failure: FAILURE, inDoubt: false });
      expect(await due()).toMatchObject({ attempts: 2, inDoubt: true });
    });

    it("puts in doubt what may have been begun when the ledger was opened, and nothing behind it", async () => {
      await saying("before", "behind");
      await bench.reopen();
      await saying("after");
      const before = await due();
      expect(before).toMatchObject({ attempts: 0, inDoubt: true });
      await bench.ledger.settle(before.effectId, DONE);
      const behind = await due();
      expect(behind).toMatchObject({ inDoubt: false });
      await bench.ledger.settle(behind.effectId, DONE);
      expect(await due()).toMatchObject({ inDoubt: false });
    });

    it("puts in doubt what may have been begun before others were put before it", async () => {
      await saying("replayed", "begun", "behind");
      const replayed = await due();
      const again = { outcome: "retry", at: THEN, failure: FAILURE, inDoubt: true } as const;
      await bench.ledger.settle(replayed.effectId, again);
      await bench.reopen();
      for (const inDoubt of [true, true, false]) {
        const { effectId, ...rest } = await due();
        expect(rest).toMatchObject({ inDoubt });
        await bench.ledger.settle(effectId, DONE);
      }
    });

    it("lets the lane pass what was dropped or parked", async () => {
      await saying("dropped", "parked", "next");
      await bench.ledger.settle((await due()).effectId, { outcome: "dropped", reason: "the epoch is over" });
      await bench.ledger.settle((await due()).effectId, { outcome: "parked", failure: FAILURE });
      expect(textOf(await due())).toBe("next");
      expect((await bench.ledger.unfinished()).lanes).toEqual([{ memberId: MIA, direction: "member" }]);
    });

    it("stores what was learned of conversation and member", async () => {
      await decide(opening((_, { id }) => ({ effects: [ensure(id), say("hi", id), say("next")] })));
      const id = "CH42" as TransportConversationId;
      await bench.ledger.settle((await due("agent")).effectId, {
        outcome: "done",
        remoteId: id,
        learned: { transportConversationId: id, taskId: "WT7" as TaskId, requestPosted: true },
      });
      await bench.ledger.settle((await due()).effectId, {
        outcome: "done",
        remoteId: null,
        learned: { placeId: "dm-new" as PlaceId },
      });
      await bench.reopen();
      const expected = { transportConversationId: id, taskId: "WT7", requestPosted: true };
      expect(await bench.ledger.conversationOf(id)).toMatchObject(expected);
      expect(await due()).toMatchObject({ effect: { text: "next" }, member: { placeId: "dm-new" } });
    });

    it("keeps what was learned earlier when something else is learned", async () => {
      const id = "CH1" as TransportConversationId;
      const learnings: readonly Learned[] = [
        { transportConversationId: id },
        { taskId: "WT1" as TaskId },
        { requestPosted: true },
        { transportConversationId: id },
        { placeId: "dm-other" as PlaceId },
      ];
      await decide(opening((_, conversation) => ({ effects: learnings.map(() => ensure(conversation.id)) })));
      for (const learned of learnings) {
        await bench.ledger.settle((await due("agent")).effectId, {
          outcome: "done",
          remoteId: null,
          learned,
        });
      }
      const all = { transportConversationId: id, requestPosted: true, taskId: "WT1" };
      expect(await bench.ledger.conversationOf(id)).toMatchObject(all);
    });

    it("refuses to learn of a conversation from an effect that is for none, and stays unsettled", async () => {
      await decide(opening(() => ({ effects: [say("greeting")] })));
      const learned = { taskId: "WT1" as TaskId, placeId: "dm-wrong" as PlaceId };
      const { effectId } = await due();
      await expect(
        bench.ledger.settle(effectId, { outcome: "done", remoteId: null, learned }),
      ).rejects.toBeInstanceOf(Error);
      expect(await due()).toMatchObject({ effectId, member: { placeId: `dm-${MIA}` } });
    });

    it("accepts what follows from a try with it, duplicates apart", async () => {
      await decide(opening((_, { id }) => ({ effects: [say("1", id), say("2", id)] })));
      const answer = answered(MIA, `c-${MIA}-1`, "a1");
      const loss = failed("e2", 2);
      const first = await bench.ledger.settle((await due()).effectId, {
        outcome: "done",
        remoteId: "m1",
        events: [answer],
      });
      const second = await bench.ledger.settle((await due()).effectId, {
        outcome: "parked",
        failure: FAILURE,
        events: [answer, loss],
      });
      expect(first).toEqual([{ state: "new", memberId: MIA }]);
      expect(second).toEqual([{ state: "duplicate" }, { state: "new", memberId: MIA }]);
      expect((await bench.ledger.decideNext(MIA, () => decision()))?.entry.event).toEqual(answer);
      expect((await bench.ledger.decideNext(MIA, () => decision()))?.entry.event).toEqual(loss);
    });

    it("changes nothing when the effect is settled already or unknown", async () => {
      await saying("once", "next");
      const { effectId } = await due();
      await bench.ledger.settle(effectId, { outcome: "parked", failure: FAILURE });
      const late: readonly Settlement[] = [
        {
          outcome: "done",
          remoteId: null,
          learned: { placeId: "wrong" as PlaceId },
          events: [wrote(NOAH, "late")],
        },
        { outcome: "retry", at: THEN, failure: FAILURE, inDoubt: true },
        { outcome: "dropped", reason: "late" },
        { outcome: "parked", failure: FAILURE, events: [wrote(NOAH, "late")] },
      ];
      for (const settlement of late) {
        expect(await bench.ledger.settle(effectId, settlement)).toEqual([]);
        expect(await bench.ledger.settle(987_654, settlement)).toEqual([]);
      }
      expect(await due()).toMatchObject({ effect: { text: "next" }, member: { placeId: `dm-${MIA}` } });
      expect((await bench.ledger.unfinished()).members).toEqual([]);
    });
  });
}
