import { describe, expect, it } from "vitest";
import {
  NOW,
  caseNumber,
  conversation,
  conversationId,
  decideOn,
  facts,
  interactionId,
  kinds,
  member,
  memberId,
  placeId,
  post,
  posts,
  said,
  taskId,
  texts,
  transportConversationId,
  transportMessage,
  wrote,
} from "./builders.ts";

describe("a member's message", () => {
  it("opens a conversation and is owed an answer", () => {
    const decision = decideOn(wrote("How do I reset?"), { member: member({ conversations: 0 }) });
    expect(kinds(decision)).toEqual(["conversation.ensure", "card.show", "post"]);
    expect(decision.conversation).toMatchObject({
      id: conversationId,
      ordinal: 1,
      answering: "assistant",
      owed: [{ postId: post(1), text: "How do I reset?" }],
    });
    expect(decision.member?.conversations).toBe(1);
    expect(posts(decision)[0]).toMatchObject({ voice: "member", startsFlow: true, asksForAgent: false });
    expect(decision.timers).toEqual([
      { timer: "answer", conversationId, subject: post(1), dueAt: NOW + 2_000 },
    ]);
  });

  it("goes to the open conversation when there is one", () => {
    const decision = decideOn(wrote("and one more"), { conversation: conversation() });
    expect(kinds(decision)).toEqual(["post"]);
    expect(decision.conversation?.ordinal).toBe(1);
  });

  it.each(["waiting", "agent"] as const)("never starts the flow while %s", (answering) => {
    const decision = decideOn(wrote("can I talk to a human"), {
      conversation: conversation({ answering, taskId, epoch: 1 }),
    });
    expect(posts(decision)).toMatchObject([{ startsFlow: false, voice: "member" }]);
    expect(decision.changedCase).toBeUndefined();
  });

  it("that asks for a human opens a case and starts the flow exactly once", () => {
    const owed = [{ postId: post(1), text: "It does not start" }];
    const decision = decideOn(wrote("I want to talk to a human", 2), {
      conversation: conversation({ owed }),
    });
    expect(kinds(decision)).toEqual(["card.show", "member.describe", "agent.request", "post", "post"]);
    expect(posts(decision).map((line) => line.startsFlow)).toEqual([true, false]);
    expect(posts(decision)[0]).toMatchObject({ asksForAgent: true, postId: post(2) });
    expect(decision.conversation).toMatchObject({ answering: "waiting", epoch: 1, owed: [], caseNumber });
    expect(decision.changedCase?.case).toMatchObject({ number: caseNumber, status: "open" });
    expect(said(decision)).toEqual([texts("handoff.transferring", { case: caseNumber })]);
    expect(decision.timers.slice(0, 1)).toMatchObject([{ timer: "task", dueAt: NOW + 4_000 }]);
  });

  it("after the end opens the next conversation", () => {
    const decision = decideOn(wrote("hello again"), { member: member({ conversations: 1 }) });
    expect(decision.conversation?.ordinal).toBe(2);
  });
});

describe("the button for a human", () => {
  const pressed = {
    kind: "member.pressed",
    ...facts,
    interactionId,
    placeId,
    action: "human",
    subject: "",
  } as const;

  it("is written into the conversation for the member, for a press is no message", () => {
    const decision = decideOn(pressed, { conversation: conversation() });
    expect(posts(decision)[0]).toMatchObject({
      voice: "member",
      startsFlow: true,
      asksForAgent: true,
      postId: null,
      text: texts("agent.pressed", { label: texts("button.human") }),
    });
  });

  it("works before the member wrote anything", () => {
    const decision = decideOn(pressed, { member: member({ conversations: 0 }) });
    expect(kinds(decision)).toEqual([
      "conversation.ensure",
      "card.show",
      "member.describe",
      "agent.request",
      "post",
      "post",
    ]);
  });

  it("pressed again opens no second case", () => {
    const decision = decideOn(pressed, { conversation: conversation({ answering: "waiting", epoch: 1 }) });
    expect(decision.changedCase).toBeUndefined();
    expect(said(decision)).toEqual([texts("handoff.already-waiting")]);
  });

  it("of another kind is left alone", () => {
    expect(decideOn({ ...pressed, action: "dance" }).ignored).toBe("no button means dance");
  });
});

