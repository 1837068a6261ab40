import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import { createLogSource } from "../../../src/operator/log.ts";
import { planReplay } from "../../../src/operator/replay.ts";
import { openReader } from "../../../src/store/sqlite/reader/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { MIA, NOAH, caseOf, decision, opening, say, wrote } from "../../contract/store/samples.ts";
import { temporaryFolder } from "./folder.ts";
import { failureOf, open } from "./setup.ts";

const folder = temporaryFolder();
const NEW_SECRET = "another secret, as long as the first";
const OLD_SECRET = "a secret for tests, long enough to be one";
const EVERYTHING = { target: null, since: null, until: null, state: null, side: null, grep: null };
const COUNT = 450;
let count = 0;
let path: string;
beforeEach(() => {
  count += 1;
  path = join(folder, `${count}.db`);
});

/** The first message opens a case, and the news of it is an event too. */
const THE_CASE = 1;

/** A message every second, each answered; the last answer still waits. */
async function fill(store: Store, tick: (now: number) => void): Promise<void> {
  for (let index = 1; index <= COUNT; index += 1) {
    tick(index * 1000);
    await store.ledger.accept([wrote(MIA, String(index), { text: `dragon number${index}` })]);
    await store.ledger.decideNext(MIA, (situation) =>
      situation.conversation === null
        ? opening((now, made) => ({ changedCase: caseOf(now, made), effects: [say("hello", made.id)] }), {
            agentName: "Alex",
            owed: [{ postId: "1" as never, text: "owed" }],
          })(situation)
        : decision({ effects: [say(`answer ${index}`, situation.conversation.id)] }),
    );
    if (index === COUNT) return;
    // The news of the case.
    if (index === 1) await store.ledger.decideNext(MIA, () => decision({ ignored: "it is known" }));
    const claim = await store.ledger.claim({ memberId: MIA, direction: "member" });
    if (claim.state !== "due") throw new Error("nothing is due");
    await store.ledger.settle(claim.due.effectId, { outcome: "done", remoteId: String(index) });
  }
}

function scalar(sql: string): unknown {
  const db = new DatabaseSync(path, { readOnly: true });
  const value = Object.values(db.prepare(sql).get() ?? {})[0];
  db.close();
  return value;
}

const found = async (grep: string, secrets: { secret: string; oldSecrets: readonly string[] }) => {
  const reader = openReader({ path, ...secrets });
  const { lines } = await createLogSource(reader).tail({ ...EVERYTHING, grep }, 10_000);
  reader.close();
  return lines.length;
};

describe("retention", () => {
  it("drops texts and their words, and keeps the record and what is on its way", async () => {
    let now = 0;
    const store = await open(path, { now: () => now });
    await fill(store, (at) => (now = at));
    now = 1_800_000_000_000;
    while (await store.upkeep.index());
    const words = scalar("SELECT count(*) FROM words");
    expect(words).toBe(2 * COUNT);
    let emptied = 0;
    for (let more = 1; more > 0; emptied += more) more = await store.upkeep.expire(301_000);
    expect(emptied).toBe(300 + THE_CASE);
    for (let more = 1; more > 0; emptied += more) more = await store.upkeep.expire(now);
    expect(emptied).toBe(COUNT - 1 + THE_CASE);
    expect(await store.upkeep.expire(now)).toBe(0);

    expect(scalar("SELECT count(*) FROM words")).toBe(2);
    expect(scalar("SELECT count(*) FROM effects WHERE state = 'done' AND body IS NULL")).toBe(COUNT - 1);
    const secrets = { secret: OLD_SECRET, oldSecrets: [] };
    expect([await found("dragon", secrets), await found("number3", secrets)]).toEqual([1, 0]);
    const reader = openReader({ path, ...secrets });
    const { lines } = await createLogSource(reader).tail({ ...EVERYTHING, target: "m4" }, 10);
    expect(lines[1]).toMatchObject({ state: "delivered", text: null, textDroppedAt: now, remoteId: "3" });
    const request = { target: "m4", failed: false, since: null, to: null };
    const failure = await failureOf(planReplay(reader, request));
    expect(failure).toMatchObject({ code: "usage.invalid" });
    expect(failure.message).toContain("its text was dropped by retention on 2027-01-15");
    expect(await store.repair.unsettle([3])).toEqual([]);
    reader.close();

    // The one that waited goes out, and then its text may go too.
    const claim = await store.ledger.claim({ memberId: MIA, direction: "member" });
    expect(claim).toMatchObject({ state: "due", due: { effect: { text: `answer ${COUNT}` } } });
    if (claim.state === "due")
      await store.ledger.settle(claim.due.effectId, { outcome: "done", remoteId: "x" });
    expect(await store.upkeep.expire(now)).toBe(1);
    expect(scalar("SELECT count(*) FROM words")).toBe(0);
    await store.close();
  });
});

