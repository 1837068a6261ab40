import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import { EVERY_CASE } from "../../cases/samples.ts";
import type { CaseFilter } from "../../../src/cases/ports.ts";
import { caseKinds, casePriorities, caseStatuses } from "../../../src/domain/case.ts";
import type { CaseNumber } from "../../../src/domain/ids.ts";
import { inAll, type CaseList } from "../../../src/store/sqlite/reader/case-lists.ts";
import type { Store } from "../../../src/store/store.ts";
import { decision, wrote } from "../../contract/store/samples.ts";
import { createTown, type Town } from "../../desk/town.ts";
import { townMember } from "../../desk/town-member.ts";
import { seeded } from "../../random.ts";
import { temporaryFolder } from "./folder.ts";
import { open } from "./setup.ts";

const folder = temporaryFolder();
const clock = { now: 0 };
let count = 0;
let path = "";
let store: Store;
let town: Town;

beforeEach(async () => {
  count += 1;
  clock.now = 1_780_000_000_000;
  path = join(folder, `search-${count}.db`);
  store = await open(path, { now: () => clock.now });
  town = createTown(store, clock);
  return () => store.close();
});

const list = (filter: Partial<CaseFilter>, limit = 50) =>
  store.caseReader.list({ ...EVERY_CASE, ...filter }, { before: null, limit }).map(({ number }) => number);
const holding = (...words: readonly string[]) => list({ words });
const index = async () => {
  while (await store.upkeep.index());
};
const entries = (condition = "1") => {
  const db = new DatabaseSync(path, { readOnly: true });
  const row = db.prepare(`SELECT count(*) AS count FROM case_words WHERE ${condition}`).get();
  db.close();
  return Number(row?.["count"]);
};

describe("what was said in a case's conversations", () => {
  it("finds it: lines before it was opened, and after", async () => {
    const mia = townMember(town, "Mia");
    await mia.writes("the dragon ate my sword");
    await index();
    const number = await mia.asksForHuman({ title: "Sword gone" });
    expect(holding("dragon")).toEqual([]);
    await index();
    await mia.writes("it was a shiny one");
    await mia.hears({ name: "Alex", author: "alex" }, "which castle?");
    await mia.hears({ name: "Alex", author: "alex" }, "she means the golden one", { note: true });
    await index();
    for (const words of [["dragon"], ["shiny"], ["castle"], ["golden"], ["sword", "castle"]])
      expect(holding(...words)).toEqual([number]);
    expect(holding("castle", "nowhere")).toEqual([]);
  });

  it("finds each case of a conversation, and none of another member's", async () => {
    const mia = townMember(town, "Mia");
    const noah = townMember(town, "Noah");
    await mia.writes("a dragon in the cellar");
    await noah.writes("a dragon in the attic");
    const first = await mia.asksForHuman();
    const second = await noah.asksForHuman();
    const third = await town.opens(mia.id, { title: "Another", conversation: mia.conversation().id });
    await index();
    expect(holding("dragon")).toEqual([third, second, first]);
    expect(holding("cellar")).toEqual([third, first]);
    expect(holding("attic", "dragon")).toEqual([second]);
  });

  it("finds a line that was indexed before anybody knew which conversation it belongs to", async () => {
    const mia = townMember(town, "Mia");
    await mia.writes("hello");
    const number = await mia.asksForHuman();
    await index();
    await store.ledger.accept([wrote(mia.id, "late", { text: "the moat is dry" })]);
    await index();
    expect(holding("moat")).toEqual([]);
    const { id } = mia.conversation();
    await store.ledger.decideNext(mia.id, ({ conversation }) => {
      expect(conversation?.id).toBe(id);
      return decision({});
    });
    await index();
    expect(holding("moat")).toEqual([number]);
  });

  it("is forgotten with the line, and no sooner", async () => {
    const mia = townMember(town, "Mia");
    await mia.writes("an old dragon");
    const number = await mia.asksForHuman({ title: "Of castles" });
    const then = clock.now + 1;
    clock.now += 1_000_000;
    await mia.writes("a new dragon, and a moat");
    await town.changes(number, { do: "note", text: "ask the blacksmith" }, { by: "flexcord" });
    await index();
    while ((await store.upkeep.expire(then)) > 0);
    expect(holding("old")).toEqual([]);
    for (const word of ["dragon", "moat", "castles", "blacksmith"]) expect(holding(word)).toEqual([number]);

    await mia.ends();
    await town.hearNews(mia.id);
    while ((await store.upkeep.expire(clock.now + 1)) > 0);
    for (const word of ["dragon", "moat", "castles", "blacksmith"]) expect(holding(word)).toEqual([]);
    expect(entries()).toBe(0);
  });

  it("is found as before after the secret was changed, and by no former key", async () => {
    const mia = townMember(town, "Mia");
    await mia.writes("the dragon sleeps");
    const number = await mia.asksForHuman({ title: "Castle" });
    await index();
    const before = entries();
    await store.close();
    const secret = "another secret for tests, long enough";
    const oldSecrets = ["a secret for tests, long enough to be one"];
    store = await open(path, { secret, oldSecrets });
    expect(holding("dragon", "castle")).toEqual([number]);
    while (await store.upkeep.reseal());
    await store.close();
    store = await open(path, { secret });
    expect(holding("dragon", "castle")).toEqual([number]);
    expect(entries()).toBe(before);
  });

  it("stays where another line says the same, and where the title did", async () => {
    const mia = townMember(town, "Mia");
    await mia.writes("gold");
    const number = await mia.asksForHuman({ title: "Gold and silver" });
    await town.changes(number, { do: "note", text: "silver is rare" }, { by: "flexcord" });
    await index();
    await town.changes(number, { do: "set-title", title: "Copper" }, { by: "flexcord" });
    expect([holding("gold"), holding("silver"), holding("copper")]).toEqual([[number], [number], [number]]);
  });
});

