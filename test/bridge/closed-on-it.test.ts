import { expect, it } from "vitest";

import type { Post } from "../../src/bridge/effect.ts";
import { Failure, type FailureCode } from "../../src/domain/failure.ts";
import { conversation, conversationId, memberFile, NOW, post } from "./builders.ts";
import { carriedOut } from "./carried-out.ts";

/** A line for the agents' side, which refuses it. */
function refused(fields: Partial<Post>, code: FailureCode = "twilio.closed") {
  const line: Post = {
    kind: "post",
    direction: "agent",
    conversationId,
    voice: "member",
    text: "Where is the dragon?",
    postId: post(1),
    startsFlow: false,
    asksForAgent: false,
    ...fields,
  };
  const transport = { post: () => Promise.reject(new Failure(code, "no")) };
  return carriedOut(line, { transport }, { conversation: conversation() });
}

it("a message that found its conversation closed waits until it is known whether its answer was said", async () => {
  const settlement = await refused({});
  expect(settlement).toMatchObject({ outcome: "parked", awaits: { to: post(1) } });
  if (settlement.outcome !== "parked") return;
  expect(settlement.awaits?.tryAgainAt).toBeGreaterThan(NOW);
  expect(settlement.events).toMatchObject([
    { happening: { kind: "delivery.failed", post: { postId: post(1) } } },
  ]);
});

it("of one that was answered before it is said that it was", async () => {
  const settlement = await refused({ answered: true });
  expect(settlement).toMatchObject({ events: [{ happening: { post: { answered: true } } }] });
});

it.each<[string, Partial<Post>, FailureCode]>([
  ["our own line", { postId: null, voice: "notice" }, "twilio.closed"],
  ["a file, which nobody answers,", { file: memberFile("a"), text: "" }, "twilio.closed"],
  ["what is refused for what it says", {}, "twilio.refused"],
])("%s waits for no answer", async (_, fields, code) => {
  const settlement = await refused(fields, code);
  expect(settlement).toMatchObject({ outcome: "parked" });
  expect(settlement).not.toHaveProperty("awaits");
});
