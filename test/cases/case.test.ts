import { describe, expect, it } from "vitest";
import { wantedCase } from "./samples.ts";
import { changeCase, type ChangeContext } from "../../src/cases/change.ts";
import { openCase } from "../../src/cases/open.ts";
import { aroundTheClock, findBreaches, nextBreach, type SlaPolicy, spentBy } from "../../src/cases/sla.ts";
import { mayBecome } from "../../src/cases/status.ts";
import { caseStatuses } from "../../src/domain/case.ts";
import type { Case, CaseAction, CaseStatus } from "../../src/domain/case.ts";
import type { CaseNumber, MemberId } from "../../src/domain/ids.ts";

const HOUR = 3_600_000;
const member = "900000000000000001" as MemberId;
const targets = { firstAnswerMs: HOUR, resolutionMs: 8 * HOUR };
const sla: SlaPolicy = {
  low: { firstAnswerMs: null, resolutionMs: null },
  normal: targets,
  high: targets,
  urgent: { firstAnswerMs: HOUR / 4, resolutionMs: HOUR },
};

function opened(): Case {
  const wanted = wantedCase(member, { kind: "handoff", title: "No shield" });
  return openCase(7 as CaseNumber, wanted, { now: 0, actor: { by: "flexcord" }, sla, time: aroundTheClock })
    .case;
}

function context(now: number): ChangeContext {
  return {
    now,
    actor: { by: "operator", name: "Ada" },
    time: aroundTheClock,
    sla,
    reopenMs: 24 * HOUR,
  };
}

/** The case after each action, an hour apart, the first at one o'clock. */
function after(...actions: readonly CaseAction[]): Case {
  return actions.reduce(
    (found, action, at) => changeCase(found, action, context((at + 1) * HOUR)).case,
    opened(),
  );
}

const become = (status: CaseStatus): CaseAction => ({ do: "set-status", status });

describe("the status of a case", () => {
  const ways = caseStatuses.flatMap((from) => caseStatuses.map((to) => [from, to] as const));
  const others = ways.filter(([from, to]) => from !== to);
  const tried = (from: CaseStatus, to: CaseStatus) =>
    changeCase({ ...opened(), status: from }, become(to), context(HOUR)).case.status;

  it.each(others.filter(([from, to]) => mayBecome(from, to)))("may go from %s to %s", (from, to) => {
    expect(tried(from, to)).toBe(to);
  });

  it.each(others.filter(([from, to]) => !mayBecome(from, to)))("may not go from %s to %s", (from, to) => {
    expect(() => tried(from, to)).toThrow(new RegExp(`^Case 7 is ${from} and cannot become ${to}`, "u"));
  });

  it("never returns to open", () => {
    expect(others.filter(([from, to]) => to === "open" && mayBecome(from, to))).toEqual([]);
  });

  it("stays when it is already so, and the history with it", () => {
    expect(changeCase(opened(), become("open"), context(HOUR)).changes).toEqual([]);
  });

  it("is the member's turn after an answer, and ours after their word", () => {
    expect(after({ do: "answered" }).status).toBe("waiting-for-member");
    expect(after({ do: "answered" }, { do: "member-wrote" }).status).toBe("waiting-for-us");
  });

  it("opens again at the member's word, but not for ever", () => {
    expect(after(become("resolved"), { do: "member-wrote" })).toMatchObject({
      status: "waiting-for-us",
      resolvedAt: null,
    });
    const closed = after(become("closed"));
    expect(() => changeCase(closed, { do: "member-wrote" }, context(30 * HOUR))).toThrow(/any more/u);
  });

  it("knows when it was resolved and closed", () => {
    const closed = after(become("resolved"), become("closed"));
    expect([closed.resolvedAt, closed.closedAt]).toEqual([HOUR, 2 * HOUR]);
  });
});

