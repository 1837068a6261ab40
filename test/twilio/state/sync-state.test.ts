import { describe, expect, onTestFinished, test } from "vitest";

import type { Clock } from "../../../src/domain/clock.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { openIdentityJournal, readIdentityMap } from "../../../src/provision/identity/journal.ts";
import {
  emptyIdentityMap,
  withIdentity,
  type Identity,
} from "../../../src/provision/identity/identity-map.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { createTwilioClient } from "../../../src/twilio/client.ts";
import { createSyncState } from "../../../src/twilio/state/sync-state.ts";

const header = { env: "test", guildId: "1", applicationId: "2", accountSid: "AC3" };
const entry = (key: string): Identity => ({
  kind: "discord.channel",
  key,
  id: `10423501772338${String(key.length).padStart(5, "0")}`,
  protected: true,
  applied: { name: "0123456789ab", topic: "ba9876543210" },
});

/** An account, and states of one name as several deploys would open them. */
async function openAccount(clock: Clock = systemClock) {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const { api, accountSid, apiKey, apiSecret } = sandbox.ready.twilio;
  const client = createTwilioClient({ accountSid, apiKey, apiSecret, api });
  const state = (holder: string, of: Clock = clock) =>
    createSyncState({ client, name: "flexcord.game.test", clock: of, holder });
  return { client, state };
}

describe("an identity map in Twilio Sync", () => {
  test("is kept, read back by another, and every change that was acknowledged is in it", async () => {
    const { state } = await openAccount();
    expect(await readIdentityMap(state("a"))).toBeNull();
    const journal = await openIdentityJournal(state("a"), emptyIdentityMap(header));
    await Promise.all(
      ["x", "xx", "xxx"].map((key) => journal.record((map) => withIdentity(map, entry(key)))),
    );
    const read = await readIdentityMap(state("b"));
    expect(read?.entries.map(({ key }) => key)).toEqual(["x", "xx", "xxx"]);
  });

  test("is never overwritten with what was read before somebody else wrote", async () => {
    const { state } = await openAccount();
    const empty = emptyIdentityMap(header);
    const [one, other] = [
      await openIdentityJournal(state("a"), empty),
      await openIdentityJournal(state("b"), empty),
    ];
    await one.record((map) => withIdentity(map, entry("x")));
    await expect(other.record((map) => withIdentity(map, entry("xx")))).rejects.toMatchObject({
      code: "state.conflict",
    });
    const later = await openIdentityJournal(state("b"), one.current());
    await one.record((map) => withIdentity(map, entry("xxx")));
    await expect(later.record((map) => withIdentity(map, entry("xx")))).rejects.toMatchObject({
      code: "state.conflict",
    });
    expect((await readIdentityMap(state("a")))?.entries.map(({ key }) => key)).toEqual(["x", "xxx"]);
  });

  test("that no longer fits says so and keeps what it had", async () => {
    const { state } = await openAccount();
    const random = () => Math.random().toString(36).slice(2).padEnd(12, "0");
    const journal = await openIdentityJournal(state("a"), emptyIdentityMap(header));
    const big = Array.from({ length: 900 }, (_, index) => ({
      ...entry(`k${index}`),
      id: `${index}${random()}`,
      applied: { name: random(), topic: random() },
    }));
    await expect(
      journal.record((map) => big.reduce((all, item) => withIdentity(all, item), map)),
    ).rejects.toMatchObject({ code: "store.unavailable", fix: expect.stringContaining("file") as string });
    expect(await readIdentityMap(state("a"))).toBeNull();
  });

  test("that holds something else is corrupt", async () => {
    const { client, state } = await openAccount();
    await client.sync.v1.services("default").documents.create({ uniqueName: "flexcord.game.test", data: {} });
    await expect(state("a").read()).rejects.toMatchObject({ code: "store.corrupt" });
  });
});

describe("its lease", () => {
  test("is held by one, named to the other, and free again", async () => {
    const { state } = await openAccount();
    const release = await state("process 1 on here").lock();
    await expect(state("b").lock()).rejects.toMatchObject({
      code: "state.locked",
      message: expect.stringContaining("process 1 on here") as string,
    });
    await release();
    await (
      await state("b").lock()
    )();
    expect(await state("c").unlock()).toBeNull();
  });

  test("is taken away by unlock, which says from whom", async () => {
    const { state } = await openAccount();
    const release = await state("process 1 on here").lock();
    expect(await state("b").unlock()).toContain("process 1 on here");
    const mine = await state("b").lock();
    await mine();
    await release();
  });

  test("of somebody who died is taken over by exactly one once it has expired", async () => {
    const { client, state } = await openAccount();
    const dead = await state("the dead").lock();
    // The vendor keeps an expired document for a while, so whoever comes asks it and looks at the date.
    const later: Clock = { ...systemClock, now: () => Date.now() + 3_600_000 };
    const tries = await Promise.allSettled([state("b", later).lock(), state("c", later).lock()]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    for (const attempt of tries) if (attempt.status === "fulfilled") await attempt.value();
    await dead();
    expect(await client.sync.v1.services("default").documents.list()).toEqual([]);
  });

  test("is renewed while its holder works", async () => {
    const { client, state } = await openAccount();
    let ring: (() => void) | null = null;
    const clock: Clock = {
      now: () => Date.now(),
      after(_, due) {
        ring = due;
        return () => {
          ring = null;
        };
      },
    };
    const release = await state("a", clock).lock();
    const lease = () => client.sync.v1.services("default").documents("flexcord.game.test.lock").fetch();
    const before = (await lease()).revision;
    (ring as (() => void) | null)?.();
    await expect.poll(async () => (await lease()).revision).not.toBe(before);
    await release();
    expect(ring).toBeNull();
  });
});
