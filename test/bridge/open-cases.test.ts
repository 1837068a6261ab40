import { expect, it } from "vitest";
import type { Case } from "../../src/domain/case.ts";
import { type Desk, untouchedDesk } from "../../src/domain/conversation.ts";
import type { CaseChanged } from "../../src/domain/event.ts";
import type { CaseNumber, TaskId } from "../../src/domain/ids.ts";
import { caseRules } from "../cases/rules.ts";
import { wantedCase } from "../cases/samples.ts";
import {
  caseNumber,
  conversation,
  conversationId,
  decideOn,
  kinds,
  memberId,
  NOW,
  posts,
  taskId,
} from "./builders.ts";

const about = { profile: null, earlier: [] };
const over = `WT${"2".repeat(32)}` as TaskId;
const desk: Desk = {
  ...untouchedDesk,
  about,
  work: [
    { taskId: over, stage: "over", agent: null },
    { taskId, stage: "taken", agent: null },
  ],
};
const talking = conversation({ answering: "agent", taskId, caseNumber, desk });

function bug(number: number, title = "The shield is gone"): Case {
  const wanted = wantedCase(memberId, { title });
  return caseRules.open(number as CaseNumber, wanted, { by: "flexcord" }, NOW).case;
}

function changed(number: number, field: "status" | "title" | "note", to: string): CaseChanged {
  const change = { at: NOW, actor: { by: "operator", name: "Ada" }, field, from: null, to } as const;
  const status = "waiting-for-us";
  return {
    kind: "case.changed",
    memberId,
    caseNumber: number as CaseNumber,
    version: 2,
    status,
    changes: [change],
  };
}

const describes = { kind: "task.describe", direction: "agent", conversationId, taskId };

it.each([
  ["its status", changed(3, "status", "waiting-for-member")],
  ["its title", changed(3, "title", "Shield")],
])("another case of whom an agent talks to changes %s, and their task has it", (_, event) => {
  const { ignored, effects } = decideOn(event, { conversation: talking, caseByNumber: () => bug(3) });
  expect(ignored).toBeNull();
  expect(effects).toEqual([describes]);
});

it.each([
  ["a note is nothing they are shown", changed(3, "note", "x"), talking],
  ["their own case is beside their task already", changed(caseNumber, "status", "open"), talking],
  [
    "who was not looked up yet is described whole",
    changed(3, "title", "x"),
    { ...talking, desk: { ...desk, about: null } },
  ],
  [
    "work that is over shows nothing",
    changed(3, "title", "x"),
    { ...talking, desk: { ...desk, work: desk.work.slice(0, 1) } },
  ],
])("%s", (_, event, open) => {
  const { ignored, effects } = decideOn(event, { conversation: open, caseByNumber: () => bug(3) });
  expect(ignored).not.toBeNull();
  expect(effects).toEqual([]);
});

it("a member who hears of the end of a case hears of it besides", () => {
  const decision = decideOn(changed(3, "status", "resolved"), {
    conversation: talking,
    caseByNumber: () => bug(3),
  });
  expect(kinds(decision)).toEqual(["say", "task.describe"]);
});

it("the first lines name the member's other open cases, few of them and in short", () => {
  const cases = [9, caseNumber, 6, 5, 4, 3, 2].map((number) => bug(number, `Case\n${"x".repeat(90)}`));
  const described = decideOn(
    { kind: "member.described", memberId, conversationId, about },
    { conversation: { ...talking, desk: { ...desk, about: null } }, openCases: () => cases },
  );
  const [line] = posts(described);
  const short = `(Case ${"x".repeat(54)}…)`;
  expect(line?.text).toContain(
    `Other open cases: ${[9, 6, 5, 4, 3].map((number) => `${number} ${short}`).join("; ")}\n`,
  );
});
