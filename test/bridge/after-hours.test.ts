import { describe, expect, it } from "vitest";
import type { WorkerId } from "../../src/domain/ids.ts";
import {
  conversation,
  conversationId,
  decideOn,
  kinds,
  memberId,
  NOW,
  said,
  texts,
  caseNumber,
  facts,
  interactionId,
  placeId,
  taskId,
  transportConversationId,
  wrote,
} from "./builders.ts";

const OPENS = NOW + 3_600_000;
const closed = { hours: () => ({ open: false as const, opensAt: OPENS }) };
const rang = { kind: "timer.rang", memberId, conversationId, timer: "hours", subject: "" } as const;
const form = (text: string) =>
  ({
    kind: "member.submitted",
    ...facts,
    interactionId,
    placeId,
    action: "leave-message",
    subject: conversationId,
    text,
  }) as const;

describe("while nobody is there", () => {
  it("a request becomes no work, and is answered with when somebody is", () => {
    const decision = decideOn(wrote("talk to a human"), { conversation: conversation() }, closed);
    expect(kinds(decision)).toEqual(["post", "say"]);
    expect(said(decision)[0]).toContain(`<t:${OPENS / 1000}:F>`);
    expect(decision.changedCase).toBeUndefined();
    expect(decision.conversation?.answering ?? "assistant").toBe("assistant");
  });

  it("what is left becomes a case with its own words, and a time to hand it on", () => {
    const decision = decideOn(form("  My sword is gone "), { conversation: conversation() }, closed);
    expect(decision.changedCase?.case).toMatchObject({ number: caseNumber, title: "My sword is gone" });
    expect(decision.timers).toEqual([{ timer: "hours", conversationId, subject: "", dueAt: OPENS }]);
    expect(decision.effects).toMatchObject([
      { kind: "post", voice: "member", text: "My sword is gone" },
      { kind: "say" },
    ]);
  });

  it("nothing but white space is no message", () => {
    expect(decideOn(form("  \n "), { conversation: conversation() }, closed).ignored).toBe("an empty form");
  });

  it("a form that was filled in too late changes nothing about a human who is there", () => {
    const there = conversation({ answering: "agent" });
    expect(decideOn(form("hello"), { conversation: there }, closed).ignored).not.toBeNull();
  });

  it("agents who do not say when they come are not promised", () => {
    const never = { hours: () => ({ open: false as const, opensAt: null }) } as const;
    const decision = decideOn(form("hello"), { conversation: conversation() }, never);
    expect(said(decision)).toEqual([texts("hours.left-unknown", { case: caseNumber })]);
    expect(decision.timers).toEqual([]);
  });
});

describe("when agents are back", () => {
  it("the message is handed to them under its case", () => {
    const decision = decideOn(rang, { conversation: conversation({ caseNumber }) });
    expect(decision.conversation).toMatchObject({ answering: "waiting", caseNumber });
    expect(decision.changedCase).toBeUndefined();
    expect(kinds(decision)).toContain("agent.request");
  });

  it("what was left goes into a new conversation, with what was said, when the old one has ended meanwhile", () => {
    const ended = conversation({ answering: "ended", caseNumber, endedAt: NOW - 1 });
    const decision = decideOn(rang, { conversation: ended });
    expect(decision.conversation).toMatchObject({ follows: conversationId, ordinal: 2, caseNumber });
    expect(kinds(decision)).toContain("history.post");
  });

  it("nothing is done twice for whoever talks to somebody already", () => {
    for (const answering of ["waiting", "agent"] as const) {
      expect(
        decideOn(rang, { conversation: conversation({ answering, caseNumber }) }).ignored,
      ).not.toBeNull();
    }
  });

  it("later than they said, it waits on", () => {
    const decision = decideOn(rang, { conversation: conversation({ caseNumber }) }, closed);
    expect(decision.timers).toEqual([{ timer: "hours", conversationId, subject: "", dueAt: OPENS }]);
  });
});

describe("after the end", () => {
  const ended = conversation({ answering: "ended", caseNumber, endedAt: NOW - 1_000, taskId });
  const press = (action: string) =>
    ({ kind: "member.pressed", ...facts, interactionId, placeId, action, subject: conversationId }) as const;

  it("a button of a conversation that goes on, or of none, does nothing", () => {
    for (const action of ["reopen", "rate-3", "transcript"]) {
      expect(decideOn(press(action), { conversation: conversation() }).ignored).not.toBeNull();
      expect(decideOn(press(action), {}).ignored).not.toBeNull();
    }
    expect(decideOn(press("rate-6"), { conversation: ended }).ignored).not.toBeNull();
  });

  it("reopening comes too late to reopen when it is, and the card stops offering it", () => {
    const old = { ...ended, endedAt: NOW - 3_600_000 };
    const decision = decideOn(press("reopen"), { conversation: old });
    expect(said(decision)[0]).toBe(texts("reopen.too-late"));
    expect(decision.conversation?.id).toBe(conversationId);
  });

  it("whoever talks to somebody already is told so", () => {
    const open = conversation({ ordinal: 2 });
    const decision = decideOn(press("reopen"), { conversation: ended, open });
    expect(said(decision)).toEqual([texts("reopen.already-talking")]);
  });

  it("reopened while nobody is there, it waits for them", () => {
    const decision = decideOn(press("reopen"), { conversation: ended }, closed);
    expect(decision.conversation).toMatchObject({
      follows: conversationId,
      answering: "assistant",
      caseNumber,
    });
    expect(decision.timers).toMatchObject([{ timer: "hours", dueAt: OPENS }]);
    expect(kinds(decision)).not.toContain("task.ensure");
  });

  it("the agent who was asked first and did not come is not asked again", () => {
    const waiting = conversation({ answering: "waiting", caseNumber, taskId });
    const desk = { ...waiting.desk, preferred: "WK1" as WorkerId };
    const canceled = { kind: "task.moved", transportConversationId, taskId, stage: "canceled" } as const;
    const decision = decideOn(canceled, { conversation: { ...waiting, desk } });
    expect(decision.conversation).toMatchObject({ answering: "waiting", taskId: null });
    expect(decision.conversation?.desk.preferred).toBeNull();
    expect(decision.timers).toMatchObject([{ timer: "task", dueAt: NOW }]);
  });
});
