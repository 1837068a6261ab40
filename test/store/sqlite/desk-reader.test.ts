import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseView, DeskReader } from "../../../src/desk/ports.ts";
import type { CaseNumber, ConversationId } from "../../../src/domain/ids.ts";
import { openReader } from "../../../src/store/sqlite/reader/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { NOW, SECRET, seedLedger } from "../../desk/seeded.ts";
import type { Town } from "../../desk/town.ts";
import { townMember } from "../../desk/town-member.ts";
import { temporaryFolder } from "./folder.ts";

const folder = temporaryFolder();
const HOUR = 3_600_000;
let store: Store;
let town: Town;
let everything: CaseNumber;
let desk: DeskReader;
let close: () => void;

beforeAll(async () => {
  const path = join(folder, "seeded.db");
  ({ store, town, everything } = await seedLedger(path));
  const reader = openReader({ path, secret: SECRET, oldSecrets: [] });
  ({ desk } = reader);
  close = () => reader.close();
});
afterAll(async () => {
  close();
  await store.close();
});

const page = (number: number) => {
  const view = desk.casePage(number as CaseNumber, null);
  if (view === null) throw new Error(`there is no case ${number}`);
  return view;
};

describe("a case's page", () => {
  it("knows the case, its member and all that was said", () => {
    const view = page(everything);
    expect(view.case.title).toBe("Bought 2,000 gems, never arrived");
    expect(view.member).toMatchObject({ name: "Mia Fernández", locale: "en-US", block: null });
    expect(view.member.about?.profile?.roles).toEqual(["Veteran", "Season 4"]);
    expect(view.conversations.map(({ agentName }) => agentName)).toEqual(["Alex Rivers"]);
    expect(view.breachAt).toBeGreaterThan(NOW);
    expect(view.history.map(({ field }) => field)).toContain("note");
    const { records, before, until } = view.timeline;
    expect([before, until]).toEqual([null, null]);
    expect(records.map(({ seq }) => seq)).toEqual(records.map(({ seq }) => seq).toSorted((a, b) => a - b));
    expect(records.flatMap(({ effects }) => effects.map(({ state }) => state))).toEqual(
      expect.arrayContaining(["done", "pending", "parked"]),
    );
  });

  it("knows what it is a duplicate of, and who reported it too", () => {
    const { found } = desk.search("Purchases console credited", null);
    const original = page(found[0]?.case.number ?? 0);
    expect(original.links.reporters.map(({ name }) => name)).toEqual(["Jun"]);
    const [duplicate] = original.links.duplicates;
    expect(duplicate).toMatchObject({ memberName: "Jun", case: { title: "Shop took my money" } });
    expect(page(duplicate?.case.number ?? 0).links.original?.case.number).toBe(original.case.number);
  });

  it("is null for a case that is not there, as is a conversation's", () => {
    expect(desk.casePage(9_999 as CaseNumber, null)).toBeNull();
    expect(desk.conversationPage("nobody" as ConversationId, null)).toBeNull();
    expect(desk.conversationsOf(9_999 as CaseNumber)).toEqual([]);
  });
});

