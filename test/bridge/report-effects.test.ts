import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/bridge/effect.ts";
import type { CommunityPost, Due, PostContent } from "../../src/bridge/ports.ts";
import type { Case } from "../../src/domain/case.ts";
import type { ReportFile } from "../../src/domain/content.ts";
import { Failure, type FailureCode } from "../../src/domain/failure.ts";
import type { CaseNumber, FileId, PostId } from "../../src/domain/ids.ts";
import { caseRules } from "../cases/rules.ts";
import { interactionId, member, memberId, NOW } from "./builders.ts";
import { carriedOut } from "./carried-out.ts";

const content: PostContent = {
  title: "3: Crash",
  text: "Bug 3",
  details: [],
  tone: "open",
  tags: [],
  buttons: [],
};
const stands = { channelId: "1", postId: "2" as PostId, threadId: null, link: "https://discord.com/x" };

function bug(version: number, shown: number | null): Case {
  const wanted = {
    kind: "bug",
    title: "Crash",
    description: "",
    memberId,
    locale: "en",
    priority: "normal",
    tags: [],
    conversation: null,
    source: null,
  } as const;
  const opened = caseRules.open(3 as CaseNumber, wanted, { by: "flexcord" }, NOW).case;
  return { ...opened, version, postedAs: shown === null ? null : { ...stands, version: shown } };
}

const carried = (effect: Effect, parts: object, due: Partial<Due> = {}) =>
  carriedOut(effect, { policy, ...parts }, { member: member({ placeId: null }), ...due });

const policy = { community: { bug: null, postOf: () => ({ ...content, channelId: "1" }) } };

const refuse = (code: FailureCode) => () => Promise.reject(new Failure(code, "no"));

describe("a line to who cannot be reached", () => {
  const say = (more: object): Effect => ({
    kind: "say",
    direction: "member",
    voice: "notice",
    text: "It is fixed",
    buttons: [],
    conversationId: null,
    interactionId: null,
    ...more,
  });
  const closed = { memberSide: { openPlace: refuse("member.unreachable") } };

  it("is dropped where it is only courtesy; another one needs somebody's eyes", async () => {
    expect((await carried(say({ courtesy: true }), closed)).outcome).toBe("dropped");
    expect((await carried(say({}), closed)).outcome).toBe("parked");
  });

  it("is dropped, too, where the reply to a command tells of it", async () => {
    const settlement = await carried(say({ interactionId }), closed);
    const happening = { kind: "delivery.failed", code: "member.unreachable", interactionId };
    expect(settlement).toMatchObject({ outcome: "dropped", events: [{ happening }] });
  });
});

describe("the post of a case", () => {
  const effect = (version: number): Effect => ({
    kind: "case.post",
    direction: "member",
    caseNumber: 3 as CaseNumber,
    version,
    interactionId,
  });

  async function post(version: number, theCase: Case | null) {
    const published: CommunityPost[] = [];
    const publish = async (one: CommunityPost) => {
      published.push(one);
      return stands;
    };
    return { settlement: await carried(effect(version), { community: { publish } }, { theCase }), published };
  }

  it("shows the case as it is by now, under a key of the case", async () => {
    const { settlement, published } = await post(2, bug(7, 1));
    expect(published).toMatchObject([{ key: "line.case.3", earlier: { postId: "2" }, channelId: "1" }]);
    expect(settlement).toMatchObject({
      outcome: "done",
      learned: { posted: { ...stands, version: 7 } },
      events: [{ happening: { kind: "case.posted", caseNumber: 3, interactionId } }],
    });
  });

  it("is left alone when it shows something newer already, and when there is nothing to show", async () => {
    for (const theCase of [bug(7, 7), null, { ...bug(7, 1), title: "" }]) {
      const { settlement, published } = await post(5, theCase);
      expect([settlement.outcome, published]).toEqual(["dropped", []]);
    }
  });
});

describe("files of a report", () => {
  const file = (id: string): ReportFile => ({
    from: "report",
    fileId: id as FileId,
    name: id,
    contentType: null,
    bytes: 1,
    url: "",
    message: null,
  });
  const effect: Effect = {
    kind: "files.keep",
    direction: "member",
    report: interactionId,
    files: [file("kept"), file("lost"), file("next")],
  };

  async function keep(code: FailureCode, attempts = 0) {
    const done: string[] = [];
    const parts = {
      community: {
        openFile: (one: ReportFile) => (one.name === "lost" ? refuse(code)() : Promise.resolve({})),
      },
      reportFiles: {
        settled: async () => new Set(["kept"]),
        keep: async (_: unknown, one: ReportFile) => void done.push(`keep ${one.name}`),
        miss: async (_: unknown, one: ReportFile, why: string) => void done.push(`miss ${one.name} ${why}`),
      },
    };
    return { outcome: (await carried(effect, parts, { attempts })).outcome, done };
  }

  it("that are refused are remembered as missing, and the others kept; what is kept is not fetched again", async () => {
    expect(await keep("file.refused")).toEqual({
      outcome: "done",
      done: ["miss lost file.refused", "keep next"],
    });
  });

  it("that cannot be reached are tried again a few times", async () => {
    expect(await keep("file.unreachable")).toEqual({ outcome: "retry", done: [] });
    expect((await keep("file.unreachable", 3)).done).toEqual(["miss lost file.unreachable", "keep next"]);
  });
});