it("a case is found by its number", async () => {
  const mia = townMember(town, "Mia");
  await mia.writes("hello");
  const first = await town.opens(mia.id, { title: "One" });
  const second = await town.opens(mia.id, { title: `Same as ${first}` });
  expect(holding(String(first))).toEqual([second, first]);
  expect(holding(String(second))).toEqual([second]);
  expect(holding("99")).toEqual([]);
});

describe("lists of cases", () => {
  const random = seeded();
  const { seed } = random;
  const pick = <Item>(items: readonly Item[]) => random.pick(items);
  const chance = (share: number) => random.whole(1_000) < share * 1_000;
  const listOf = (numbers: ReadonlySet<number>): CaseList & { asked: number } => {
    const sorted = [...numbers].toSorted((one, other) => other - one);
    const list = (most: number) => {
      list.asked += 1;
      return sorted.find((number) => number <= most) ?? null;
    };
    list.asked = 0;
    return list;
  };
  const some = (below: number, share: number) =>
    new Set(Array.from({ length: below }, (_, index) => index + 1).filter(() => chance(share)));

  it("give what stands in all of them, whatever they are", () => {
    for (let round = 0; round < 200; round += 1) {
      const sets = Array.from({ length: 1 + random.whole(4) }, () => some(60, random.whole(11) / 10));
      const [first = new Set<number>(), ...others] = sets;
      const wanted = [...first]
        .filter((number) => number <= 50 && others.every((other) => other.has(number)))
        .toSorted((one, other) => other - one);
      const limit = random.whole(20);
      expect(inAll(sets.map(listOf), 50, limit), `seed ${seed}`).toEqual(wanted.slice(0, limit));
    }
  });

  it("cost what the shortest holds", () => {
    const long = listOf(some(10_000, 1));
    const short = listOf(new Set([17, 4_000]));
    expect(inAll([long, short], 10_000, 10)).toEqual([4_000, 17]);
    expect(long.asked + short.asked).toBeLessThan(12);
  });

  it("agree with a look at every case, for any filter", async () => {
    const names = ["Mia", "Noah", "Ada"];
    const members = names.map((name) => townMember(town, name));
    for (const member of members) await member.writes("hello");
    const words = ["sword", "shield", "castle", "moat"];
    for (let made = 0; made < 60; made += 1) {
      clock.now += 1000;
      const number = await town.opens(pick(members).id, {
        title: `${pick(words)} ${pick(words)}`,
        kind: pick(caseKinds),
        priority: pick(casePriorities),
        tags: chance(0.5) ? [pick(words)] : [],
      });
      if (chance(0.5)) await town.changes(number, { do: "assign", to: pick(names) }, { by: "flexcord" });
      if (chance(0.5))
        await town.changes(
          number,
          { do: "set-status", status: pick(caseStatuses.slice(1)) },
          { by: "flexcord" },
        );
    }
    const all = store.caseReader.list(EVERY_CASE, { before: null, limit: 100 });
    expect(all).toHaveLength(60);
    for (let round = 0; round < 100; round += 1) {
      const maybe = <Item>(items: readonly Item[]) => (chance(0.3) ? pick(items) : null);
      const filter: CaseFilter = {
        statuses: chance(0.3) ? [pick(caseStatuses), pick(caseStatuses)] : [],
        kind: maybe(caseKinds),
        priority: maybe(casePriorities),
        memberId: maybe(members.map(({ id }) => id)),
        assignee: maybe(names),
        tag: maybe(words),
        conversation: null,
        since: maybe(all.map(({ openedAt }) => openedAt)),
        words: chance(0.5) ? [pick(words)] : [],
      };
      const fits = all.filter(
        (one) =>
          (filter.statuses.length === 0 || filter.statuses.includes(one.status)) &&
          (filter.kind === null || one.kind === filter.kind) &&
          (filter.priority === null || one.priority === filter.priority) &&
          (filter.memberId === null || one.memberId === filter.memberId) &&
          (filter.assignee === null || one.assignee === filter.assignee) &&
          (filter.tag === null || one.tags.includes(filter.tag)) &&
          (filter.since === null || one.openedAt >= filter.since) &&
          filter.words.every((word) => one.title.split(" ").includes(word)),
      );
      const before = chance(0.5) ? pick(all).number : (1000 as CaseNumber);
      const wanted = fits.filter(({ number }) => number < before).slice(0, 7);
      const found = store.caseReader.list(filter, { before, limit: 7 });
      expect(
        found.map(({ number }) => number),
        `seed ${seed}: ${JSON.stringify(filter)}`,
      ).toEqual(wanted.map(({ number }) => number));
    }
  });
});
