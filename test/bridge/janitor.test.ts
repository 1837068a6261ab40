import { describe, expect, it } from "vitest";
import {
  caseNumber,
  conversation,
  conversationId,
  decideOn,
  memberId,
  NOW,
  taskId,
  texts,
  transportConversationId,
  wrote,
} from "./builders.ts";

const waiting = conversation({ answering: "waiting", caseNumber, epoch: 1 });
const rings = (subject: string) =>
  ({
    kind: "timer.rang",
    memberId,
    conversationId,
    timer: "patience",
    subject,
  }) as const;
const said = (decision: ReturnType<typeof decideOn>) =>
  decision.effects.flatMap((effect) =>
    effect.kind === "say" ? [effect.text] : effect.kind === "card.show" ? [effect.card.text] : [],
  );

describe("whoever waits for a human", () => {
  it("is told when it takes longer than it should", () => {
    expect(said(decideOn(rings("delayed"), { conversation: waiting }))).toEqual([texts("handoff.delayed")]);
  });

  it("is led back to the assistant in the end, with their case and another way to a human", () => {
    const decision = decideOn(rings("given-up"), { conversation: waiting });
    expect(said(decision)).toEqual([texts("handoff.failed", { case: caseNumber })]);
    expect(decision.conversation).toMatchObject({ answering: "assistant", epoch: 2, caseNumber });
    const back = decision.conversation ?? waiting;
    const again = decideOn(wrote("talk to a human"), { conversation: back });
    expect(again.conversation).toMatchObject({ answering: "waiting", epoch: 3, caseNumber });
    expect(again.changedCase).toBeUndefined();
  });

  it("hears nothing of it once there is a task", () => {
    for (const subject of ["delayed", "given-up"]) {
      expect(decideOn(rings(subject), { conversation: { ...waiting, taskId } }).effects).toEqual([]);
    }
  });

  it("goes to the human all the same when the task comes after that", () => {
    const back = conversation({ answering: "assistant", caseNumber, epoch: 2 });
    const moved = { kind: "task.moved", transportConversationId, taskId, stage: "created" } as const;
    const decision = decideOn(moved, { conversation: back });
    expect(decision.conversation).toMatchObject({ answering: "waiting", epoch: 3, caseNumber });
    expect(decision.changedCase).toBeUndefined();
  });

  it("is looked for again after each search that found nothing", () => {
    const missing = { kind: "task.missing", memberId, conversationId, comeBackMs: 5_000 } as const;
    expect(decideOn(missing, { conversation: waiting }).timers).toEqual([
      { timer: "task", conversationId, subject: "", dueAt: NOW + 5_000 },
    ]);
  });
});

describe("a gap in what members wrote", () => {
  const gap = { kind: "gap.noticed", memberId, conversationId, fetched: 2, readable: true } as const;

  it("is told to both", () => {
    const { effects } = decideOn(gap, { conversation: conversation({ answering: "agent" }) });
    expect(effects).toMatchObject([
      { kind: "say", text: texts("gap.caught-up") },
      { kind: "post", text: texts("agent.gap-caught-up") },
    ]);
  });

  it("is told to the member alone when the conversation is over, and what cannot be read is asked for", () => {
    const unread = { ...gap, readable: false };
    const { effects } = decideOn(unread, { conversation: conversation({ answering: "ended" }) });
    expect(effects).toMatchObject([{ kind: "say", text: texts("gap.unread") }]);
  });
});
