import { expect, it } from "vitest";
import type { Settlement } from "../../src/bridge/ports.ts";
import type { PlaceId, PostId, TransportConversationId, TransportMessageId } from "../../src/domain/ids.ts";
import { planReplay } from "../../src/operator/replay.ts";
import {
  agentWrote,
  decision,
  event,
  MIA,
  opening,
  post,
  say,
  THEN,
  wrote,
} from "../contract/store/samples.ts";
import { done, ledgers, parked } from "./support.ts";

const open = ledgers();

const POST = "100000000000000001" as PostId;
const LINE = "IM1" as TransportMessageId;
const FLEX = "CH1" as TransportConversationId;
const EVERYTHING = { target: null, failed: false, since: 0, to: null } as const;

/** A member's message toward the agents, and an agent's toward the member, which ended so. */
async function carried(ended: Settlement) {
  const bench = await open();
  const { ledger } = bench.store;
  await ledger.accept([wrote(MIA, POST)]);
  await ledger.decideNext(
    MIA,
    opening((_, { id }) => ({ effects: [{ ...post("my password", id), postId: POST }] }), {
      transportConversationId: FLEX,
    }),
  );
  await bench.settle(MIA, "agent", ended);
  await ledger.accept([agentWrote(FLEX, LINE)]);
  await ledger.decideNext(MIA, ({ conversation }) =>
    decision({ effects: [{ ...say("a secret", conversation?.id ?? null), voice: "agent", lineId: LINE }] }),
  );
  await bench.settle(MIA, "member", ended);
  const wanted = async () =>
    (await planReplay(bench.reader, EVERYTHING)).map(({ effectId, send, why }) => ({ effectId, send, why }));
  return { ...bench, wanted };
}

const deletions = [
  event("discord", `${POST}:deleted`, {
    kind: "member.deleted",
    placeId: `dm-${MIA}` as PlaceId,
    postId: POST,
  }),
  event("transport", `${LINE}:deleted`, {
    kind: "agent.deleted",
    transportConversationId: FLEX,
    transportMessageId: LINE,
    index: 0,
  }),
];

it.each<[string, Settlement]>([
  ["delivered", done("there")],
  ["given up", parked("twilio.not-found")],
  ["dropped", { outcome: "dropped", reason: "it was deleted before it was carried" }],
])("does not bring back what was taken back since, though it was %s", async (_, ended) => {
  const { store, wanted } = await carried(ended);
  expect((await wanted()).map(({ send }) => send)).toEqual([true, true]);
  await store.ledger.accept(deletions);
  const why = "whoever said it has taken it back since";
  expect(await wanted()).toEqual([
    { effectId: 1, send: false, why },
    { effectId: 2, send: false, why },
  ]);
  // Whoever planned before that is stopped as well, and so is the desk's button.
  expect(await store.repair.unsettle([1, 2])).toEqual([]);
});

it("takes back to what waits what still stands", async () => {
  const { store } = await carried(done("there"));
  const lanes = await store.repair.unsettle([1, 2]);
  expect(lanes).toEqual([
    { memberId: MIA, direction: "agent" },
    { memberId: MIA, direction: "member" },
  ]);
});

it("waits from then on: nobody is alarmed for how old it is", async () => {
  const { store, ...bench } = await carried(done("there"));
  const then = THEN + 10 * 86_400_000;
  bench.at(then);
  await store.repair.unsettle([1, 2]);
  expect(await store.troubles.unsettled(then)).toEqual([]);
  expect(await store.troubles.unsettled(then + 1)).toEqual([
    { direction: "agent", count: 1, since: then },
    { direction: "member", count: 1, since: then },
  ]);
});