describe("a search", () => {
  const titles = (words: string) => desk.search(words, null).found.map(({ case: { title } }) => title);

  it("tells where a case says it: a line, a note, the description, or the title alone", () => {
    const hit = (words: string) =>
      desk.search(words, null).found.find(({ case: { number } }) => number === everything)?.hit;
    expect(hit("restart done")).toMatchObject({
      in: "line",
      from: "agent",
      text: /Please restart once more/u,
    });
    expect(hit("payments confirmed")).toMatchObject({ in: "note", text: /Payments confirmed the charge/u });
    expect(hit("paid card")).toMatchObject({ in: "description" });
    expect(hit("bought never")).toBeNull();
  });

  it("is narrowed by what cases are", () => {
    expect(titles("status:open priority:urgent")).toEqual(["Appeals a ban"]);
    expect(titles("kind:bug tag:patch-4.2")).toEqual(["Purchases on console are not credited"]);
    expect(titles('assignee:"alex rivers"')).toEqual(["Bought 2,000 gems, never arrived"]);
    expect(titles("status:nonsense")).toEqual([]);
    expect(titles(`member:${page(everything).member.id}`)).toEqual(["Bought 2,000 gems, never arrived"]);
    expect(titles(`#${everything}`)).toContain("Bought 2,000 gems, never arrived");
  });

  it("goes on where it ended", () => {
    const first = desk.search("", null);
    const second = desk.search("", first.before);
    const numbers = [...first.found, ...second.found].map(({ case: { number } }) => number);
    expect(first.found).toHaveLength(20);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe("the operator's page", () => {
  it("has who waits first, and for how long", () => {
    const { live, answering } = desk.operations(NOW);
    expect(live.slice(0, 3).map(({ memberName }) => memberName)).toEqual([
      "Ben Carter",
      "Amara",
      "Mia Fernández",
    ]);
    expect(NOW - (live[0]?.unansweredSince ?? 0)).toBe(22 * 60_000);
    expect(live.find(({ memberName }) => memberName === "Yuki")?.unansweredSince).toBeNull();
    expect(answering).toMatchObject({ waiting: 2, agent: 1 });
  });

  it("has what was given up, whose it is, and why", () => {
    const { parked } = desk.operations(NOW);
    expect(
      parked.map(({ memberName, caseNumber, effect }) => [memberName, caseNumber, effect.failure?.code]),
    ).toEqual([
      ["Mia Fernández", everything, "member.unreachable"],
      ["Ollie", null, "twilio.refused"],
    ]);
    const [mias, ollies] = parked.map(({ effect }) => effect.effectId);
    expect(desk.parkedEffect(mias ?? 0)).toEqual({ effectId: mias, caseNumber: everything });
    expect(desk.parkedEffect(ollies ?? 0)).toEqual({ effectId: ollies, caseNumber: null });
    expect(desk.parkedEffect(1)).toBeNull();
  });

  it("counts deliveries of the last hour, and cases of two weeks", () => {
    const view = desk.operations(NOW);
    const agents = view.delivery.find(({ to }) => to === "agent");
    expect(agents).toMatchObject({ medianMs: 180, slowMs: 180 });
    expect(view.spans).toHaveLength(12);
    expect(view.spans.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(
      view.delivery.reduce((sum, { delivered }) => sum + delivered, 0),
    );
    expect(view.spans.reduce((sum, { failedTries }) => sum + failedTries, 0)).toBe(
      view.ledger.failures.reduce((sum, { count }) => sum + count, 0),
    );
    expect(view.days).toHaveLength(14);
    const { days } = view;
    expect(days.reduce((sum, { opened }) => sum + opened, 0)).toBe(view.cases.opened);
    expect(days.reduce((sum, day) => sum + day.brokenFirstAnswer, 0)).toBe(view.cases.brokenFirstAnswer);
    expect(days.reduce((sum, day) => sum + day.keptFirstAnswer, 0)).toBeGreaterThan(20);
    expect(desk.operations(NOW + 48 * HOUR).delivery.every(({ delivered }) => delivered === 0)).toBe(true);
  });
});

// Last, because nobody else is to wait while they talk.
it("a case's page shows long conversations page by page, nothing twice and nothing left out", async () => {
  const noor = townMember(town, "Long Talker");
  for (let line = 0; line < 130; line += 1) await noor.writes(`line ${line}`, { settled: "waits" });
  const number = await noor.asksForHuman();
  for (let line = 130; line < 420; line += 1) await noor.writes(`line ${line}`, { settled: "waits" });
  const said: (string | null)[] = [];
  let before: number | null = null;
  for (let pages = 0; pages < 9; pages += 1) {
    const { timeline }: CaseView = desk.casePage(number, before) ?? page(0);
    const texts = timeline.records.map(({ happening }) =>
      happening?.kind === "member.wrote" ? happening.text : null,
    );
    said.unshift(...texts.filter((text) => text !== null));
    expect(timeline.until === null).toBe(pages === 0);
    before = timeline.before;
    if (before === null) break;
  }
  expect(said).toEqual(Array.from({ length: 420 }, (_, line) => `line ${line}`));
  const [id = "" as ConversationId] = page(number).case.conversations;
  expect(desk.conversationPage(id, null)?.timeline.records).toHaveLength(200);
});
