import { expect, it } from "vitest";

import type { ShowCard } from "../../src/bridge/effect.ts";
import type { MemberSide } from "../../src/bridge/ports.ts";
import { conversation, conversationId, placeId, post } from "./builders.ts";
import { carriedOut } from "./carried-out.ts";

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
  const atHand = conversation({ card: { version: NEWEST, fact: shown, placeId, postId: post(1) } });
  const { outcome } = await carriedOut(effect, { memberSide: { show } }, { conversation: atHand });
  return { outcome, seen };
}

it("a card with news is shown in its turn, although a newer one waits: a line may stand between them", async () => {
  expect(await showing("joined", "waiting")).toEqual({ outcome: "done", seen: ["joined"] });
});

it("a card that tells what can be read already waits for the newer one", async () => {
  expect(await showing("waiting", "waiting")).toEqual({ outcome: "dropped", seen: [] });
});
