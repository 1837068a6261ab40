import { join } from "node:path";
import { expect, it } from "vitest";
import { wantedCase } from "../../cases/samples.ts";
import type { Situation } from "../../../src/bridge/ports.ts";
import type { CaseKind } from "../../../src/domain/case.ts";
import type { InteractionId } from "../../../src/domain/ids.ts";
import type { Store } from "../../../src/store/store.ts";
import { caseRules } from "../../cases/rules.ts";
import { decision, MIA, NOAH, wrote } from "../../contract/store/samples.ts";
import { temporaryFolder } from "./folder.ts";
import { open } from "./setup.ts";

const folder = temporaryFolder();
const flexcord = { by: "flexcord" } as const;

async function make(store: Store, title: string, kind: CaseKind = "bug") {
  const wanted = wantedCase(MIA, { kind, title });
  const { changed } = await store.cases.open((number) => caseRules.open(number, wanted, flexcord, 1_000));
  return changed.case.number;
}

/** What a decision about Noah sees. */
async function look<Seen>(store: Store, see: (situation: Situation) => Seen): Promise<Seen> {
  let seen: Seen | undefined;
  await store.ledger.decideNext(NOAH, (situation) => {
    seen = see(situation);
    return decision();
  });
  if (seen === undefined) throw new Error("nothing was decided");
  return seen;
}

it("reports that say much the same are found, the most similar first; others, other kinds and those over are not", async () => {
  const store = await open(join(folder, "similar.db"));
  await store.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2"), wrote(NOAH, "3")]);
  const near = await make(store, "Launcher crashes with two monitors");
  const nearest = await make(store, "The launcher crashes on start");
  const over = await make(store, "Launcher crashes on start, always");
  await make(store, "Launcher: please show a crash log", "feature");
  await make(store, "Crashes");
  await make(store, "ログインするとアプリが落ちる");
  await store.cases.change(over, (found) =>
    caseRules.change(found, { do: "set-status", status: "resolved" }, flexcord, 2_000),
  );
  const numbers = await look(store, ({ similarCases }) => {
    const of = (text: string, most = 3) => similarCases("bug", text, most).map(({ number }) => number);
    return [
      of("launcher crashes on start"),
      of("launcher crashes on start", 1),
      of("my bag"),
      of("on it is"),
    ];
  });
  expect(numbers).toEqual([[nearest, near], [nearest], [], []]);
  expect(await look(store, ({ similarCases }) => similarCases("bug", "アプリが落ちる", 3).length)).toBe(1);
  await store.close();
});

it("a word that is said again and again in a case's conversation counts once", async () => {
  const store = await open(join(folder, "said-again.db"));
  await store.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2")]);
  const number = await make(store, "Inventory is empty");
  for (const text of ["The launcher?", "The launcher, yes", "Launcher it is"])
    await store.cases.change(number, (found) =>
      caseRules.change(found, { do: "note", text, public: true }, flexcord, 2_000),
    );
  const found = await look(store, ({ similarCases }) =>
    ["launcher crashes on start", "inventory launcher crashes empty"].map((text) =>
      similarCases("bug", text, 3).map((similar) => similar.number),
    ),
  );
  expect(found).toEqual([[], [number]]);
  await store.close();
});

it("what somebody asked for is theirs alone, and opens one case", async () => {
  const store = await open(join(folder, "asked.db"));
  const asked = (memberId: typeof MIA, id: string) => ({
    source: "discord" as const,
    sourceId: id,
    at: 1_000,
    happening: {
      kind: "community.submitted" as const,
      memberId,
      displayName: "Noah",
      interactionId: id as InteractionId,
      action: "bug",
      subject: "",
      values: { summary: "It broke" },
      files: [],
    },
  });
  await store.ledger.accept([asked(MIA, "7"), asked(NOAH, "8")]);
  const seen = await look(store, (situation) => [
    situation.asked("7" as InteractionId),
    situation.asked("8" as InteractionId)?.kind,
    situation.caseFrom("8" as InteractionId),
  ]);
  expect(seen).toEqual([null, "community.submitted", null]);
  await store.close();
});

it("others can be counted in a case and leave notes, and nothing else; its owner's lane is rung", async () => {
  const store = await open(join(folder, "others.db"));
  await store.ledger.accept([wrote(MIA, "1"), wrote(NOAH, "2"), wrote(NOAH, "3")]);
  const number = await make(store, "Launcher crashes");
  const noah = { by: "member", memberId: NOAH, name: "Noah" } as const;
  const decide = (action: Parameters<typeof caseRules.change>[1]) =>
    store.ledger.decideNext(NOAH, (situation) => {
      const found = situation.caseByNumber(number);
      if (found === null) throw new Error("the case is there");
      return decision({ changedCase: caseRules.change(found, action, noah, 3_000) });
    });
  await expect(decide({ do: "set-status", status: "closed" })).rejects.toMatchObject({
    code: "bug.unexpected",
  });
  expect((await decide({ do: "me-too", memberId: NOAH }))?.rings).toEqual([MIA]);
  expect(store.caseReader.find(number)?.reporters).toEqual([NOAH]);
  const { rings } = await store.cases.change(number, (found) =>
    caseRules.change(found, { do: "set-status", status: "resolved" }, flexcord, 4_000),
  );
  expect(rings).toEqual([MIA, NOAH]);
  await store.close();
});
