import { expect, it } from "vitest";
import { carryOut } from "../../src/bridge/carry-out/carry-out.ts";
import type { CarryOutContext } from "../../src/bridge/carry-out/context.ts";
import type { Effect } from "../../src/bridge/effect.ts";
import type { ConversationId, PostId } from "../../src/domain/ids.ts";
import { createLogSource } from "../../src/operator/log.ts";
import { MIA, opening, post, THEN, wrote } from "../contract/store/samples.ts";
import { EVERYTHING, ledgers } from "../operator/support.ts";

const openLedger = ledgers();
const MINUTE = 60_000;
const LATER = THEN + 10 * MINUTE;

/** Nobody is asked for what is dropped; whatever is carried out after all fails, for there is nobody to carry it to. */
const nobody = { now: () => LATER, random: () => 0 } as CarryOutContext;

/** Mia wrote more than is passed on: it is held back for a while. */
async function held(make: (id: ConversationId) => Effect) {
  const place = await openLedger();
  const { ledger } = place.store;
  place.at(THEN);
  await ledger.accept([wrote(MIA, "1")]);
  await ledger.decideNext(
    MIA,
    opening((_, { id }) => ({ effects: [make(id)], heldUntil: LATER })),
  );
  return {
    ...place,
    /** What becomes of it when its time has come. */
    async outcome() {
      place.at(LATER);
      const claim = await ledger.claim({ memberId: MIA, direction: "agent" });
      if (claim.state !== "due") throw new Error("nothing is due");
      const { settlement } = await carryOut(nobody, claim.due, new AbortController().signal);
      await ledger.settle(claim.due.effectId, settlement);
      return settlement;
    },
  };
}

const line = (id: ConversationId) => ({ ...post("held back", id), postId: "1" as PostId });
const ofFile = (id: ConversationId) => ({ ...line(id), text: "", part: 1 });
const edit = (id: ConversationId): Effect => ({
  kind: "post.edit",
  direction: "agent",
  conversationId: id,
  postId: "1" as PostId,
  before: "held",
  text: "held back",
});

it.each<[string, (id: ConversationId) => Effect]>([
  ["line", line],
  ["file", ofFile],
])(
  "a %s that was held back does not go out once its member is blocked, and the log says so",
  async (_, make) => {
    const place = await held(make);
    await place.store.blocklist.put(MIA, { reason: "insults", until: null });
    expect(await place.outcome()).toEqual({ outcome: "dropped", reason: expect.stringContaining("blocked") });
    const { lines } = await createLogSource(place.reader).tail({ ...EVERYTHING, state: "dropped" }, 10);
    expect(lines).toMatchObject([{ state: "dropped", reason: expect.stringContaining("blocked") }]);
  },
);

it("nor does a change of what agents have read", async () => {
  const place = await held(edit);
  await place.store.blocklist.put(MIA, { reason: "insults", until: null });
  expect(await place.outcome()).toMatchObject({ reason: expect.stringContaining("blocked") });
});

it("does not go out either when an earlier process may have begun it", async () => {
  const place = await held(line);
  const claimed = await place.store.ledger.claim({ memberId: MIA, direction: "agent" });
  expect(claimed).toEqual({ state: "later", at: LATER });
  await place.store.blocklist.put(MIA, { reason: "insults", until: null });
  place.at(LATER);
  const again = await place.store.ledger.claim({ memberId: MIA, direction: "agent" });
  if (again.state !== "due") throw new Error("nothing is due");
  const due = { ...again.due, inDoubt: true, attempts: 1 };
  const { settlement } = await carryOut(nobody, due, new AbortController().signal);
  expect(settlement).toMatchObject({ outcome: "dropped" });
});

it.each<[string, (id: ConversationId) => Effect]>([
  ["our own line", (id) => ({ ...line(id), voice: "notice", postId: null })],
  ["the line that asks for a human", (id) => ({ ...line(id), asksForAgent: true })],
  [
    "what a member takes back",
    (id) => ({
      kind: "post.remove",
      direction: "agent",
      conversationId: id,
      postId: "1" as PostId,
      before: null,
    }),
  ],
])("%s goes out all the same", async (_, make) => {
  const place = await held(make);
  await place.store.blocklist.put(MIA, { reason: "insults", until: null });
  expect(await place.outcome()).not.toMatchObject({ reason: expect.stringContaining("blocked") });
});

it("goes out when the block is over by then, or somebody took it back", async () => {
  const over = await held(line);
  await over.store.blocklist.put(MIA, { reason: "insults", until: LATER });
  expect((await over.outcome()).outcome).not.toBe("dropped");
  const undone = await held(line);
  await undone.store.blocklist.put(MIA, { reason: "insults", until: null });
  await undone.store.blocklist.remove(MIA);
  expect((await undone.outcome()).outcome).not.toBe("dropped");
});