describe("a change", () => {
  it.each<[string, CaseAction, Partial<Case>, { from: string | null; to: string | null }]>([
    [
      "title",
      { do: "set-title", title: " Shield " },
      { title: "Shield" },
      { from: "No shield", to: "Shield" },
    ],
    [
      "description",
      { do: "set-description", description: "It is gone" },
      { description: "It is gone" },
      { from: "", to: "It is gone" },
    ],
    [
      "priority",
      { do: "set-priority", priority: "urgent" },
      { priority: "urgent" },
      { from: "normal", to: "urgent" },
    ],
    [
      "tags",
      { do: "tag", add: ["Shield", "two words"], remove: [] },
      { tags: ["shield", "two-words"] },
      { from: null, to: "shield, two-words" },
    ],
    ["assignee", { do: "assign", to: "Grace" }, { assignee: "Grace" }, { from: null, to: "Grace" }],
    ["note", { do: "note", text: "Asked QA" }, {}, { from: null, to: "Asked QA" }],
    [
      "duplicate",
      { do: "duplicate-of", number: 3 as CaseNumber },
      { duplicateOf: 3 as CaseNumber, status: "closed" },
      { from: null, to: "3" },
    ],
    [
      "rating",
      { do: "rate", rating: { score: 5, comment: "great " } },
      { rating: { score: 5, comment: "great" } },
      { from: null, to: "5: great" },
    ],
    [
      "reporter",
      { do: "me-too", memberId: "2" as MemberId },
      { reporters: ["2" as MemberId] },
      { from: null, to: "2" },
    ],
  ])("of the %s is kept with what it was, who did it and when", (field, action, fields, line) => {
    const changed = changeCase(opened(), action, context(HOUR));
    expect(changed.case).toMatchObject({ ...fields, version: 2, changedAt: HOUR });
    expect(changed.changes).toEqual([{ at: HOUR, actor: { by: "operator", name: "Ada" }, field, ...line }]);
  });

  it.each<[CaseAction, RegExp]>([
    [{ do: "set-title", title: "  " }, /title is empty/u],
    [{ do: "set-title", title: "x".repeat(201) }, /title is too long/u],
    [{ do: "note", text: "" }, /note is empty/u],
    [{ do: "tag", add: ["x".repeat(31)], remove: [] }, /is no tag/u],
    [{ do: "duplicate-of", number: 7 as CaseNumber }, /duplicate of itself/u],
    [{ do: "rate", rating: { score: 6, comment: "" } }, /cannot be rated 6/u],
    [{ do: "rate", rating: { score: 2.5, comment: "" } }, /cannot be rated/u],
  ])("that makes no sense is refused: %j", (action, message) => {
    expect(() => changeCase(opened(), action, context(HOUR))).toThrow(message);
  });

  it("to what is so already is none", () => {
    const same: readonly CaseAction[] = [
      { do: "set-title", title: "No shield" },
      { do: "set-priority", priority: "normal" },
      { do: "tag", add: [], remove: ["gone"] },
      { do: "assign", to: null },
    ];
    expect(same.flatMap((action) => changeCase(opened(), action, context(HOUR)).changes)).toEqual([]);
  });

  it("does not count its opener among the others who report it", () => {
    expect(changeCase(opened(), { do: "me-too", memberId: member }, context(HOUR)).changes).toEqual([]);
  });
});

describe("the promises of a case", () => {
  it("run while it is our turn and stand still while it is the member's", () => {
    // Ours for 1 h, the member's for 1 h, ours from then on.
    const found = after({ do: "answered" }, { do: "member-wrote" });
    expect(spentBy(found.resolution, 5 * HOUR, aroundTheClock)).toBe(4 * HOUR);
    expect(nextBreach(found, aroundTheClock)).toBe(9 * HOUR);
    expect(found.firstAnswer).toMatchObject({ metAt: HOUR, spentMs: HOUR, runningSince: null });
  });

  it("are broken once, at the moment they fell due", () => {
    const late = findBreaches(opened(), 3 * HOUR, aroundTheClock);
    expect(late.broken).toEqual(["first-answer"]);
    expect(late.case.firstAnswer.breachedAt).toBe(HOUR);
    expect(findBreaches(late.case, 4 * HOUR, aroundTheClock).broken).toEqual([]);
    expect(findBreaches(late.case, 8 * HOUR, aroundTheClock).broken).toEqual(["resolution"]);
  });

  it("are noted in the history when they are broken, once", () => {
    const checked = changeCase(opened(), { do: "check-time" }, context(2 * HOUR));
    expect(checked.changes).toMatchObject([{ field: "sla", to: "first-answer" }]);
    expect(changeCase(checked.case, { do: "check-time" }, context(3 * HOUR)).changes).toEqual([]);
  });

  it("end with the case, and go on when it is opened again", () => {
    const resolved = after(become("resolved"));
    expect(nextBreach(resolved, aroundTheClock)).toBeNull();
    const again = changeCase(resolved, become("waiting-for-us"), context(4 * HOUR)).case;
    expect(nextBreach(again, aroundTheClock)).toBe(11 * HOUR);
  });

  it("change with the priority, and count what was spent", () => {
    const urgent = after({ do: "set-priority", priority: "urgent" });
    expect(nextBreach(urgent, aroundTheClock)).toBe(HOUR / 4);
  });

  it("are none where none is made", () => {
    const low = after({ do: "set-priority", priority: "low" });
    expect(nextBreach(low, aroundTheClock)).toBeNull();
    expect(findBreaches(low, 1_000 * HOUR, aroundTheClock).broken).toEqual([]);
  });
});
