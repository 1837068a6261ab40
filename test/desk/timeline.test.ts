import { describe, expect, it } from "vitest";
import { entriesOf } from "../../src/desk/timeline/timeline.ts";
import type { CaseChange } from "../../src/domain/case.ts";
import type { Happening } from "../../src/domain/event.ts";
import type { EffectRecord, LedgerRecord } from "../../src/operator/ports.ts";
import { agentWrote, answered, conversationOf, MIA, post, say, wrote } from "../contract/store/samples.ts";

const conversation = conversationOf({ member: { id: MIA, conversations: 0 } as never });
const about = { conversations: [conversation], memberName: "Mia", history: [] as readonly CaseChange[] };
let seq = 0;

function record(
  happening: Happening | null,
  effects: readonly EffectRecord[] = [],
  fields: Partial<LedgerRecord> = {},
): LedgerRecord {
  seq += 1;
  return {
    seq,
    source: "discord",
    sourceId: String(seq),
    kind: happening?.kind ?? "member.wrote",
    memberId: MIA,
    memberName: "Mia",
    conversationId: conversation.id,
    transportConversationId: null,
    caseNumber: null,
    at: seq * 1_000,
    receivedAt: seq * 1_000,
    decidedAt: seq * 1_000,
    state: "decided",
    reason: null,
    happening,
    expiredAt: null,
    effects,
    ...fields,
  };
}

function effect(what: EffectRecord["effect"], fields: Partial<EffectRecord> = {}): EffectRecord {
  seq += 1;
  return {
    effectId: seq,
    eventSeq: seq,
    memberId: MIA,
    direction: what?.direction ?? "member",
    kind: what?.kind ?? "say",
    voice: what !== null && "voice" in what ? what.voice : null,
    conversationId: conversation.id,
    state: "done",
    attempts: 1,
    inDoubt: false,
    dueAt: 0,
    decidedAt: seq * 1_000,
    settledAt: seq * 1_000,
    remoteId: `r${seq}`,
    reason: null,
    failure: null,
    effect: what,
    expiredAt: null,
    ...fields,
  };
}

const failure = { code: "member.unreachable", message: "closed" };
const read = (...records: readonly LedgerRecord[]) =>
  entriesOf({ records, before: null, until: null }, about);
const mia = (id: string, text: string) => wrote(MIA, id, { text }).happening;
const alex = (id: string) => agentWrote("CH1", id).happening;

