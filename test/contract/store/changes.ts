import { describe, expect, it } from "vitest";
import type { Effect } from "../../../src/bridge/effect.ts";
import type { Due, Earlier } from "../../../src/bridge/ports.ts";
import type { ConversationId, PlaceId, PostId, TransportConversationId } from "../../../src/domain/ids.ts";
import type { Bench } from "./ledger.ts";
import { conversationOf, decision, event, MIA, opening, post, wrote } from "./samples.ts";

const PLACE = `dm-${MIA}` as PlaceId;
const FLEX = "CH1" as TransportConversationId;
const id = (name: string) => name as PostId;

const edited = (name: string, when: number, text: string) =>
  event("discord", `${name}:edit:${when}`, {
    kind: "member.edited",
    memberId: MIA,
    displayName: "Mia",
    placeId: PLACE,
    postId: id(name),
    text,
  });
const deleted = (name: string) =>
  event("discord", `${name}:deleted`, { kind: "member.deleted", placeId: PLACE, postId: id(name) });

/** What the ledger knows of a message when it is changed, and of what became of it on the other side. */
export function changeContract(bench: Bench): void {
  const decide = async (effects: (conversationId: ConversationId) => readonly Effect[] = () => []) => {
    let seen: { readonly earlier: Earlier | null; readonly conversation: ConversationId | null } | null =
      null;
    await bench.ledger.decideNext(MIA, (situation) => {
      const { earlier, conversation } = situation;
      seen = { earlier, conversation: conversation?.id ?? null };
      return conversation === null ? decision() : decision({ effects: effects(conversation.id) });
    });
    return seen as { readonly earlier: Earlier | null; readonly conversation: ConversationId | null } | null;
  };
  const open = async (...names: readonly string[]) => {
    await bench.ledger.accept([wrote(MIA, "opening")]);
    await bench.ledger.decideNext(
      MIA,
      opening(
        (_, conversation) => ({
          effects: names.map((name, part) => ({ ...post(name, conversation.id), postId: id("p"), part })),
        }),
        { transportConversationId: FLEX },
      ),
    );
  };
  const due = async (): Promise<Due> => {
    const claim = await bench.ledger.claim({ memberId: MIA, direction: "agent" });
    if (claim.state !== "due") throw new Error(`the lane is ${claim.state}`);
    return claim.due;
  };
  const done = async (remoteIds: readonly string[]) => {
    const { effectId } = await due();
    const remoteId = remoteIds.at(-1) ?? null;
    await bench.ledger.settle(effectId, { outcome: "done", remoteId, remoteIds });
  };
  const removal = (conversationId: ConversationId): Effect => ({
    kind: "post.remove",
    direction: "agent",
    conversationId,
    postId: id("p"),
    before: null,
  });

  describe("a change of a message", () => {
    it("is decided with what it said last, and in the conversation it went into", async () => {
      await open();
      await bench.ledger.accept([wrote(MIA, "p"), edited("p", 100, "second"), edited("p", 200, "third")]);
      expect((await decide())?.earlier).toBeNull();
      expect(await decide()).toEqual({
        earlier: { text: "text of p", deleted: false },
        conversation: conversationOf({ member: { id: MIA, conversations: 0 } as never }).id,
      });
      expect((await decide())?.earlier).toEqual({ text: "second", deleted: false });
    });

    it("that comes first is what the message itself finds", async () => {
      await bench.ledger.accept([wrote(MIA, "other"), deleted("p"), wrote(MIA, "p")]);
      await decide();
      expect((await decide())?.earlier).toBeNull();
      expect((await decide())?.earlier).toEqual({ text: null, deleted: true });
    });

    it("of somebody nobody knows is ignored", async () => {
      expect(await bench.ledger.accept([deleted("p")])).toMatchObject([{ state: "ignored" }]);
    });

    it("is carried out with all that became of the message, the last of each part, also after a restart", async () => {
      await open("text", "file");
      await done(["IM1", "IM2"]);
      await done(["IM3"]);
      await bench.ledger.accept([deleted("p"), wrote(MIA, "q")]);
      await decide();
      await decide(() => []);
      await bench.ledger.accept([wrote(MIA, "r")]);
      await decide((conversationId) => [removal(conversationId)]);
      await bench.reopen();
      expect((await due()).carried).toEqual([
        { part: 0, ids: ["IM1", "IM2"], conversation: FLEX },
        { part: 1, ids: ["IM3"], conversation: FLEX },
      ]);
    });

    it("is decided in the conversation that the message was carried into, and finds the line there", async () => {
      await open("words");
      await bench.ledger.settle((await due()).effectId, { outcome: "dropped", reason: "it is closed" });
      const NEXT = "CH2" as TransportConversationId;
      const carriedOver = opening(
        ({ conversation }, { id: next }) => ({
          ...(conversation === null ? {} : { ended: { ...conversation, answering: "ended" as const } }),
          effects: [{ ...post("words", next), postId: id("p") }],
        }),
        { transportConversationId: NEXT },
      );
      await bench.ledger.accept([wrote(MIA, "p"), edited("p", 100, "second")]);
      await bench.ledger.decideNext(MIA, carriedOver);
      await done(["IM9"]);
      const second = conversationOf({ member: { id: MIA, conversations: 1 } as never }).id;
      const seen = await decide((conversationId) => [removal(conversationId)]);
      expect(seen).toEqual({ earlier: { text: "text of p", deleted: false }, conversation: second });
      expect((await due()).carried).toEqual([{ part: 0, ids: ["IM9"], conversation: NEXT }]);
    });

    it("is known of a message that could not be delivered", async () => {
      await open();
      await bench.ledger.accept([wrote(MIA, "p"), edited("p", 100, "second"), deleted("p")]);
      for (let told = 0; told < 3; told += 1) await decide();
      const conversationId = conversationOf({ member: { id: MIA, conversations: 0 } as never }).id;
      const lost = { postId: id("p"), text: "text of p" };
      const about = { side: "agent", code: "twilio.closed", interactionId: null, post: lost } as const;
      const happening = { kind: "delivery.failed", memberId: MIA, conversationId, ...about } as const;
      await bench.ledger.accept([event("bridge", "effect:1", happening)]);
      expect((await decide())?.earlier).toEqual({ text: "second", deleted: true });
    });

    it("that takes back what waits is known when its turn comes", async () => {
      await open("text");
      expect((await due()).withdrawn).toBe(false);
      await bench.ledger.accept([deleted("p")]);
      expect((await due()).withdrawn).toBe(true);
    });
  });
}
