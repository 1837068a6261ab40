import { describe, expect, it } from "vitest";
import type { GatewayCheckpoint, Situation } from "../../../src/bridge/ports.ts";
import { blankGateMemory } from "../../../src/domain/conversation.ts";
import type {
  ConversationId,
  InteractionId,
  MemberId,
  PlaceId,
  TransportConversationId,
} from "../../../src/domain/ids.ts";
import type { Bench } from "./bench.ts";
import { MIA, NOAH, agentWrote, answered, decision, event, ignoring, opening, wrote } from "./samples.ts";

const CHECKPOINT: GatewayCheckpoint = {
  sessionId: "s1",
  sequence: 7,
  resumeUrl: "wss://127.0.0.1/gateway",
  shardId: 0,
  shardCount: 1,
};

const placeOpened = (id: string, memberId: MemberId) =>
  event("bridge", id, { kind: "place.opened", memberId, interactionId: null });

const OURS = "CH0001" as TransportConversationId;

export function acceptContract(bench: Bench): void {
  /** Opens a conversation of Mia's that the agent's side knows as `OURS`. */
  const openConversation = async () => {
    await bench.ledger.accept([wrote(MIA, "opening")]);
    await bench.ledger.decideNext(MIA, opening(undefined, { transportConversationId: OURS }));
  };

  const memberNow = async () => {
    let seen: Situation | undefined;
    await bench.ledger.decideNext(MIA, (situation) => {
      seen = situation;
      return decision({ ignored: "looked" });
    });
    return seen?.member;
  };

  describe("accept", () => {
    it("yields the members who have something new, in the order given", async () => {
      const results = await bench.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2"), wrote(MIA, "3")]);
      expect(results).toEqual([
        { state: "new", memberId: MIA },
        { state: "new", memberId: NOAH },
        { state: "new", memberId: MIA },
      ]);
    });

    it("ends duplicates: within a call, later, concurrently and after a restart", async () => {
      const twice = await bench.ledger.accept([wrote(MIA, "1"), wrote(MIA, "1")]);
      expect(twice.map(({ state }) => state)).toEqual(["new", "duplicate"]);
      await bench.reopen();
      const many = await Promise.all(
        Array.from({ length: 20 }, () => bench.ledger.accept([wrote(MIA, "1"), wrote(MIA, "2")])),
      );
      expect(many.flat().filter(({ state }) => state === "new")).toHaveLength(1);
      expect(await bench.ledger.decideNext(MIA, ignoring("counted"))).not.toBeNull();
      expect(await bench.ledger.decideNext(MIA, ignoring("counted"))).not.toBeNull();
      expect(await bench.ledger.decideNext(MIA, ignoring("counted"))).toBeNull();
    });

    it("tells the same id of two sources apart", async () => {
      await openConversation();
      const fromDiscord = await bench.ledger.accept([wrote(MIA, "same")]);
      const fromTransport = await bench.ledger.accept([agentWrote(OURS, "same")]);
      expect([...fromDiscord, ...fromTransport].map(({ state }) => state)).toEqual(["new", "new"]);
    });

    it("gives back what was accepted, every field of it", async () => {
      const text = "naïve 👩‍🚀 \u0000 \ud800 'quoted' \n";
      const original = wrote(MIA, "1", { text, locale: "sv-SE", displayName: "Mia \ud83d 💫" });
      await bench.ledger.accept([original]);
      await bench.reopen();
      const decided = await bench.ledger.decideNext(MIA, ignoring("seen"));
      expect(decided?.entry.event).toEqual(original);
    });

    it("finds a transport event's member through the conversation", async () => {
      await openConversation();
      expect(await bench.ledger.accept([agentWrote(OURS, "IM1")])).toEqual([{ state: "new", memberId: MIA }]);
    });

    it("ignores what belongs to no conversation of ours, and keeps ignoring it", async () => {
      const stranger = agentWrote("CH9999", "IM9");
      const [first] = await bench.ledger.accept([stranger]);
      expect(first).toMatchObject({ state: "ignored", reason: expect.any(String) });
      expect(await bench.ledger.accept([stranger])).toEqual([{ state: "duplicate" }]);
      expect((await bench.ledger.unfinished()).members).toEqual([]);
    });

    it("ignores an inner event about nobody's conversation, or another member's", async () => {
      await openConversation();
      await bench.ledger.accept([wrote(NOAH, "n1")]);
      const results = await bench.ledger.accept([
        answered(MIA, "c-unknown", "1"),
        answered(NOAH, `c-${MIA}-1`, "2"),
        answered(MIA, `c-${MIA}-1`, "3"),
      ]);
      expect(results.map(({ state }) => state)).toEqual(["ignored", "ignored", "new"]);
    });

    it("takes an inner event without a conversation as the member's, if it knows them", async () => {
      await bench.ledger.accept([wrote(MIA, "1")]);
      const results = await bench.ledger.accept([placeOpened("a", MIA), placeOpened("b", NOAH)]);
      expect(results.map(({ state }) => state)).toEqual(["new", "ignored"]);
    });
  });

  describe("accept remembers the member", () => {
    it("as they first come", async () => {
      await bench.ledger.accept([wrote(MIA, "1", { locale: "de" })]);
      expect(await memberNow()).toEqual({
        id: MIA,
        displayName: "Mia",
        locale: "de",
        placeId: `dm-${MIA}`,
        threadId: null,
        conversations: 0,
        gate: blankGateMemory,
      });
    });

    it("with what later events add, and keeps what they leave out", async () => {
      await bench.ledger.accept([
        wrote(MIA, "1", { locale: "de" }),
        event("discord", "2", {
          kind: "member.commanded",
          memberId: MIA,
          displayName: "Mia Q",
          interactionId: "2" as InteractionId,
          command: "helpme",
        }),
      ]);
      await bench.reopen();
      const expected = { displayName: "Mia Q", locale: "de", placeId: `dm-${MIA}` };
      expect(await memberNow()).toMatchObject(expected);
    });

    it("without a place until one is known", async () => {
      const commanded = event("discord", "1", {
        kind: "member.commanded",
        memberId: MIA,
        displayName: "Mia",
        locale: "fr",
        interactionId: "1" as InteractionId,
        command: "helpme",
      });
      await bench.ledger.accept([commanded]);
      expect(await memberNow()).toMatchObject({ locale: "fr", placeId: null });
    });

    it("but learns nothing from a duplicate", async () => {
      await bench.ledger.accept([wrote(MIA, "1")]);
      await bench.ledger.accept([wrote(MIA, "1", { displayName: "Old name", placeId: "other" as PlaceId })]);
      expect(await memberNow()).toMatchObject({ displayName: "Mia", placeId: `dm-${MIA}` });
    });
  });

  describe("checkpoint", () => {
    it("is none at first, is stored with events, and stays when none is given", async () => {
      expect(await bench.ledger.checkpoint()).toBeNull();
      await bench.ledger.accept([wrote(MIA, "1")], CHECKPOINT);
      await bench.ledger.accept([wrote(MIA, "2")]);
      await bench.reopen();
      expect(await bench.ledger.checkpoint()).toEqual(CHECKPOINT);
    });

    it("moves without events too, and is forgotten for null", async () => {
      await bench.ledger.accept([], CHECKPOINT);
      await bench.ledger.accept([], { ...CHECKPOINT, sequence: 8 });
      expect(await bench.ledger.checkpoint()).toEqual({ ...CHECKPOINT, sequence: 8 });
      await bench.ledger.accept([], null);
      expect(await bench.ledger.checkpoint()).toBeNull();
    });
  });

  describe("conversationOf", () => {
    it("finds ours and no other", async () => {
      await openConversation();
      const expected = { id: `c-${MIA}-1` as ConversationId, memberId: MIA };
      expect(await bench.ledger.conversationOf(OURS)).toMatchObject(expected);
      expect(await bench.ledger.conversationOf("CH9999" as TransportConversationId)).toBeNull();
    });
  });
}
