import { describe, expect, it } from "vitest";
import type { Effect } from "../../src/bridge/effect.ts";
import type { Decision } from "../../src/bridge/ports.ts";
import type { ConversationId } from "../../src/domain/ids.ts";
import {
  NOW,
  caseNumber,
  conversation,
  conversationId,
  decideOn,
  facts,
  interactionId,
  member,
  memberId,
  placeId,
  post,
  taskId,
  texts,
  transportConversationId,
  transportMessage,
  wrote,
} from "./builders.ts";

const kinds = (decision: Decision) => decision.effects.map((effect) => effect.kind);
const said = (decision: Decision) =>
  decision.effects.flatMap((effect) => (effect.kind === "say" ? [effect.text] : []));
const posts = (decision: Decision) =>
  decision.effects.filter((effect): effect is Extract<Effect, { kind: "post" }> => effect.kind === "post");

describe("a member's message", () => {
  it("opens a conversation and is owed an answer", () => {
    const decision = decideOn(wrote("How do I reset?"), { member: member({ conversations: 0 }) });
    expect(kinds(decision)).toEqual(["conversation.ensure", "post"]);
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
    expect(kinds(decision)).toEqual(["say", "agent.request", "post", "post"]);
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
    expect(kinds(decision)).toEqual(["conversation.ensure", "say", "agent.request", "post", "post"]);
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

describe("the agents' side", () => {
  const waiting = conversation({ answering: "waiting", epoch: 1, caseNumber });
  const moved = { kind: "task.moved", transportConversationId, taskId } as const;

  it("has the flow taken off once the task exists, and the member told their place", () => {
    const decision = decideOn({ ...moved, stage: "created" }, { conversation: waiting });
    expect(kinds(decision)).toEqual(["flow.detach", "queue.tell"]);
    expect(decision.conversation?.taskId).toBe(taskId);
  });

  it("hears of the same task twice without doing anything twice", () => {
    const decision = decideOn({ ...moved, stage: "queued" }, { conversation: { ...waiting, taskId } });
    expect(decision.ignored).toBe("the task is known");
  });

  it("that got a task nobody asked for (the flow failed open) opens the case then", () => {
    const decision = decideOn({ ...moved, stage: "created" }, { conversation: conversation() });
    expect(decision.changedCase).toBeDefined();
    expect(decision.conversation).toMatchObject({ answering: "waiting", epoch: 1 });
    expect(kinds(decision)).toEqual(["say", "flow.detach", "queue.tell"]);
  });

  it("announces who joined, once", () => {
    const accepted = { ...moved, stage: "accepted", agentName: "Alex" } as const;
    const decision = decideOn(accepted, { conversation: waiting });
    expect(said(decision)).toEqual([texts("agent.joined", { agent: "Alex" })]);
    const again = decideOn(accepted, { conversation: { ...waiting, answering: "agent", agentName: "Alex" } });
    expect(again.ignored).not.toBeNull();
  });

  it("delivers an agent's line, even behind the news of the end", () => {
    const line = {
      kind: "agent.wrote",
      transportConversationId,
      transportMessageId: transportMessage(1),
      index: 4,
      author: "alex",
      text: "Bye!",
    } as const;
    for (const answering of ["agent", "ended"] as const) {
      const there = conversation({ answering, accountedTo: 3 });
      expect(said(decideOn(line, { conversation: there }))).toEqual(["Bye!"]);
    }
  });

  it.each(["wrapup", "completed"] as const)("ends the conversation with %s, once", (stage) => {
    const decision = decideOn({ ...moved, stage }, { conversation: conversation({ answering: "agent" }) });
    expect(decision.conversation).toMatchObject({ answering: "ended", endedAt: NOW });
    expect(said(decision)).toEqual([texts("conversation.ended")]);
    const again = decideOn({ ...moved, stage }, { conversation: conversation({ answering: "ended" }) });
    expect(again.ignored).not.toBeNull();
  });

  it("that cancels the task tells the member and closes what nobody will end", () => {
    const decision = decideOn({ ...moved, stage: "canceled" }, { conversation: { ...waiting, taskId } });
    expect(said(decision)).toEqual([texts("handoff.no-agent")]);
    expect(kinds(decision)).toContain("conversation.close");
  });

  it("is looked after when the flow made no task in time", () => {
    const rang = { kind: "timer.rang", memberId, conversationId, timer: "task", subject: "" } as const;
    expect(kinds(decideOn(rang, { conversation: waiting }))).toEqual(["task.ensure"]);
    expect(decideOn(rang, { conversation: { ...waiting, taskId } }).ignored).not.toBeNull();
    const missing = { kind: "task.missing", memberId, conversationId, comeBackMs: 5_000 } as const;
    expect(decideOn(missing, { conversation: waiting }).timers).toMatchObject([{ dueAt: NOW + 5_000 }]);
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

describe("a line that cannot be delivered", () => {
  const failed = {
    kind: "delivery.failed",
    memberId,
    conversationId,
    interactionId: null,
    post: null,
  } as const;

  it("is told to the agent when the member's DMs are closed", () => {
    const decision = decideOn(
      { ...failed, side: "member", code: "member.unreachable" },
      { conversation: conversation({ answering: "agent" }) },
    );
    expect(posts(decision)).toMatchObject([
      { voice: "notice", text: texts("agent.not-delivered-dms-closed"), startsFlow: false },
    ]);
  });

  it("opens the next conversation when the member's message met a closed one", () => {
    const decision = decideOn(
      { ...failed, side: "agent", code: "twilio.closed", post: { postId: post(4), text: "still there?" } },
      { conversation: conversation({ answering: "agent" }) },
    );
    expect(decision.ended).toMatchObject({ id: conversationId, answering: "ended" });
    expect(decision.conversation).toMatchObject({ ordinal: 2, answering: "assistant" });
    expect(kinds(decision)).toEqual(["conversation.ensure", "post"]);
  });

  it("goes into the conversation that is open by now, when another one followed the closed one", () => {
    const open = conversation({ id: "the next" as ConversationId, ordinal: 2, answering: "agent" });
    const decision = decideOn(
      { ...failed, side: "agent", code: "twilio.closed", post: { postId: post(4), text: "still there?" } },
      { conversation: conversation({ answering: "ended" }), open },
    );
    expect(decision.conversation).toBeUndefined();
    expect(posts(decision)).toMatchObject([{ conversationId: open.id, text: "still there?" }]);
  });

  it("ends the conversation with an honest line when the agent's side refuses it", () => {
    const decision = decideOn(
      { ...failed, side: "agent", code: "twilio.refused" },
      { conversation: conversation() },
    );
    expect(said(decision)).toEqual([texts("failed.try-again")]);
    expect(decision.conversation?.answering).toBe("ended");
  });
});