describe("a line", () => {
  it("is from whom said it, by the name people know", () => {
    const agent = { workerId: "WK" as never, name: "Alex Rivers", picture: null, author: "alex" };
    const desk = { ...conversation.desk, work: [{ taskId: "WT" as never, stage: "taken", agent }] } as const;
    const entries = entriesOf(
      {
        records: [
          record(mia("1", "hi")),
          record(alex("2")),
          record({ ...alex("3"), author: "zoe", note: true } as Happening),
          record(answered(MIA, conversation.id, "4").happening),
        ],
        before: null,
        until: null,
      },
      { ...about, conversations: [{ ...conversation, desk }] },
    );
    expect(entries.map((entry) => entry.kind === "line" && [entry.from, entry.author])).toEqual([
      ["member", "Mia"],
      ["agent", "Alex Rivers"],
      ["note", "zoe"],
      ["assistant", null],
    ]);
  });

  it.each([
    ["delivered", {}],
    ["waiting", { state: "pending", attempts: 0 }],
    ["retrying", { state: "pending", attempts: 3, failure }],
    ["dropped", { state: "dropped", reason: "the conversation has moved on" }],
    ["parked", { state: "parked", failure }],
  ] as const)("tells that it is %s", (state, fields) => {
    const [line] = read(record(mia("1", "hi"), [effect(post("hi", conversation.id), fields)]));
    expect(line).toMatchObject({ text: "hi", delivery: { state, to: "agent" } });
    const why =
      state === "dropped"
        ? "the conversation has moved on"
        : state === "parked" || state === "retrying"
          ? "closed"
          : null;
    expect(line?.delivery?.why).toBe(why);
  });

  it("of several parts is as far as the part that is worst off", () => {
    const [line] = read(
      record(mia("1", "look"), [
        effect(post("look", conversation.id)),
        effect({ ...post("", conversation.id), part: 1 }, { state: "parked", failure }),
      ]),
    );
    expect(line?.delivery?.state).toBe("parked");
  });

  it("stands as it was edited, and tells when it was deleted or reacted to", () => {
    const placeId = "dm" as never;
    const postId = "1" as never;
    const facts = { memberId: MIA, displayName: "Mia", placeId, postId } as const;
    const reacted = { kind: "member.reacted", memberId: MIA, placeId, postId, added: true } as const;
    const [line, ...others] = read(
      record(mia("1", "helo")),
      record({ kind: "member.edited", ...facts, text: "hello" }),
      record({ ...reacted, emoji: "👍" }),
      record({ ...reacted, emoji: "🎉" }),
      record({ ...reacted, emoji: "👍", added: false }),
      record({ kind: "member.deleted", placeId, postId }),
    );
    expect(others).toEqual([]);
    expect(line).toMatchObject({ text: "hello", edited: true, deleted: true, reactions: ["🎉"] });
  });

  it("is reacted to by what it became on the other side", () => {
    const carried = effect({ ...say("hi", conversation.id), voice: "agent" }, { remoteId: "on-discord" });
    const reacted = {
      kind: "member.reacted",
      memberId: MIA,
      placeId: "dm",
      postId: "on-discord",
      emoji: "👍",
      added: true,
    };
    const [line] = read(record(alex("2"), [carried]), record(reacted as Happening));
    expect(line).toMatchObject({ from: "agent", reactions: ["👍"] });
  });

  it("whose text is not kept any more is still there", () => {
    expect(read(record(null, [], { kind: "member.wrote", expiredAt: 5 }))).toMatchObject([
      { from: "member", text: null, files: [] },
    ]);
  });

  it("of ours to the member shows; one to the agents only in trouble, as every step", () => {
    const notice = effect(say("You are in line.", conversation.id));
    const told = { ...post("About Mia", conversation.id), voice: "notice" } as const;
    const task = {
      kind: "task.ensure",
      direction: "agent",
      conversationId: conversation.id,
      caseNumber: 1 as never,
    } as const;
    const pressed = {
      kind: "member.pressed",
      memberId: MIA,
      displayName: "Mia",
      interactionId: "1",
      placeId: "dm",
      action: "human",
      subject: "",
    };
    const entries = read(
      record(pressed as never, [
        notice,
        effect(told),
        effect(task),
        effect(task, { state: "parked", failure }),
      ]),
    );
    expect(entries.map((entry) => [entry.kind, entry.text])).toEqual([
      ["step", "The member asked for a human"],
      ["line", "You are in line."],
      ["step", "Offering the conversation to the agents"],
    ]);
  });
});

it("notes stand where they were written, each on the page of the lines about it", () => {
  const records = [record(mia("1", "one")), record(mia("2", "two"))];
  const times = records.map(({ receivedAt }) => receivedAt);
  const note = (at: number, to: string): CaseChange => ({
    at,
    actor: { by: "staff", id: "1", name: "Ada" },
    field: "note",
    from: null,
    to,
  });
  const [first = 0, second = 0] = times;
  const history = [note(first - 10, "before"), note(second - 10, "between"), note(second + 10, "after")];
  const texts = (page: { readonly before: number | null; readonly until: number | null }) =>
    entriesOf({ records, ...page }, { ...about, history }).map(({ text }) => text);
  expect(texts({ before: null, until: null })).toEqual(["before", "one", "between", "two", "after"]);
  expect(texts({ before: 7, until: null })).toEqual(["one", "between", "two", "after"]);
  expect(texts({ before: 7, until: second + 5 })).toEqual(["one", "between", "two"]);
});
