import { describe, expect, it } from "vitest";
import { wantedCase } from "../cases/samples.ts";
import { bugPost } from "../../src/bridge/community/bug-post.ts";
import type { BugRules, CommunityRules } from "../../src/bridge/community/rules.ts";
import { formOf } from "../../src/bridge/forms.ts";
import type { Decision } from "../../src/bridge/ports.ts";
import type { Case, CaseStatus } from "../../src/domain/case.ts";
import type { ReportFile } from "../../src/domain/content.ts";
import type { CommunityPressed, CommunitySubmitted, MemberCommanded } from "../../src/domain/event.ts";
import type { CaseNumber, FileId, InteractionId, MemberId, PostId } from "../../src/domain/ids.ts";
import { caseRules } from "../cases/rules.ts";
import { caseNumber, decideOn, facts, interactionId, kinds, memberId, NOW, said, texts } from "./builders.ts";
import { noCommunity } from "./no-community.ts";

const rules: BugRules = {
  channelId: "700000000000000001",
  tags: {
    open: null,
    "waiting-for-us": "confirmed",
    "waiting-for-member": null,
    resolved: "fixed",
    closed: null,
  },
  areas: ["Launcher"],
  mostSimilar: 3,
};
const community: CommunityRules = {
  ...noCommunity,
  bug: rules,
  postOf: (found) => (found.kind === "bug" ? bugPost(found, texts, rules) : null),
};
const policy = { community };
const noah = "300000000000000002" as MemberId;
const later = "500000000000000002" as InteractionId;

function bug(fields: Partial<Case> = {}, status: CaseStatus = "open"): Case {
  const wanted = wantedCase(noah, { title: "The launcher crashes", description: "On start" });
  const opened = caseRules.open(3 as CaseNumber, wanted, { by: "flexcord" }, NOW - 1_000).case;
  return { ...opened, ...fields, status };
}

const log: ReportFile = {
  from: "report",
  fileId: "f" as FileId,
  name: "log.txt",
  contentType: null,
  bytes: 3,
  url: "https://cdn.discordapp.com/a",
  message: null,
};

const submitted = (fields: Partial<CommunitySubmitted> = {}): CommunitySubmitted => ({
  kind: "community.submitted",
  ...facts,
  interactionId,
  action: "bug",
  subject: "",
  values: { summary: "Launcher crashes", severity: "high", area: "Launcher", steps: "Start it" },
  files: [],
  ...fields,
});

const pressed = (action: string, subject: string): CommunityPressed => ({
  kind: "community.pressed",
  ...facts,
  interactionId: later,
  action,
  subject,
});

const reply = ({ effects }: Decision) =>
  effects.flatMap((one) => (one.kind === "reply" ? [{ text: one.text, buttons: one.buttons }] : []))[0];

