import { describe, expect, it } from "vitest";
import { wantedCase } from "../cases/samples.ts";
import type { Case, CaseStatus } from "../../src/domain/case.ts";
import { caseRules } from "../cases/rules.ts";
import {
  caseNumber,
  conversation,
  decideOn,
  facts,
  interactionId,
  memberId,
  NOW,
  wrote,
} from "./builders.ts";

const DAY = 24 * 3_600_000;

function aCase(status: CaseStatus, at: number, title = "The shield is gone", number = 3): Case {
  const wanted = wantedCase(memberId, { kind: "handoff", title });
  const opened = caseRules.open(number as Case["number"], wanted, { by: "flexcord" }, at).case;
  if (status === "open") return opened;
  return caseRules.change(opened, { do: "set-status", status }, { by: "operator", name: "Ada" }, at).case;
}

const human = wrote("I want to talk to a human please");

describe("a member who comes back", () => {
  it("goes on with the case that ended a short while ago", () => {
    const ended = aCase("resolved", NOW - 2 * DAY);
    const { changedCase, conversation: opened } = decideOn(human, { memberCases: () => [ended] });
    expect(opened?.caseNumber).toBe(ended.number);
    expect(changedCase?.case).toMatchObject({
      number: 3,
      status: "waiting-for-us",
      version: ended.version + 2,
    });
    expect(changedCase?.case.conversations).toEqual([opened?.id]);
    expect(changedCase?.changes.map(({ field, actor }) => [field, actor.by])).toEqual([
      ["conversation", "member"],
      ["status", "member"],
    ]);
  });

  it.each([
    ["long after its end", aCase("resolved", NOW - 30 * DAY)],
    ["while it is still open", aCase("waiting-for-us", NOW - DAY)],
    ["when another goes on in its place", { ...aCase("closed", NOW - DAY), duplicateOf: caseNumber }],
  ])("gets a new case %s", (_, earlier) => {
    const { changedCase } = decideOn(human, { memberCases: () => [earlier] });
    expect(changedCase?.case).toMatchObject({ number: caseNumber, status: "open" });
  });

  it("opens it again by a word to the agent, when it was called solved too early", () => {
    const latestCase = aCase("resolved", NOW - 1_000);
    const talking = conversation({ answering: "agent", caseNumber: latestCase.number });
    const { changedCase } = decideOn(wrote("it still crashes"), { conversation: talking, latestCase });
    expect(changedCase?.case.status).toBe("waiting-for-us");
    const old = aCase("closed", NOW - 30 * DAY);
    expect(decideOn(wrote("thanks"), { conversation: talking, latestCase: old }).changedCase).toBeUndefined();
  });
});

describe("/cases", () => {
  const ask = { kind: "member.commanded", ...facts, interactionId, command: "cases" } as const;
  const replyTo = (cases: readonly Case[], locale = "en-US") => {
    const [effect] = decideOn({ ...ask, locale }, { memberCases: () => cases }).effects;
    if (effect?.kind !== "reply") throw new Error("nothing was replied");
    expect(effect).toMatchObject({ interactionId, linksToPlace: false });
    return effect.text;
  };

  it("says how each stands", () => {
    expect(replyTo([aCase("waiting-for-member", NOW), aCase("open", NOW)])).toBe(
      "Your cases, the newest first:\n" +
        "**3** · waiting for your answer · The shield is gone\n" +
        "**3** · open, nobody has answered yet · The shield is gone",
    );
    expect(replyTo([])).toMatch(/no case yet/u);
  });

  it("lets no title mean anything, nor make the reply too long for Discord", () => {
    const nasty = "@everyone **x** [a](http://evil.example)\n||b|| <@1> ".repeat(4);
    const text = replyTo(Array.from({ length: 10 }, () => aCase("open", NOW, nasty)));
    expect(text).not.toMatch(/(?<!\\)[@<[|]/u);
    expect(text.split("\n")).toHaveLength(11);
    const longest = replyTo(Array.from({ length: 10 }, () => aCase("open", NOW, "*😀".repeat(100), 999_999)));
    expect(longest.length).toBeLessThan(2_000);
  });
});
