import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { wantedCase } from "./samples.ts";
import { startCaseKeeper } from "../../src/cases/keeper.ts";
import { createCaseRules } from "../../src/cases/rules.ts";
import { aroundTheClock, brokenPromises } from "../../src/cases/sla.ts";
import { systemClock } from "../../src/domain/clock.ts";
import type { CaseNumber, MemberId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { MIA, wrote } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { open } from "../store/sqlite/setup.ts";

const HOUR = 3_600_000;
const promised = { firstAnswerMs: HOUR, resolutionMs: 10 * HOUR };
const rules = createCaseRules({
  time: aroundTheClock,
  sla: { low: promised, normal: promised, high: promised, urgent: promised },
  reopenMs: 0,
});
const folder = temporaryFolder();
const flexcord = { by: "flexcord" } as const;

it("notes broken promises and closes what stayed resolved, once, and leaves the rest alone", async () => {
  const store = await open(join(folder, "keeper.db"));
  onTestFinished(() => store.close());
  await store.ledger.accept([wrote(MIA, "1")]);
  const now = Date.now();
  const opened = async (at: number): Promise<CaseNumber> => {
    const { changed } = await store.cases.open((number) => rules.open(number, wantedCase(MIA), flexcord, at));
    return changed.case.number;
  };
  const become = (number: CaseNumber, status: "resolved" | "waiting-for-member", at: number) =>
    store.cases.change(number, (found) => rules.change(found, { do: "set-status", status }, flexcord, at));
  const late = await opened(now - 2 * HOUR);
  const paused = await opened(now - 20 * HOUR);
  await become(paused, "waiting-for-member", now - 19.5 * HOUR);
  const settled = await opened(now - 30 * HOUR);
  await become(settled, "resolved", now - 29.5 * HOUR);
  const fresh = await opened(now - 4 * HOUR);
  await become(fresh, "resolved", now - 3.5 * HOUR);

  const heard: MemberId[] = [];
  const run = () =>
    startCaseKeeper({
      book: store.cases,
      reader: store.caseReader,
      rules,
      closeMs: 24 * HOUR,
      clock: systemClock,
      log: silentLog,
      onNews: (members) => heard.push(...members),
    });
  const stop = run();
  await expect.poll(() => store.caseReader.find(settled)?.status, { timeout: 10_000 }).toBe("closed");
  await stop();
  expect(store.caseReader.find(fresh)?.status).toBe("resolved");
  expect(store.caseReader.find(paused)).toMatchObject({
    status: "waiting-for-member",
    resolution: { breachedAt: null },
  });
  expect(brokenPromises(store.caseReader.late(10))).toEqual([
    { case: late, promise: "first-answer", since: now - HOUR },
  ]);
  expect(store.caseReader.history(late).map(({ field, to, actor }) => [field, to, actor.by])).toEqual([
    ["opened", "bug", "flexcord"],
    ["sla", "first-answer", "flexcord"],
  ]);
  const version = store.caseReader.find(late)?.version;
  await run()();
  expect(store.caseReader.find(late)?.version).toBe(version);
  expect(new Set(heard)).toEqual(new Set([MIA]));
});