describe("a report", () => {
  it("becomes a case with its severity, area and files, and a post", () => {
    const decided = decideOn(submitted({ files: [log] }), {}, policy);
    expect(decided.changedCase?.case).toMatchObject({
      number: caseNumber,
      kind: "bug",
      title: "Launcher crashes",
      description: "Start it",
      priority: "high",
      tags: ["launcher"],
      source: interactionId,
      memberId,
    });
    expect(kinds(decided)).toEqual(["files.keep", "reply", "files.hand-over", "case.post"]);
    expect(reply(decided)?.text).toContain(`**${caseNumber}**`);
  });

  it("that looks like others waits until its member said which it is; its files are fetched meanwhile", () => {
    const decided = decideOn(submitted({ files: [log] }), { similarCases: () => [bug()] }, policy);
    expect(decided.changedCase).toBeUndefined();
    expect(kinds(decided)).toEqual(["files.keep", "reply"]);
    expect(reply(decided)?.buttons).toMatchObject([
      { action: "me-too", subject: `3.${interactionId}`, everywhere: true },
      { action: "open-anyway", subject: interactionId, everywhere: true },
    ]);
  });

  it("is opened once, however often its member asks for it", () => {
    const asked = () => submitted({ files: [log] });
    const first = decideOn(pressed("open-anyway", interactionId), { asked }, policy);
    expect(first.changedCase?.case.source).toBe(interactionId);
    expect(kinds(first)).toEqual(["reply", "files.hand-over", "case.post"]);
    const caseFrom = () => bug({ memberId });
    const second = decideOn(pressed("open-anyway", interactionId), { asked, caseFrom }, policy);
    expect(second.changedCase).toBeUndefined();
    expect(reply(second)?.text).toContain("**3**");
  });

  it("of a message takes its link and its files along", () => {
    const commanded: MemberCommanded = {
      kind: "member.commanded",
      ...facts,
      interactionId: later,
      command: "report-as-bug",
      on: {
        channelId: "1",
        postId: "2" as PostId,
        link: "https://discord.com/channels/9/1/2",
        authorId: noah,
        authorName: "Noah",
        text: "it broke",
        files: [log],
      },
    };
    const decided = decideOn(submitted({ subject: later }), { asked: () => commanded }, policy);
    expect(decided.changedCase?.case.description).toBe("Start it\nhttps://discord.com/channels/9/1/2");
    expect(decided.effects[0]).toMatchObject({ kind: "files.keep", files: [{ name: "log.txt" }] });
    expect(decideOn(commanded, {}, policy).ignored).toBe("its form was opened");
  });

  it("is not taken where bugs are not", () => {
    expect(reply(decideOn(submitted()))?.text).toBe(texts("bug.not-offered"));
    const commanded = { kind: "member.commanded", ...facts, interactionId, command: "bug" } as const;
    expect(reply(decideOn(commanded))?.text).toBe(texts("bug.not-offered"));
  });

  it("of a blocked member is answered with the reason, and opens nothing", () => {
    const block = { memberId, reason: "spam", since: NOW - 1, until: null };
    const decided = decideOn(submitted(), { block }, policy);
    expect(decided.changedCase).toBeUndefined();
    expect(reply(decided)?.text).toContain("spam");
  });
});

describe("me too", () => {
  const press = (found: Case | null, subject = "3", over = {}) =>
    decideOn(pressed("me-too", subject), { caseByNumber: () => found, ...over }, policy);

  it("counts a member in, once", () => {
    const counted = press(bug());
    expect(counted.changedCase?.case.reporters).toEqual([memberId]);
    expect(reply(counted)?.text).toBe(texts("bug.counted", { case: 3 }));
    for (const found of [bug({ reporters: [memberId] }), bug({ memberId })]) {
      const again = press(found);
      expect(again.changedCase).toBeUndefined();
      expect(reply(again)?.text).toBe(texts("bug.already", { case: 3 }));
    }
  });

  it("takes along what the member had written and sent", () => {
    const decided = press(bug(), `3.${interactionId}`, { asked: () => submitted({ files: [log] }) });
    expect(decided.changedCase?.changes.map(({ field }) => field)).toEqual(["reporter", "note"]);
    expect(decided.effects.at(-1)).toMatchObject({ kind: "files.hand-over", caseNumber: 3 });
  });

  it.each([
    ["is over", bug({}, "resolved"), texts("bug.over", { case: 3 })],
    ["is gone", null, texts("bug.gone")],
    ["is nobody's business", { ...bug(), kind: "handoff" as const }, texts("bug.gone")],
  ])("says so when the report %s", (_, found, text) => {
    const decided = press(found);
    expect(decided.changedCase).toBeUndefined();
    expect(reply(decided)?.text).toBe(text);
  });
});

describe("details", () => {
  const add = (found: Case, values: Record<string, string>, files: readonly ReportFile[] = []) =>
    decideOn(
      submitted({ action: "add-details", subject: "3", values, files }),
      { caseByNumber: () => found },
      policy,
    );

  it("are a note of whoever adds them, with their files", () => {
    const decided = add(bug(), { text: "Only on Tuesdays" }, [log]);
    expect(decided.changedCase?.changes).toMatchObject([
      { field: "note", to: "Only on Tuesdays", actor: { by: "member", memberId } },
    ]);
    expect(kinds(decided)).toEqual(["reply", "files.keep", "files.hand-over"]);
  });

  it("make it our turn when they are the reporter's", () => {
    const decided = add(bug({ memberId }, "waiting-for-member"), { text: "Windows 11" });
    expect(decided.changedCase?.case.status).toBe("waiting-for-us");
  });

  it("that are none change nothing", () => {
    expect(add(bug(), { text: " " }).changedCase).toBeUndefined();
  });
});