it("drops what was said behind any number of events that still wait to be decided", async () => {
  const store = await open(path, { now: () => 1_000 });
  const waiting = Array.from({ length: 250 }, (_, at) => wrote(MIA, String(at)));
  await store.ledger.accept([...waiting, wrote(NOAH, "behind")]);
  await store.ledger.decideNext(NOAH, () => decision({ ignored: "it is known" }));
  expect(await store.upkeep.expire(2_000)).toBe(1);
  expect(await store.upkeep.expire(2_000)).toBe(0);
  expect(scalar("SELECT count(*) FROM events WHERE body IS NOT NULL")).toBe(waiting.length);
  for (let left = waiting.length; left > 0; left -= 1)
    await store.ledger.decideNext(MIA, () => decision({ ignored: "it is known" }));
  let emptied = 0;
  for (let more = 1; more > 0; emptied += more) more = await store.upkeep.expire(2_000);
  expect(emptied).toBe(waiting.length);
  await store.close();
});

it("forgets newcomers who asked before a time, and raids that were over by then", async () => {
  let now = 1_000;
  const store = await open(path, { now: () => now });
  const arrival = { askedAt: 1_000, openedAt: 1_000, raid: { since: 1_000, until: 2_000 } };
  await store.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2")]);
  await store.ledger.decideNext(MIA, () => decision({ arrival }));
  await store.ledger.decideNext(NOAH, () =>
    decision({ arrival: { ...arrival, openedAt: 5_000, raid: null } }),
  );
  now = 9_000;
  const known = () => [scalar("SELECT count(*) FROM newcomers"), scalar("SELECT count(*) FROM raids")];
  await store.upkeep.expire(2_000);
  expect(known()).toEqual([1, 1]);
  await store.upkeep.expire(5_001);
  expect(known()).toEqual([0, 0]);
  await store.close();
});

describe("retention of names", () => {
  const plain = () => {
    const db = new DatabaseSync(path, { readOnly: true });
    const row = db
      .prepare(
        `SELECT length(m.name) AS name, length(k.title) AS title, c.agent_name, c.owed FROM members AS m
         JOIN conversations AS c ON c.member_id = m.id JOIN case_conversations AS l ON l.conversation_id = c.id JOIN cases AS k ON k.number = l.number`,
      )
      .get();
    db.close();
    return { ...row };
  };
  const untouched = { name: expect.any(Number), title: expect.any(Number), agent_name: expect.anything() };
  const gone = { name: 0, title: null, agent_name: null, owed: null };

  /** Everything that was to be sent is sent, and whatever waits to be decided ends the conversation or not. */
  async function settleAll(store: Store): Promise<void> {
    const lane = { memberId: MIA, direction: "member" } as const;
    for (
      let claim = await store.ledger.claim(lane);
      claim.state === "due";
      claim = await store.ledger.claim(lane)
    )
      await store.ledger.settle(claim.due.effectId, { outcome: "done", remoteId: "x" });
  }

  it("goes with the last text of an ended conversation, and comes back with the member", async () => {
    let now = 0;
    const store = await open(path, { now: () => now });
    await fill(store, (at) => (now = at));
    await settleAll(store);
    const later = 1_800_000_000_000;
    const expire = async () => {
      while ((await store.upkeep.expire(later)) > 0);
    };
    await expire();
    // Whoever is still talked to keeps their name.
    expect(scalar("SELECT count(*) FROM events WHERE body IS NOT NULL")).toBe(0);
    expect(plain()).toMatchObject(untouched);

    now = later - 1000;
    await store.ledger.accept([wrote(MIA, "bye", { text: "bye" })]);
    await store.ledger.decideNext(MIA, ({ conversation }) =>
      conversation === null
        ? decision({})
        : decision({ conversation: { ...conversation, answering: "ended", endedAt: now } }),
    );
    expect(await store.upkeep.expire(now)).toBe(0);
    expect(plain()).toMatchObject(untouched);
    await expire();
    expect(plain()).toEqual(gone);
    const reader = openReader({ path, secret: OLD_SECRET, oldSecrets: [] });
    const { lines } = await createLogSource(reader).tail({ ...EVERYTHING, target: `@${MIA}` }, 1);
    expect(lines[0]).toMatchObject({ memberName: null, text: null, state: "delivered" });
    expect(() => reader.resolve("@Mia")).toThrow(/Mia/u);
    reader.close();
    await store.close();

    // What is nothing needs no key, and whoever writes again is met again.
    const both = { secret: NEW_SECRET, oldSecrets: [OLD_SECRET] };
    const again = await open(path, { ...both, now: () => later });
    while (await again.upkeep.reseal());
    expect(plain()).toEqual(gone);
    await again.ledger.accept([wrote(MIA, "back", { text: "hello again" })]);
    const seen = await again.ledger.decideNext(MIA, ({ member }) => {
      expect(member.displayName).toBe("Mia");
      return decision({});
    });
    expect(seen).not.toBeNull();
    const anew = openReader({ path, secret: NEW_SECRET, oldSecrets: [] });
    expect(anew.resolve("@Mia")).toEqual({ kind: "member", id: MIA });
    anew.close();
    await again.close();
  });

  it("takes ended alerts along", async () => {
    const store = await open(path);
    const alert = (id: string, overAt: number | null) =>
      store.alerts.save({
        id,
        kind: "gateway.down",
        subject: "discord",
        since: 1,
        facts: {},
        raisedAt: 2,
        overAt,
        tellings: [],
      });
    await alert("lasting", null);
    await alert("old", 1000);
    await alert("new", 3000);
    await store.ledger.accept([wrote(MIA, "1")]);
    await store.upkeep.expire(2000);
    expect(scalar("SELECT group_concat(id, ' ') FROM (SELECT id FROM alerts ORDER BY id)")).toBe(
      "lasting new",
    );
    expect((await store.alerts.open()).map(({ id }) => id)).toEqual(["lasting"]);
    await store.close();
  });
});

