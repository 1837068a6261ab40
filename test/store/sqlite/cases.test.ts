import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import { EVERY_CASE, wantedCase } from "../../cases/samples.ts";
import type { CaseFilter } from "../../../src/cases/ports.ts";
import type { Actor, CaseAction, NewCase } from "../../../src/domain/case.ts";
import type { CaseNumber, MemberId, TaskId } from "../../../src/domain/ids.ts";
import { openCaseReader } from "../../../src/store/sqlite/reader/cases.ts";
import { createVault, deriveKey } from "../../../src/store/vault.ts";
import type { Store } from "../../../src/store/store.ts";
import { caseRules } from "../../cases/rules.ts";
import { conversationOf, decision, MIA, NOAH, wrote } from "../../contract/store/samples.ts";
import { temporaryFolder } from "./folder.ts";
import { failureOf, open } from "./setup.ts";

const folder = temporaryFolder();
const ada: Actor = { by: "staff", id: "1", name: "Ada" };
let count = 0;
let path = "";
let store: Store;

beforeEach(async () => {
  count += 1;
  path = join(folder, `cases-${count}.db`);
  store = await open(path);
  await store.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2")]);
  return () => store.close();
});

async function make(fields: Partial<NewCase> = {}): Promise<CaseNumber> {
  const wanted = wantedCase(MIA, { description: "After the patch", ...fields });
  const { changed } = await store.cases.open((number) => caseRules.open(number, wanted, ada, 1_000 + number));
  return changed.case.number;
}

const act = (number: CaseNumber, action: CaseAction, at = 9_000) =>
  store.cases.change(number, (found) => caseRules.change(found, action, ada, at));

const list = (filter: Partial<CaseFilter>, before: CaseNumber | null = null) =>
  store.caseReader.list({ ...EVERY_CASE, ...filter }, { before, limit: 2 }).map(({ number }) => number);

describe("cases in the database", () => {
  it("come back as they were, with their whole history", async () => {
    const number = await make({ tags: ["shield"] });
    await act(number, { do: "assign", to: "Grace" });
    await act(number, { do: "note", text: "asked QA" });
    await act(number, { do: "rate", rating: { score: 4, comment: "quick" } });
    await store.close();
    store = await open(path);
    expect(store.caseReader.find(number)).toMatchObject({
      number: 1,
      title: "The shield is gone",
      description: "After the patch",
      tags: ["shield"],
      assignee: "Grace",
      rating: { score: 4, comment: "quick" },
      version: 4,
    });
    expect(store.caseReader.history(number).map(({ field, to, actor }) => [field, to, actor])).toEqual([
      ["opened", "bug", ada],
      ["assignee", "Grace", ada],
      ["note", "asked QA", ada],
      ["rating", "4: quick", ada],
    ]);
  });

  it("never give a number twice, and refuse one that is not there", async () => {
    expect([await make(), await make({ memberId: NOAH })]).toEqual([1, 2]);
    const failure = await failureOf(act(9 as CaseNumber, { do: "note", text: "x" }));
    expect(failure).toMatchObject({ code: "case.not-found", message: "There is no case 9." });
  });

  it("change nothing when a change is refused, and nothing when nothing changed", async () => {
    const number = await make();
    const failure = await failureOf(
      act(number, { do: "set-status", status: "open" }).then(() =>
        act(number, { do: "set-title", title: "" }),
      ),
    );
    expect(failure.code).toBe("case.refused");
    expect(store.caseReader.find(number)?.version).toBe(1);
    expect(store.caseReader.history(number)).toHaveLength(1);
  });

  it("tell the member's lane of a change, once, and not of whose turn it is", async () => {
    const number = await make();
    expect((await act(number, { do: "answered" })).rings).toEqual([]);
    expect((await act(number, { do: "set-status", status: "resolved" })).rings).toEqual([MIA]);
    expect((await act(number, { do: "set-status", status: "resolved" })).rings).toEqual([]);
  });

  it("tell of whose turn it is while agents talk to their member about another one", async () => {
    const number = await make();
    const own = await make({ kind: "handoff" });
    await store.ledger.decideNext(MIA, (situation) => {
      const conversation = { ...conversationOf(situation), caseNumber: own, taskId: "WT1" as TaskId };
      return decision({ conversation, member: { ...situation.member, conversations: 1 } });
    });
    expect((await act(own, { do: "answered" })).rings).toEqual([]);
    expect((await act(number, { do: "answered" })).rings).toEqual([MIA]);
  });

  it("that are not over are found for their member, the newest first", async () => {
    const [bug, idea, solved] = [await make(), await make({ kind: "feature" }), await make()];
    await make({ memberId: NOAH });
    await act(solved, { do: "set-status", status: "resolved" });
    const seen: (readonly CaseNumber[])[] = [];
    await store.ledger.decideNext(MIA, (situation) => {
      seen.push(situation.openCases().map(({ number }) => number));
      return decision({ ignored: "only looked at" });
    });
    const found = await store.ledger.openCases(MIA);
    expect([...seen, found.map(({ number }) => number)]).toEqual([
      [idea, bug],
      [idea, bug],
    ]);
  });

  it("open only for members who are known", async () => {
    const failure = await failureOf(make({ memberId: "1" as MemberId }));
    expect(failure.code).toBe("case.refused");
    expect(await make()).toBe(1);
  });
});

