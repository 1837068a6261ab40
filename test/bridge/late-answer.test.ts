import { expect, it } from "vitest";

import type { Say } from "../../src/bridge/effect.ts";
import type { MemberLine } from "../../src/bridge/ports.ts";
import type { PostId } from "../../src/domain/ids.ts";
import { conversation, conversationId, post } from "./builders.ts";
import { carriedOut } from "./carried-out.ts";

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
  const say = (line: MemberLine) => {
    said.push(line);
    return Promise.resolve(there);
  };
  const handedOff = conversation({ answering: "waiting", epoch: 1 });
  const due = { conversation: handedOff, epoch: 0, inDoubt };
  const { outcome } = await carriedOut(effect, { memberSide: { say } }, due);
  return { outcome, said };
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
