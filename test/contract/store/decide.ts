import { caseRules } from "../../cases/rules.ts";
import { describe, expect, it } from "vitest";
import type { Decision, Entry, Settlement, Situation } from "../../../src/bridge/ports.ts";
import { untouchedDesk, type Conversation } from "../../../src/domain/conversation.ts";
import type { Happening } from "../../../src/domain/event.ts";
import { Failure } from "../../../src/domain/failure.ts";
import type {
  CaseNumber,
  ConversationId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
} from "../../../src/domain/ids.ts";
import type { Bench } from "./bench.ts";
import {
  MIA,
  NOAH,
  THEN,
  agentWrote,
  answered,
  caseOf,
  conversationOf,
  decision,
  ensure,
  ignoring,
  opening,
  say,
  wrote,
} from "./samples.ts";

const OURS = "CH0001" as TransportConversationId;

export function decideContract(bench: Bench): void {
  /** Decides the next event as `decide` says and returns what it was shown. */
  const look = async (memberId = MIA, decide: (situation: Situation) => Decision = () => decision()) => {
    const seen: { situation: Situation; entry: Entry }[] = [];
    await bench.ledger.decideNext(memberId, (situation, entry) => {
      seen.push({ situation, entry });
      return decide(situation);
    });
    return seen[0];
  };

  describe("decideNext", () => {
    it("takes the member's oldest undecided event, each once", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2"), wrote(MIA, "3")]);
      const first = await bench.ledger.decideNext(MIA, () => decision());
      const second = await bench.ledger.decideNext(MIA, ignoring("enough"));
      expect(first?.entry.event.sourceId).toBe("1");
      expect(second).toMatchObject({ entry: { event: { sourceId: "3" } }, ignored: "enough" });
      expect(second?.entry.seq).toBeGreaterThan(first?.entry.seq ?? Infinity);
      expect(await bench.ledger.decideNext(MIA, () => decision())).toBeNull();
    });

    it("lets no two deciders decide the same event", async () => {
      const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
      await bench.ledger.accept(ids.map((id) => wrote(MIA, id)));
      const decided = await Promise.all(
        Array.from({ length: 40 }, () => bench.ledger.decideNext(MIA, () => decision())),
      );
      const seen = decided.flatMap((one) => (one === null ? [] : [one.entry.event.sourceId]));
      expect(seen).toEqual(ids);
    });

    it("says which directions have new effects, and whether timers were set", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), wrote(MIA, "2")]);
      const busy = await bench.ledger.decideNext(
        MIA,
        opening((_, { id }) => ({
          effects: [ensure(id), say("hello", id), say("again", id)],
          timers: [{ timer: "answer", conversationId: id, subject: "", dueAt: THEN }],
        })),
      );
      expect(busy).toMatchObject({ ignored: null, directions: ["agent", "member"], timers: true });
      const quiet = await bench.ledger.decideNext(MIA, () => decision());
      expect(quiet).toMatchObject({ directions: [], timers: false });
    });

    it("keeps the event for another time when choosing throws, with nothing stored", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2")]);
      const failing = bench.ledger.decideNext(MIA, () => {
        throw new Error("no idea");
      });
      const neighbour = bench.ledger.decideNext(NOAH, () => decision());
      await expect(failing).rejects.toThrow("no idea");
      expect(await neighbour).not.toBeNull();
      expect((await look())?.entry.event.sourceId).toBe("1");
    });

    const unfit: [string, (situation: Situation) => Partial<Decision>][] = [
      ["a case of another number", (s) => ({ changedCase: caseOf(s, conversationOf(s), 99 as CaseNumber) })],
      ["another member", (s) => ({ member: { ...s.member, id: NOAH } })],
      ["another member's conversation", (s) => ({ conversation: { ...conversationOf(s), memberId: NOAH } })],
      [
        "an effect for an unknown conversation",
        () => ({ effects: [say("hi"), ensure("c-none" as ConversationId)] }),
      ],
      [
        "a timer for an unknown conversation",
        () => ({
          timers: [{ timer: "t", conversationId: "c-none" as ConversationId, subject: "", dueAt: 1 }],
        }),
      ],
    ];
    it.each(unfit)("stores nothing of a decision with %s", async (_, make) => {
      await bench.ledger.accept([wrote(NOAH, "0"), wrote(MIA, "1")]);
      await expect(bench.ledger.decideNext(MIA, opening(make))).rejects.toBeInstanceOf(Error);
      expect(await bench.ledger.claim({ memberId: MIA, direction: "member" })).toEqual({ state: "empty" });
      const again = await look();
      expect(again?.entry.event.sourceId).toBe("1");
      expect(again?.situation).toMatchObject({
        conversation: null,
        nextCaseNumber: 1,
        member: { conversations: 0 },
      });
    });
  });

  describe("the situation", () => {
    it("holds the member and the open conversation as stored, whole", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), wrote(MIA, "2")]);
      let stored: Conversation | undefined;
      await look(MIA, (situation) => {
        stored = conversationOf(situation, {
          answering: "agent",
          epoch: 3,
          transportConversationId: OURS,
          taskId: "WT1" as TaskId,
          caseNumber: 1 as CaseNumber,
          agentName: "Alex",
          owed: [{ postId: "1" as PostId, text: "where is my sword?" }],
          requestPosted: true,
          desk: { ...untouchedDesk, talk: "held", queue: { position: 2, minutes: null }, guests: ["sue"] },
          card: { version: 3, placeId: "dm" as PlaceId, postId: "9" as PostId, fact: "joined" },
          follows: `c-${MIA}-9` as ConversationId,
        });
        const member = { ...situation.member, conversations: 1, displayName: "Mia of Ash" };
        return decision({ member, conversation: stored });
      });
      await bench.reopen();
      const seen = await look();
      expect(seen?.situation.conversation).toEqual(stored);
      expect(seen?.situation.member).toMatchObject({ conversations: 1, displayName: "Mia of Ash" });
    });

    it("leaves an ended conversation out, unless the event is about that one", async () => {
      await bench.ledger.accept([wrote(MIA, "1")]);
      await look(
        MIA,
        opening(undefined, { transportConversationId: OURS, answering: "ended", endedAt: THEN }),
      );
      const conversationId = `c-${MIA}-1`;
      await bench.ledger.accept([
        wrote(MIA, "2"),
        agentWrote(OURS, "IM1"),
        answered(MIA, conversationId, "a1"),
      ]);
      expect((await look())?.situation.conversation).toBeNull();
      expect((await look())?.situation.conversation).toMatchObject({
        id: conversationId,
        answering: "ended",
      });
      expect((await look())?.situation.conversation).toMatchObject({
        id: conversationId,
        answering: "ended",
      });
    });

    it("shows the conversation an event is about, not the one that is open by now", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), wrote(MIA, "2")]);
      await look(
        MIA,
        opening(undefined, { transportConversationId: OURS, answering: "ended", endedAt: THEN }),
      );
      await look(MIA, opening());
      await bench.ledger.accept([agentWrote(OURS, "IM1"), wrote(MIA, "3")]);
      expect((await look())?.situation.conversation?.ordinal).toBe(1);
      expect((await look())?.situation.conversation?.ordinal).toBe(2);
    });

    it("tells which messages the assistant answered, or is about to, in this conversation", async () => {
      const told = ["said", "waits", "out of date", "ignored", "left to a human", "parked"];
      const answers = told.map((id) => answered(MIA, `c-${MIA}-1`, id));
      const left = answers.find(({ sourceId }) => sourceId === "left to a human");
      const events = answers.map((one) =>
        one === left ? { ...one, happening: { ...one.happening, handoff: true } as Happening } : one,
      );
      const lane = { memberId: MIA, direction: "member" } as const;
      const settle = async (settlement: Settlement) => {
        const claim = await bench.ledger.claim(lane);
        if (claim.state === "due") await bench.ledger.settle(claim.due.effectId, settlement);
      };
      const saying = (epoch: number) => (situation: Situation) => {
        const conversation = { ...(situation.conversation ?? conversationOf(situation)), epoch };
        return decision({ conversation, effects: [say("an answer", conversation.id)] });
      };
      await bench.ledger.accept([wrote(MIA, "1")]);
      await look(MIA, opening());
      await bench.ledger.accept([...events, wrote(MIA, "2")]);
      for (const { sourceId } of events) {
        if (sourceId === "ignored") await look(MIA, () => decision({ ignored: "too late" }));
        else await look(MIA, saying(sourceId === "out of date" ? 1 : 2));
        if (sourceId === "said") await settle({ outcome: "done", remoteId: "m1" });
      }
      await bench.reopen();
      const seen = await look();
      const posts = [...told, "1"] as PostId[];
      expect(posts.filter((post) => seen?.situation.answered(post))).toEqual(["said", "waits", "parked"]);
      await settle({ outcome: "done", remoteId: "m2" });
      await settle({ outcome: "dropped", reason: "its epoch is over" });
      await settle({ outcome: "done", remoteId: "m3" });
      await settle({ outcome: "parked", failure: new Failure("member.unreachable", "closed") });
      await bench.ledger.accept([wrote(MIA, "3")]);
      const later = await look();
      expect(posts.filter((post) => later?.situation.answered(post))).toEqual(["said", "waits"]);
    });

    it("stores the end of one conversation with the beginning of the next", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), wrote(MIA, "2"), wrote(MIA, "3")]);
      await look(MIA, opening());
      await look(MIA, (situation) => {
        const { conversation: first, member } = situation;
        if (first === null) throw new Error("the first one is not shown");
        const ended: Conversation = { ...first, answering: "ended", endedAt: THEN };
        const conversation = conversationOf(situation);
        return decision({ ended, conversation, member: { ...member, conversations: 2 } });
      });
      const seen = await look();
      expect(seen?.situation.conversation).toMatchObject({ ordinal: 2, answering: "assistant" });
      expect(seen?.situation.open).toEqual(seen?.situation.conversation);
    });

    it("counts cases over all members, shows the conversation's newest one, and has news of it to decide", async () => {
      await bench.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2"), wrote(MIA, "3")]);
      const handOff = opening((situation, conversation) => ({
        changedCase: caseOf(situation, conversation),
      }));
      expect((await look(MIA, handOff))?.situation).toMatchObject({ latestCase: null, nextCaseNumber: 1 });
      await bench.reopen();
      expect((await look(NOAH, handOff))?.situation).toMatchObject({ latestCase: null, nextCaseNumber: 2 });
      const seen = await look();
      expect(seen?.situation).toMatchObject({
        latestCase: { number: 1, memberId: MIA, title: "case 1 of Mia", status: "open", rating: null },
        nextCaseNumber: 3,
      });
      expect((await look())?.entry.event).toMatchObject({
        source: "case",
        sourceId: "1.1",
        happening: { kind: "case.changed", caseNumber: 1, changes: [{ field: "opened", to: "handoff" }] },
      });
    });
  });

  it("keeps what a member thought of a case, and shows it to the conversation that goes on with it", async () => {
    await bench.ledger.accept([wrote(MIA, "1"), wrote(MIA, "2"), wrote(MIA, "3")]);
    await look(
      MIA,
      opening((situation, conversation) => ({ changedCase: caseOf(situation, conversation) }), {
        caseNumber: 1 as CaseNumber,
        answering: "ended",
        endedAt: THEN,
      }),
    );
    const rating = { score: 4, comment: "kind and quick" };
    const again = { caseNumber: 1 as CaseNumber, follows: `c-${MIA}-1` as ConversationId };
    await look(
      MIA,
      opening(() => ({}), again),
    );
    await look(MIA, ({ latestCase }) => {
      if (latestCase === null) throw new Error("the case is not shown");
      const rated = caseRules.change(latestCase, { do: "rate", rating }, { by: "flexcord" }, THEN);
      return decision({ changedCase: rated });
    });
    await bench.reopen();
    expect((await look())?.situation).toMatchObject({
      conversation: again,
      latestCase: { number: 1, rating, version: 2 },
    });
  });

  describe("unfinished", () => {
    it("names members with undecided events and lanes with effects to carry out", async () => {
      expect(await bench.ledger.unfinished()).toEqual({ members: [], lanes: [] });
      await bench.ledger.accept([wrote(MIA, "1"), wrote(MIA, "2"), wrote(NOAH, "3")]);
      await look(
        MIA,
        opening((_, { id }) => ({ effects: [ensure(id), say("a", id), say("b", id)] })),
      );
      await look(NOAH);
      await bench.reopen();
      const { members, lanes } = await bench.ledger.unfinished();
      expect(members).toEqual([MIA]);
      expect(lanes).toHaveLength(2);
      expect(lanes).toEqual(
        expect.arrayContaining([
          { memberId: MIA, direction: "agent" },
          { memberId: MIA, direction: "member" },
        ]),
      );
    });
  });
}