describe("the assistant", () => {
  const asked = {
    kind: "assistant.asked",
    transportConversationId,
    transportMessageId: transportMessage(2),
  } as const;
  const owed = [
    { postId: post(1), text: "first" },
    { postId: post(2), text: "second" },
  ];

  it("answers everything owed, oldest first, when the flow asks", () => {
    const decision = decideOn(asked, { conversation: conversation({ owed }) });
    expect(decision.effects).toMatchObject([
      { kind: "answer", postId: post(1), question: "first" },
      { kind: "answer", postId: post(2), question: "second" },
    ]);
    expect(decision.conversation?.owed).toEqual([]);
  });

  it("answers up to the one whose time has come when the flow does not ask", () => {
    const rang = { kind: "timer.rang", memberId, conversationId, timer: "answer" } as const;
    const decision = decideOn({ ...rang, subject: post(1) }, { conversation: conversation({ owed }) });
    expect(decision.effects).toMatchObject([{ kind: "answer", postId: post(1) }]);
    expect(decision.conversation?.owed).toEqual([owed[1]]);
    expect(decideOn({ ...rang, subject: post(1) }, { conversation: conversation() }).ignored).toBe(
      "already answered",
    );
  });

  it("is silent once a human was asked for", () => {
    const waiting = conversation({ answering: "waiting", epoch: 1 });
    expect(decideOn(asked, { conversation: waiting }).ignored).not.toBeNull();
  });

  const answered = (epoch: number, found = true) =>
    ({
      kind: "assistant.answered",
      memberId,
      conversationId,
      postId: post(1),
      epoch,
      text: "Read this.",
      found,
    }) as const;

  it("answers to the member and, without starting the flow, into the conversation", () => {
    const decision = decideOn(answered(0), { conversation: conversation() });
    expect(decision.effects).toMatchObject([
      { kind: "say", voice: "assistant", text: "Read this.", buttons: [{ action: "human" }] },
      { kind: "post", voice: "assistant", text: "Read this.", startsFlow: false },
    ]);
  });

  it("says so when it found nothing", () => {
    const decision = decideOn(answered(0, false), { conversation: conversation() });
    expect(said(decision)).toEqual([texts("assistant.nothing")]);
  });

  it("has its late answer dropped, and that is said", () => {
    const late = decideOn(answered(0), { conversation: conversation({ answering: "waiting", epoch: 1 }) });
    expect(late.ignored).toMatch(/dropped/u);
  });
});

describe("/helpme", () => {
  it("opens the place, greets there, and only then answers the command", () => {
    const commanded = decideOn({ kind: "member.commanded", ...facts, interactionId, command: "helpme" });
    expect(commanded.effects).toEqual([
      { kind: "place.open", direction: "member", place: "dm", interactionId },
    ]);
    const opened = decideOn({ kind: "place.opened", memberId, interactionId });
    expect(opened.effects).toMatchObject([{ kind: "say", interactionId, buttons: [{ action: "human" }] }]);
    const delivered = decideOn({ kind: "line.delivered", memberId, interactionId });
    expect(delivered.effects).toMatchObject([{ kind: "reply", interactionId, linksToPlace: true }]);
  });

  it("leads back to a conversation that is going on", () => {
    const opened = decideOn(
      { kind: "place.opened", memberId, interactionId },
      { conversation: conversation() },
    );
    expect(opened.effects).toMatchObject([{ kind: "reply", text: texts("helpme.continues") }]);
  });

  it("says how to open DMs when they are closed", () => {
    const failed = decideOn({
      kind: "delivery.failed",
      memberId,
      conversationId: null,
      side: "member",
      code: "member.unreachable",
      interactionId,
      post: null,
    });
    const [reply] = failed.effects;
    expect(reply).toMatchObject({ kind: "reply", buttons: [{ action: "thread" }] });
    expect(reply !== undefined && "text" in reply && reply.text).toContain(texts("helpme.dms-closed"));
  });
});
