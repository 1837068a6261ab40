import { describe, expect, it } from "vitest";
import { formOf } from "../../src/bridge/forms.ts";
import { ideaState, movesIdea, towards } from "../../src/bridge/community/idea-state.ts";
import { type CommunityRules, mayModerate } from "../../src/bridge/community/rules.ts";
import type { Case } from "../../src/domain/case.ts";
import type { CaseNumber, InteractionId, MemberId } from "../../src/domain/ids.ts";
import { createTexts } from "../../src/texts/texts.ts";
import { caseRules } from "../cases/rules.ts";
import { noCommunity } from "./no-community.ts";

const texts = createTexts({ locale: "en" });
const tags = { open: null, planned: null, "in-progress": null, done: null, declined: null };
const rules: CommunityRules = {
  ...noCommunity,
  idea: { channelId: "1", tags, tellsVoters: false },
  report: { channelId: "2" },
  announces: true,
  moderators: ["77"],
};
const moderator = { roles: ["77"], moderates: false };
const member = { roles: ["78"], moderates: false };

describe("who moderates", () => {
  it.each([
    ["a role that the config names", moderator, rules, true],
    ["another role", member, rules, false],
    ["rights on the server, where roles are named", { roles: [], moderates: true }, rules, false],
    ["rights on the server, where none are", { roles: [], moderates: true }, noCommunity, true],
    ["nothing", member, noCommunity, false],
    ["nothing that is told, outside of the server", undefined, noCommunity, false],
  ])("%s", (_, standing, under, wanted) => {
    expect(mayModerate(standing, under)).toBe(wanted);
  });

  it.each(["new-feature", "post-as-idea", "announce"])("%s opens its form for nobody else", (command) => {
    const opening = { by: "command", command, interactionId: "5" as InteractionId } as const;
    expect(formOf({ ...opening, standing: moderator }, texts, rules)).not.toBeNull();
    expect(formOf({ ...opening, standing: member }, texts, rules)).toBeNull();
    expect(formOf(opening, texts, rules)).toBeNull();
  });

  it("anybody reports a message, where messages are reported", () => {
    const opening = {
      by: "command",
      command: "report-message",
      interactionId: "5" as InteractionId,
    } as const;
    expect(formOf({ ...opening, standing: member }, texts, rules)).toMatchObject({ subject: "5" });
    expect(formOf({ ...opening, standing: member }, texts, noCommunity)).toBeNull();
  });
});

function idea(): Case {
  const wanted = {
    kind: "feature",
    title: "A dark mode",
    description: "",
    memberId: "1" as MemberId,
    locale: "en",
    priority: "normal",
    tags: ["ui"],
    conversation: null,
    source: null,
  } as const;
  return caseRules.open(1 as CaseNumber, wanted, { by: "flexcord" }, 1_000).case;
}

describe("an idea's state", () => {
  it("follows from status and tags, and leads back to them", () => {
    const seen: string[] = [];
    let found = idea();
    let now = 2_000;
    for (const state of ["planned", "in-progress", "done", "open", "declined", "planned"] as const) {
      const changes = towards(state, found).flatMap((action) => {
        const made = caseRules.change(found, action, { by: "flexcord" }, (now += 1_000));
        found = made.case;
        return made.changes;
      });
      expect(movesIdea(changes)).toBe(true);
      seen.push(`${ideaState(found)} ${found.status} ${found.tags.join()}`);
    }
    expect(seen).toEqual([
      "planned open planned,ui",
      "in-progress open in-progress,ui",
      "done resolved ui",
      "open waiting-for-us ui",
      "declined closed declined,ui",
      "planned waiting-for-us planned,ui",
    ]);
  });

  it("stays done when its case is closed later, and is not news of other tags", () => {
    const solved = caseRules.change(
      idea(),
      { do: "set-status", status: "resolved" },
      { by: "flexcord" },
      2_000,
    );
    const closed = caseRules.change(
      solved.case,
      { do: "set-status", status: "closed" },
      { by: "flexcord" },
      3_000,
    );
    expect(ideaState(closed.case)).toBe("done");
    expect(movesIdea(closed.changes)).toBe(false);
    const tagged = caseRules.change(
      idea(),
      { do: "tag", add: ["later"], remove: [] },
      { by: "flexcord" },
      2_000,
    );
    expect(movesIdea(tagged.changes)).toBe(false);
  });
});
