import { afterEach, beforeEach, expect, it } from "vitest";
import { createBackFill } from "../../../src/discord/gateway/back-fill.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { snowflakeAt } from "../../../src/discord/snowflake.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import type { InboundEvent } from "../../../src/domain/event.ts";
import type { ConversationId, MemberId, PlaceId, PostId } from "../../../src/domain/ids.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { startFakeRest, type FakeRest } from "../support/fake-rest.ts";
import { BOT_ID, DM_ID, dmMessage, noNames, TOKEN } from "../support/wire.ts";

let rest: FakeRest;
beforeEach(async () => {
  rest = await startFakeRest();
});
afterEach(() => rest[Symbol.asyncDispose]());

const HISTORY = `GET /channels/${DM_ID}/messages` as const;
const MINUTE = 60_000;
const now = Date.now();

/** A message of the member that long ago. */
function said(text: string, minutesAgo: number, editedMinutesAgo: number | null = null) {
  const id = snowflakeAt(now - minutesAgo * MINUTE);
  const edited = editedMinutesAgo === null ? null : new Date(now - editedMinutesAgo * MINUTE).toISOString();
  return { ...dmMessage(text), id, edited_timestamp: edited };
}
type Said = ReturnType<typeof said>;

/** Gives what is told of a place that holds this, when these were heard and nobody listened for ten minutes. */
async function fill(
  history: readonly Said[],
  heard: readonly Said[],
  { thread = false, talking = true } = {},
): Promise<readonly string[]> {
  rest.on(HISTORY, ({ query }) => {
    const after = BigInt(query.get("after") ?? "0");
    const body = history
      .filter(({ id }) => BigInt(id) > after)
      .toSorted((a, b) => Number(BigInt(b.id) - BigInt(a.id)));
    return { status: 200, body };
  });
  const events: InboundEvent[] = [];
  const place = {
    memberId: "m" as MemberId,
    placeId: DM_ID as PlaceId,
    conversationId: talking ? ("c" as ConversationId) : null,
  };
  const gap = { id: 1, since: now - 10 * MINUTE, places: [place] };
  const backFill = createBackFill({
    rest: createRest({ token: TOKEN, api: rest.api }),
    reader: { botId: BOT_ID, names: noNames, isThread: () => thread, commandKey: (name) => name },
    async accept(accepted) {
      events.push(...accepted);
      return accepted.map(() => ({ state: "duplicate" as const }));
    },
    gaps: {
      openGap: async () => gap,
      closeGap: async () => undefined,
      gap: async () => gap,
      heardPosts: async () => (talking ? heard.map(({ id }) => id as PostId) : []),
    },
    clock: systemClock,
    log: silentLog,
    signal: new AbortController().signal,
  });
  await backFill.resume();
  await backFill.idle();
  return events.map(({ sourceId, happening }) => `${happening.kind} ${sourceId}`);
}

const [old, changed, gone, fresh] = [
  said("old", 60),
  said("changed", 50, 5),
  said("gone", 40),
  said("fresh", 4),
];

it("what was changed or deleted meanwhile of what is known is told as the gateway would have, in one request", async () => {
  const told = await fill([old, changed, fresh], [old, changed, gone]);
  expect(told).toEqual([
    `member.wrote ${old.id}`,
    `member.wrote ${changed.id}`,
    `member.edited ${changed.id}:edit:${now - 5 * MINUTE}`,
    `member.wrote ${fresh.id}`,
    `member.deleted ${gone.id}:deleted`,
  ]);
  expect(rest.of(HISTORY)).toHaveLength(1);
});

it("where nobody talks, no more is read than what was missed", async () => {
  expect(await fill([old, changed, fresh], [old, gone], { talking: false })).toEqual([
    `member.wrote ${fresh.id}`,
  ]);
});

it("an empty direct message is empty; an empty thread is one that may not be read", async () => {
  expect(await fill([], [old])).toEqual([`member.deleted ${old.id}:deleted`]);
  expect(await fill([], [old], { thread: true })).toEqual([]);
});
