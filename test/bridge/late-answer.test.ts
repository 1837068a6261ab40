import { expect, it } from "vitest";

import { carryOut } from "../../src/bridge/carry-out/carry-out.ts";
import type { CarryOutContext } from "../../src/bridge/carry-out/context.ts";
import type { Say } from "../../src/bridge/effect.ts";
import type { Due, MemberLine } from "../../src/bridge/ports.ts";
import type { PostId } from "../../src/domain/ids.ts";
import { conversation, conversationId, member, memberId, NOW, placeId, post, texts } from "./builders.ts";

/** An answer of the assistant that a handoff came before; `there` is what an earlier try of it left. */
async function late(inDoubt: boolean, there: readonly PostId[]) {
  const said: MemberLine[] = [];
  const effect: Say = {
    kind: "say",
    direction: "member",
    conversationId,
    interactionId: null,
    voice: "assistant",
    text: "The dragon is behind the second door.",
    buttons: [],
  };
  const due: Due = {
    effectId: 1,
    effect,
    memberId,
    member: member({ placeId }),
    conversation: conversation({ answering: "waiting", epoch: 1 }),
    epoch: 0,
    attempts: 0,
    inDoubt,
    decidedAt: NOW,
    carried: [],
    withdrawn: false,
    reworded: null,
    blocked: false,
    theCase: null,
    votes: { up: 0, down: 0 },
  };
  const context = {
    now: () => NOW,
    random: () => 0,
    policy: { texts },
    lineageOf: () => "test",
    memberSide: {
      say(line: MemberLine) {
        said.push(line);
        return Promise.resolve(there);
      },
    },
  } as unknown as CarryOutContext;
  const { settlement } = await carryOut(context, due, new AbortController().signal);
  return { outcome: settlement.outcome, said };
}

it("an answer that a handoff came before is dropped unsaid", async () => {
  expect(await late(false, [])).toEqual({ outcome: "dropped", said: [] });
});

it("one that may have been said is looked for, and counts as said when it is there", async () => {
  const { outcome, said } = await late(true, [post(7)]);
  expect(outcome).toBe("done");
  expect(said).toEqual([expect.objectContaining({ tooLate: true, inDoubt: true })]);
});

it("one that was not said after all is dropped", async () => {
  const { outcome, said } = await late(true, []);
  expect(outcome).toBe("dropped");
  expect(said.every(({ tooLate }) => tooLate === true)).toBe(true);
});