describe("the index of words", () => {
  const secrets = { secret: OLD_SECRET, oldSecrets: [] };
  const seqs = (grep: string, order: "newest" | "following", from: number, limit: number) => {
    const reader = openReader({ path, ...secrets });
    const filter = { target: null, since: null, until: null, words: [grep], state: null };
    const records = reader[order](filter, from, limit);
    reader.close();
    return records.map(({ seq }) => seq);
  };

  it("follows the events, and what it lacks is found all the same, in order and once", async () => {
    const store = await open(path);
    await fill(store, () => undefined);
    // The news of the case came second.
    const all = Array.from({ length: COUNT }, (_, index) => (index === 0 ? 1 : index + 1 + THE_CASE));
    expect(scalar("SELECT count(*) FROM words")).toBe(0);
    for (let more = true; more; more = await store.upkeep.index()) {
      expect(seqs("dragon", "following", 0, COUNT + 1)).toEqual(all);
      expect(seqs("dragon", "newest", COUNT + 2, COUNT + 1)).toEqual(all.toReversed());
      expect(seqs("dragon", "following", 41, 70)).toEqual(all.slice(40, 110));
      expect(seqs("dragon", "newest", 112, 70)).toEqual(all.slice(40, 110).toReversed());
      expect(seqs("number60", "newest", COUNT, 5)).toEqual([61]);
      expect(seqs("sword", "following", 0, 5)).toEqual([]);
    }
    expect(scalar("SELECT count(*) FROM words")).toBe(2 * COUNT);
    await store.close();
  });
});

describe("another FLEXCORD_SECRET", () => {
  it("seals everything anew, also when it was interrupted, until the former one can go", async () => {
    const first = await open(path);
    await fill(first, () => undefined);
    // The index is behind when the secret changes.
    expect([await first.upkeep.index(), await first.upkeep.index()]).toEqual([true, true]);
    await first.close();
    expect(await failureOf(open(path, { secret: NEW_SECRET }))).toMatchObject({ code: "store.wrong-secret" });

    const both = { secret: NEW_SECRET, oldSecrets: [OLD_SECRET] };
    const interrupted = await open(path, both);
    for (let batch = 0; batch < 4; batch += 1) expect(await interrupted.upkeep.reseal()).toBe(true);
    await interrupted.close();
    expect([await found("dragon", both), await found(`number${COUNT}`, both)]).toEqual([COUNT, 1]);

    const store = await open(path, both);
    await store.ledger.accept([wrote(MIA, "meanwhile", { text: "dragon meanwhile" })]);
    while (await store.upkeep.reseal());
    while (await store.upkeep.index());
    await store.close();
    expect(scalar("SELECT count(*) FROM keys")).toBe(1);
    expect(scalar("SELECT count(*) FROM words")).toBe(2 * COUNT + 2);

    const alone = { secret: NEW_SECRET, oldSecrets: [] };
    expect([await found("dragon", alone), await found("number7", alone)]).toEqual([COUNT + 1, 1]);
    const after = await open(path, { secret: NEW_SECRET });
    expect(await after.ledger.claim({ memberId: MIA, direction: "member" })).toMatchObject({
      due: { member: { displayName: "Mia" }, conversation: { agentName: "Alex", owed: [{ text: "owed" }] } },
    });
    await after.close();
    expect(await failureOf(open(path, { secret: OLD_SECRET }))).toMatchObject({ code: "store.wrong-secret" });
  });
});