describe("a search for cases", () => {
  it("finds by every filter, the newest first, page by page", async () => {
    const bug = await make({ tags: ["shield"] });
    const idea = await make({ kind: "feature", title: "Blue swords", priority: "low" });
    const urgent = await make({ memberId: NOAH, priority: "urgent", title: "Swords vanish" });
    await act(urgent, { do: "assign", to: "Grace Hopper" });
    await act(idea, { do: "set-status", status: "closed" });
    await act(bug, { do: "note", text: "see the swörd smith" });
    expect(list({})).toEqual([urgent, idea]);
    expect(list({}, idea)).toEqual([bug]);
    expect(list({ statuses: ["open", "resolved"] })).toEqual([urgent, bug]);
    expect(list({ kind: "feature" })).toEqual([idea]);
    expect(list({ priority: "urgent" })).toEqual([urgent]);
    expect(list({ memberId: MIA })).toEqual([idea, bug]);
    expect(list({ assignee: " grace hopper" })).toEqual([urgent]);
    expect(list({ tag: "shield" })).toEqual([bug]);
    expect(list({ since: 1_000 + urgent })).toEqual([urgent]);
    expect(list({ words: ["swords"] })).toEqual([urgent, idea]);
    expect(list({ words: ["sword", "smith"] })).toEqual([bug]);
    expect(list({ words: ["dragon"] })).toEqual([]);
  });

  it("does not find what a case no longer says", async () => {
    const number = await make({ title: "Gold", tags: ["old"] });
    await act(number, { do: "set-title", title: "Silver" });
    await act(number, { do: "tag", add: ["new"], remove: ["old"] });
    expect([list({ words: ["gold"] }), list({ words: ["silver"] })]).toEqual([[], [number]]);
    expect([list({ tag: "old" }), list({ tag: "new" })]).toEqual([[], [number]]);
  });

  it("counts", async () => {
    const one = await make();
    await make({ kind: "feature" });
    await act(one, { do: "set-status", status: "closed" });
    await act(one, { do: "rate", rating: { score: 5, comment: "" } });
    expect(store.caseReader.figures(0)).toEqual({
      opened: 2,
      byStatus: { open: 1, closed: 1 },
      byKind: { bug: 1, feature: 1 },
      scores: [0, 0, 0, 0, 1],
      brokenFirstAnswer: 0,
      brokenResolution: 0,
    });
    expect(store.caseReader.figures(5_000).opened).toBe(0);
  });
});

it("cases are found as before after the secret was changed", async () => {
  const number = await make({ title: "Golden shield" });
  await act(number, { do: "assign", to: "Grace" });
  await act(number, { do: "note", text: "ask the smith" });
  await store.close();
  const secret = "another secret for tests, long enough";
  store = await open(path, { secret, oldSecrets: ["a secret for tests, long enough to be one"] });
  while (await store.upkeep.reseal());
  await store.close();
  store = await open(path, { secret });
  expect([list({ words: ["golden"] }), list({ words: ["smith"] }), list({ assignee: "Grace" })]).toEqual([
    [number],
    [number],
    [number],
  ]);
  expect(store.caseReader.history(number)).toHaveLength(3);
});

it("cases are readable by nobody without the secret", async () => {
  const number = await make({ title: "Sword of Damocles" });
  await act(number, { do: "note", text: "hidden words" });
  await store.close();
  const db = new DatabaseSync(path, { readOnly: true });
  const key = { id: 1, ...deriveKey("another secret, long enough", new Uint8Array(32)) };
  const reader = openCaseReader(db, createVault(key, [key]));
  expect(() => reader.find(number)).toThrow(/cannot be decrypted/u);
  expect(reader.list({ ...EVERY_CASE, words: ["sword"] }, { before: null, limit: 9 })).toEqual([]);
  db.close();
  store = await open(path);
});
