import { describe, expect, it } from "vitest";
import type { Effect } from "../../../src/bridge/effect.ts";
import type { Due, Earlier } from "../../../src/bridge/ports.ts";
import type { MemberFile } from "../../../src/domain/content.ts";
import type {
  ConversationId,
  FileId,
  PlaceId,
  PostId,
  TransportConversationId,
  TransportMessageId,
} from "../../../src/domain/ids.ts";
import type { Bench } from "./bench.ts";
import { conversationOf, decision, event, MIA, opening, post, say, THEN, wrote } from "./samples.ts";

const PLACE = `dm-${MIA}` as PlaceId;
const FLEX = "CH1" as TransportConversationId;
const id = (name: string) => name as PostId;

const edited = (name: string, when: number, text: string) => ({
  ...event("discord", `${name}:edit:${when}`, {
    kind: "member.edited",
    memberId: MIA,
    displayName: "Mia",
    placeId: PLACE,
    postId: id(name),
    text,
  }),
  at: THEN + when,
});
const file = (name: string): MemberFile => ({
  from: "member",
  placeId: PLACE,
  postId: id("p"),
  fileId: name as FileId,
  name: `${name}.png`,
  contentType: "image/png",
  bytes: 1,
  url: "",
});
/** A message with files, as it was written or changed then. */
const withFiles = (name: string, when: number, files: readonly string[]) => {
  const { event: base, at } = { event: edited(name, when, "see"), at: THEN + when };
  if (base.happening.kind !== "member.edited") throw new Error("not an edit");
  const happening = { ...base.happening, content: { files: files.map(file) } };
  return when === 0
    ? { ...base, sourceId: name, at, happening: { ...happening, kind: "member.wrote" as const } }
    : { ...base, at, happening };
};
const agents = (what: "wrote" | "edited" | "deleted", name: string, text: string, at = 0) => {
  const about = {
    transportConversationId: FLEX,
    transportMessageId: name as TransportMessageId,
    index: Number(name.slice(2)),
  };
  const suffix = { wrote: "", edited: `:edit:${at}`, deleted: ":deleted" }[what];
  const said = { ...about, author: "alex", text };
  const happening =
    what === "deleted"
      ? ({ kind: "agent.deleted", ...about } as const)
      : ({ kind: `agent.${what}`, ...said } as const);
  return { ...event("transport", `${name}${suffix}`, happening), at: THEN + at };
};
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
        earlier: { text: "text of p", at: THEN, deleted: false, files: [] },
        conversation: conversationOf({ member: { id: MIA, conversations: 0 } as never }).id,
      });
      expect((await decide())?.earlier).toMatchObject({ text: "second", at: THEN + 100, deleted: false });
    });

    it("that comes first is what the message itself finds", async () => {
      await bench.ledger.accept([wrote(MIA, "other"), deleted("p"), wrote(MIA, "p")]);
      await decide();
      expect((await decide())?.earlier).toBeNull();
      expect((await decide())?.earlier).toMatchObject({ text: null, deleted: true });
    });

    it("that was made later counts, whichever is told first", async () => {
      await open();
      await bench.ledger.accept([wrote(MIA, "p"), edited("p", 2_000, "third"), edited("p", 1_000, "second")]);
      await bench.ledger.accept([edited("p", 3_000, "fourth")]);
      for (let n = 0; n < 3; n += 1) await decide();
      expect((await decide())?.earlier).toMatchObject({ text: "third", at: THEN + 2_000 });
    });

    it("finds the files that are left, each with the part it was from the beginning", async () => {
      await open();
      await bench.ledger.accept([withFiles("p", 0, ["a", "b", "c"]), withFiles("p", 100, ["b", "c"])]);
      await bench.ledger.accept([withFiles("p", 200, ["c"]), deleted("p")]);
      const parts: unknown[] = [];
      for (let n = 0; n < 4; n += 1)
        parts.push((await decide())?.earlier?.files.map(({ part, file }) => `${part} ${file.fileId}`));
      expect(parts).toEqual([undefined, ["1 a", "2 b", "3 c"], ["2 b", "3 c"], ["3 c"]]);
    });

    it("of somebody nobody knows is ignored", async () => {
      expect(await bench.ledger.accept([deleted("p")])).toMatchObject([{ state: "ignored" }]);
    });

    it("in a place where the member talks no more is theirs, and leads nobody back there", async () => {
      const thread = "thread" as PlaceId;
      await bench.ledger.accept([wrote(MIA, "p"), wrote(MIA, "q", { placeId: thread })]);
      const results = await bench.ledger.accept([edited("p", 100, "second"), deleted("p")]);
      expect(results).toMatchObject([{ state: "new" }, { state: "new", memberId: MIA }]);
      let place: PlaceId | null = null;
      for (let n = 0; n < 4; n += 1)
        await bench.ledger.decideNext(MIA, ({ member }) => {
          place = member.placeId;
          return decision();
        });
      expect(place).toBe(thread);
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
      expect(seen).toMatchObject({ earlier: { text: "text of p", deleted: false }, conversation: second });
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
      expect((await decide())?.earlier).toMatchObject({ text: "second", deleted: true });
    });

    it("that takes back what waits is known when its turn comes", async () => {
      await open("text");
      expect((await due()).withdrawn).toBe(false);
      await bench.ledger.accept([deleted("p")]);
      expect((await due()).withdrawn).toBe(true);
    });

    it("that takes a file off a message takes back the file alone", async () => {
      await bench.ledger.accept([wrote(MIA, "opening")]);
      await bench.ledger.decideNext(
        MIA,
        opening((_, { id: conversationId }) => ({
          effects: ["a", "b"].map((name, index) => ({
            ...post(name, conversationId),
            postId: id("p"),
            file: file(name),
            part: index + 1,
          })),
        })),
      );
      await bench.ledger.accept([withFiles("p", 0, ["a", "b"]), withFiles("p", 100, ["b"])]);
      expect((await due()).withdrawn).toBe(true);
      await bench.ledger.settle((await due()).effectId, { outcome: "dropped", reason: "taken back" });
      expect((await due()).withdrawn).toBe(false);
    });
  });

  it("an agent's line is claimed with what it was changed to since", async () => {
    await bench.ledger.accept([wrote(MIA, "opening")]);
    const said = { lineId: "IM1" as TransportMessageId, voice: "agent" } as const;
    await bench.ledger.decideNext(
      MIA,
      opening((_, { id: conversationId }) => ({ effects: [{ ...say("one", conversationId), ...said }] }), {
        transportConversationId: FLEX,
      }),
    );
    const reworded = async () => {
      const claim = await bench.ledger.claim({ memberId: MIA, direction: "member" });
      return claim.state === "due" ? claim.due.reworded : claim.state;
    };
    await bench.ledger.accept([agents("wrote", "IM1", "one")]);
    expect(await reworded()).toBeNull();
    await bench.ledger.accept([
      agents("edited", "IM1", "three", 3_000),
      agents("edited", "IM1", "two", 2_000),
    ]);
    expect(await reworded()).toBe("three");
  });

  describe("what stands in a conversation", () => {
    const all = [
      wrote(MIA, "p"),
      wrote(MIA, "q"),
      wrote(MIA, "r"),
      edited("q", 1_000, "changed"),
      deleted("r"),
      agents("wrote", "IM1", "one"),
      agents("wrote", "IM2", "two"),
      agents("edited", "IM1", "third thoughts", 3_000),
      agents("edited", "IM1", "second thoughts", 2_000),
      agents("deleted", "IM2", ""),
    ];
    const hear = async () => {
      await open();
      await bench.ledger.accept(all);
      for (let n = 0; n < all.length; n += 1) await decide();
      return conversationOf({ member: { id: MIA, conversations: 0 } as never }).id;
    };

    it("is what was heard and not deleted since, in its place, as it was changed last", async () => {
      const conversationId = await hear();
      await bench.reopen();
      const place = { memberId: MIA, placeId: PLACE, conversationId };
      expect(await bench.ledger.heardPosts(place)).toEqual(["opening", "p", "q"]);
      expect(await bench.ledger.heardPosts({ ...place, placeId: "elsewhere" as PlaceId })).toEqual([]);
      expect(await bench.ledger.heardPosts({ ...place, conversationId: null })).toEqual([]);
      expect(await bench.ledger.heardLines(conversationId)).toEqual([
        { id: "IM1", index: 1, text: "third thoughts" },
      ]);
    });

    it("is what its transcript shows, where it was said first", async () => {
      const transcript = await bench.ledger.transcript(await hear());
      expect(transcript?.lines.map(({ from, text }) => [from, text])).toEqual([
        ["member", "text of opening"],
        ["member", "text of p"],
        ["member", "changed"],
        ["agent", "third thoughts"],
      ]);
      expect(transcript?.lines.map(({ at }) => at)).toEqual([THEN, THEN, THEN, THEN]);
    });
  });
}
