import { describe, expect, it } from "vitest";
import { untouchedDesk, unwrittenCard } from "../../src/domain/conversation.ts";
import type { ConversationId, FileId, PostId } from "../../src/domain/ids.ts";
import {
  NOW,
  caseNumber,
  conversation,
  conversationId,
  decideOn,
  kinds,
  memberFile,
  memberId,
  post,
  posts,
  said,
  taskId,
  texts,
  transportConversationId,
  transportMessage,
} from "./builders.ts";

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
    expect(kinds(decision)).toEqual(["member.describe", "card.show", "flow.detach", "queue.tell"]);
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
    expect(decision.timers).toMatchObject([{ timer: "ending" }]);
    const rang = { kind: "timer.rang", memberId, conversationId, timer: "ending", subject: "" } as const;
    const checked = decideOn(rang, { conversation: decision.conversation ?? null });
    expect(kinds(checked)).toEqual(["end.check"]);
    const closed = { kind: "end.checked", memberId, conversationId, state: "closed" } as const;
    const ended = decideOn(closed, { conversation: decision.conversation ?? null });
    expect(ended.conversation).toMatchObject({ answering: "ended", endedAt: NOW });
    expect(said(ended)).toEqual([texts("conversation.ended")]);
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

describe("a line that cannot be delivered", () => {
  const failed = {
    kind: "delivery.failed",
    memberId,
    conversationId,
    interactionId: null,
    post: null,
  } as const;
  const closed = {
    ...failed,
    side: "agent",
    code: "twilio.closed",
    post: { postId: post(4), text: "still there?" },
    effectId: 17,
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
    const decision = decideOn(closed, { conversation: conversation({ answering: "agent" }) });
    expect(decision.ended).toMatchObject({ id: conversationId, answering: "ended" });
    expect(decision.conversation).toMatchObject({ ordinal: 2, answering: "assistant" });
    expect(kinds(decision)).toEqual(["card.show", "conversation.ensure", "card.show", "post"]);
    expect(decision.insteadOf).toBe(17);
  });

  it("asks the assistant nothing that it has answered, here or in a conversation before that", () => {
    const talking = conversation({ answering: "assistant" });
    const asked = decideOn(closed, { conversation: talking });
    expect(posts(asked)).toMatchObject([{ text: "still there?", startsFlow: true }]);
    const here = decideOn(closed, { conversation: talking, answered: () => true });
    const before = { ...closed, post: { ...closed.post, answered: true } } as const;
    for (const decision of [here, decideOn(before, { conversation: talking })]) {
      expect(posts(decision)).toMatchObject([{ text: "still there?", startsFlow: false, answered: true }]);
      expect(decision.timers.filter(({ timer }) => timer === "answer")).toEqual([]);
    }
    // Whom a human answers is not asked either, and it is still known in the conversation after that.
    const withHuman = conversation({ id: "the next" as ConversationId, ordinal: 2, answering: "agent" });
    const ended = conversation({ answering: "ended" });
    const carried = decideOn(before, { conversation: ended, open: withHuman });
    expect(posts(carried)).toMatchObject([{ conversationId: withHuman.id, answered: true }]);
  });

  it("goes into the conversation that is open by now, when another one followed the closed one", () => {
    const open = conversation({ id: "the next" as ConversationId, ordinal: 2, answering: "agent" });
    const decision = decideOn(closed, { conversation: conversation({ answering: "ended" }), open });
    expect(decision).toMatchObject({ insteadOf: 17 });
    expect(decision.conversation).toBeUndefined();
    expect(posts(decision)).toMatchObject([{ conversationId: open.id, text: "still there?" }]);
    expect(kinds(decision)).toEqual(["post"]);
  });

  it("opens the conversation that a later message began, as it goes there before it", () => {
    const begun = conversation({
      id: "the next" as ConversationId,
      ordinal: 2,
      transportConversationId: null,
      card: { ...unwrittenCard, version: 1 },
    });
    const decision = decideOn(closed, { conversation: conversation({ answering: "ended" }), open: begun });
    expect(decision.effects).toMatchObject([
      { kind: "conversation.ensure", conversationId: begun.id },
      { kind: "post", conversationId: begun.id, text: "still there?" },
    ]);
  });

  it("is not answered again when the assistant has answered it", () => {
    const answered = (id: PostId) => id === post(4);
    const decision = decideOn(closed, { conversation: conversation(), answered });
    expect(decision.conversation).toMatchObject({ ordinal: 2, owed: [] });
    expect(decision.timers).not.toContainEqual(expect.objectContaining({ timer: "answer" }));
    expect(posts(decision)).toMatchObject([{ text: "still there?", startsFlow: false, postId: post(4) }]);
  });

  it("has the assistant asked what the message says by now, and takes nothing over that was deleted", () => {
    const edited = decideOn(closed, {
      conversation: conversation(),
      earlier: { text: "where are you?", at: 0, deleted: false, files: [] },
    });
    expect(edited.conversation?.owed).toEqual([{ postId: post(4), text: "where are you?" }]);
    expect(posts(edited)).toMatchObject([{ text: "still there?" }]);
    const deleted = decideOn(closed, {
      conversation: conversation(),
      earlier: { text: "?", at: 0, deleted: true, files: [] },
    });
    expect(deleted.conversation).toMatchObject({ id: conversationId, answering: "ended" });
    expect(posts(deleted)).toEqual([]);
  });

  it("takes a file over as the part that it was", () => {
    const file = memberFile("sword", { postId: post(4) });
    const lost = { postId: post(4), text: "", file, part: 2 };
    const decision = decideOn({ ...closed, post: lost }, { conversation: conversation() });
    expect(posts(decision)).toMatchObject([{ text: "", file, part: 2, postId: post(4) }]);
    expect(said(decision)).toEqual([texts("conversation.ended"), texts("card.assistant")]);
  });

  it("is not taken from one conversation to the next for ever when none can be opened", () => {
    const desk = { ...untouchedDesk, end: "failed" as const };
    const never = conversation({ answering: "ended", desk, transportConversationId: null });
    const decision = decideOn({ ...closed, code: "twilio.not-found" }, { conversation: never });
    expect(decision.ignored).toBe("the conversation has ended");
    const there = conversation({ answering: "ended", desk });
    expect(decideOn(closed, { conversation: there }).conversation).toMatchObject({ ordinal: 2 });
  });

  it("leaves the place in its lane to the link when an agent's file cannot be sent", () => {
    const about = { fileId: "ME1" as FileId, name: "map.png", contentType: "image/png", bytes: 9 };
    const file = { ...about, from: "agent", transportConversationId } as const;
    const decision = decideOn(
      { ...failed, side: "member", code: "discord.refused", file, effectId: 8 },
      { conversation: conversation({ answering: "agent" }) },
    );
    expect(decision.insteadOf).toBe(8);
    expect(kinds(decision)).toEqual(["say"]);
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