describe("a case that is posted", () => {
  const changed = (field: "status" | "note" | "reporter", to: string, asReporter?: true) =>
    ({
      kind: "case.changed",
      memberId,
      caseNumber: 3 as CaseNumber,
      version: 5,
      status: "resolved",
      changes: [{ at: NOW, actor: { by: "operator", name: "Ada" }, field, from: "open", to }],
      ...(asReporter === undefined ? {} : { asReporter }),
    }) as const;
  const found = bug({ memberId });
  const on = (event: ReturnType<typeof changed>) => decideOn(event, { caseByNumber: () => found }, policy);

  it("has its post follow, and its reporter told when it is fixed", () => {
    const decided = on(changed("status", "resolved"));
    expect(said(decided)).toEqual([texts("bug.fixed", { case: 3 })]);
    expect(decided.effects).toMatchObject([
      { kind: "say", courtesy: true },
      { kind: "case.post", caseNumber: 3, version: 5, interactionId: null },
    ]);
    expect(kinds(on(changed("reporter", "somebody")))).toEqual(["case.post"]);
    expect(on(changed("note", "asked QA")).effects).toEqual([]);
  });

  it("has others told of its end only, and touches no post for them", () => {
    const decided = on(changed("status", "resolved", true));
    expect(said(decided)).toEqual([texts("bug.fixed-too", { case: 3 })]);
    expect(kinds(decided)).toEqual(["say"]);
    expect(on(changed("status", "closed", true)).effects).toEqual([]);
  });
});

describe("what everybody reads", () => {
  it("means nothing to Discord but what we put there", () => {
    const nasty = bug({
      title: "@everyone <script> **x**",
      description: "<@&1> [a](https://evil)\nhttps://discord.com/channels/1/2/3",
      reporters: [memberId],
      tags: ["launcher"],
    });
    const post = bugPost(nasty, texts, rules);
    expect(post.details.slice(0, 3)).toEqual([
      "**\\@everyone \\<script\\> \\*\\*x\\*\\***",
      "\\<\\@&1\\> \\[a\\]\\(https\\://evil\\)",
      "https://discord.com/channels/1/2/3",
    ]);
    expect(post.buttons.map(({ action, everywhere }) => [action, everywhere])).toEqual([
      ["me-too", true],
      ["add-details", true],
    ]);
    expect(bugPost({ ...nasty, status: "resolved" }, texts, rules)).toMatchObject({
      text: "Bug **3**: fixed",
      tags: ["fixed"],
      tone: "done",
      buttons: [],
    });
  });

  it("has bounds, whatever was written", () => {
    const post = bugPost(bug({ title: "x".repeat(300), description: "*".repeat(9_000) }), texts, rules);
    expect(Array.from(post.title).length).toBeLessThanOrEqual(100);
    expect(Array.from(post.details.join("\n")).length).toBeLessThan(4_096);
  });
});

describe("the form", () => {
  const opening = { by: "command", command: "bug", interactionId } as const;

  it("asks for at most five things, the area only where there are some", () => {
    const opened = formOf(opening, texts, community);
    expect(opened?.form.fields.map(({ name }) => name)).toEqual([
      "summary",
      "severity",
      "area",
      "steps",
      "files",
    ]);
    const none = formOf(opening, texts, { ...community, bug: { ...rules, areas: [] } });
    expect(none?.form.fields.map(({ name }) => name)).not.toContain("area");
  });

  it("is not opened for other commands, nor where bugs are not taken", () => {
    expect(formOf({ ...opening, command: "helpme" }, texts, community)).toBeNull();
    expect(formOf(opening, texts, noCommunity)).toBeNull();
  });
});
