import { expect, it } from "vitest";

import { carryOut } from "../../src/bridge/carry-out/carry-out.ts";
import type { CarryOutContext } from "../../src/bridge/carry-out/context.ts";
import type { ShowCard } from "../../src/bridge/effect.ts";
import type { Due, MemberSide } from "../../src/bridge/ports.ts";
import { conversation, conversationId, member, memberId, NOW, placeId, post, texts } from "./builders.ts";

const NEWEST = 6;

/** A card of the version before the newest, for a member who sees one that tells `shown`. */
async function showing(fact: string, shown: string) {
  const seen: string[] = [];
  const show: MemberSide["show"] = ({ card }) => {
    seen.push(card.text);
    return Promise.resolve(post(2));
  };
  const effect: ShowCard = {
    kind: "card.show",
    direction: "member",
    conversationId,
    version: NEWEST - 1,
    fact,
    silent: false,
    card: { text: fact, details: [], tone: "live", agent: null, buttons: [] },
  };
  const due: Due = {
    effectId: 1,
    effect,
    memberId,
    member: member({ placeId }),
    conversation: conversation({
      card: { version: NEWEST, fact: shown, placeId, postId: post(1) },
    }),
    epoch: null,
    attempts: 0,
    inDoubt: false,
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
    memberSide: { show },
  } as unknown as CarryOutContext;
  const { settlement } = await carryOut(context, due, new AbortController().signal);
  return { outcome: settlement.outcome, seen };
}

it("a card with news is shown in its turn, although a newer one waits: a line may stand between them", async () => {
  expect(await showing("joined", "waiting")).toEqual({ outcome: "done", seen: ["joined"] });
});

it("a card that tells what can be read already waits for the newer one", async () => {
  expect(await showing("waiting", "waiting")).toEqual({ outcome: "dropped", seen: [] });
});
