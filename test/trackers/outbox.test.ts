import { expect, test } from "vitest";
import { type Fault, type GitHubServer, openGitHub } from "../github/github-server.ts";
import type { CaseNumber } from "../../src/domain/ids.ts";
import { hastyClock } from "../hasty-clock.ts";
import { until } from "../journey/support/stage.ts";
import { KEY, met, type MirrorStage, openMirror } from "./stage.ts";

const HOUR = 3_600_000;

const writes = (gitHub: GitHubServer) => gitHub.asked.filter(({ method }) => method !== "GET");
/** What comments say, without what hides in them. */
const said = (gitHub: GitHubServer, number = 1) =>
  gitHub.commentsOf(number).map(({ body }) => body.replace(/<!--.*?-->\n/u, ""));

/** Tells until something is so and nothing waits. */
async function tellUntil(stage: MirrorStage, isSo: () => boolean, names = false): Promise<void> {
  const running = stage.start(names);
  await until("it is told", async () => (isSo() && (await stage.isDone()) ? true : undefined), 30_000);
  await running.stop();
}

async function openStage(timesAsFast = 200) {
  const clock = hastyClock(timesAsFast);
  const gitHub = await openGitHub(() => clock.now());
  const stage = await openMirror(gitHub, clock);
  await met(stage);
  return { gitHub, stage };
}

test("a case is an issue from its opening to its end and beyond, in order, with what is public of it", async () => {
  const { gitHub, stage } = await openStage();
  const bug = await stage.bug({ description: "Ask @octocat, see #3. <!-- hidden" });
  await stage.change(bug, { do: "note", text: "An inner note" });
  await stage.change(bug, { do: "note", text: "We can see it too", public: true });
  await stage.change(bug, { do: "set-title", title: "It crashes on landing" });
  await stage.change(bug, { do: "set-status", status: "waiting-for-member" });
  await stage.change(bug, { do: "set-status", status: "resolved" });
  await stage.change(bug, { do: "set-status", status: "closed" });
  await stage.change(bug, { do: "set-status", status: "waiting-for-us" });
  await stage.change(bug, { do: "set-status", status: "closed" });
  await tellUntil(stage, () => gitHub.commentsOf(1).length === 4);

  expect(gitHub.issues).toMatchObject([
    { title: "It crashes on landing", state: "closed", reason: "not_planned", labels: ["from-discord"] },
  ]);
  expect(gitHub.issues[0]?.body).toMatch(
    /^<!-- flexcord case 1 [\w-]{36} -->\nAsk @\u200Boctocat, see #\u200B3\. /u,
  );
  expect(said(gitHub)).toEqual([
    "We can see it too",
    "Case 1 is solved.",
    "Case 1 has been opened again.",
    "Case 1 has been closed.",
  ]);
  const changes = writes(gitHub).flatMap(({ method, body }) => (method === "PATCH" ? [body] : []));
  expect(changes).toEqual([
    { title: "It crashes on landing" },
    { state: "closed", state_reason: "completed" },
    { state: "open" },
    { state: "closed", state_reason: "not_planned" },
  ]);
  expect(JSON.stringify(gitHub.asked)).not.toMatch(/Mia|Secret|inner note|Alex|<!-- hidden/u);
  const shown = stage
    .store()
    .caseReader.history(bug)
    .filter(({ field }) => field === "mirrored");
  expect(shown).toMatchObject([{ to: `${KEY}: ${gitHub.url}/nebula/engine/issues/1` }]);
  const times = writes(gitHub).map(({ at }) => at);
  expect(times).toHaveLength(9);
  // The pause that GitHub asks for.
  for (const [index, at] of times.slice(1).entries())
    expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(1_000);
});

test("people are named only where the config says so, and kinds that are not chosen stay inside", async () => {
  const { gitHub, stage } = await openStage();
  await stage.bug({ kind: "handoff", title: "My password is hunter2" });
  const bug = await stage.bug();
  await stage.change(bug, { do: "note", text: "Fixed in 1.2", public: true });
  await tellUntil(stage, () => gitHub.commentsOf(1).length === 1, true);
  expect(gitHub.issues).toHaveLength(1);
  expect(gitHub.issues[0]?.body).toContain("by Mia Secret");
  expect(said(gitHub)).toEqual(["**Alex** wrote:\n\nFixed in 1.2"]);
});

test("what was before the tracker stays outside, until something happens to a case that is not over", async () => {
  const gitHub = await openGitHub();
  const stage = await openMirror(gitHub, hastyClock(200));
  const old = await stage.bug({ title: "Old" });
  const over = await stage.bug({ title: "Over" });
  await stage.change(over, { do: "set-status", status: "resolved" });
  await met(stage);
  await stage.change(over, { do: "note", text: "Nobody hears", public: true });
  await stage.change(old, { do: "note", text: "Now", public: true });
  await tellUntil(stage, () => gitHub.commentsOf(1).length === 1);
  expect(gitHub.issues.map(({ title }) => title)).toEqual(["Old"]);
});

test.each<[string, readonly (Fault | null)[]]>([
  ["the answer to the issue is lost", [{ kind: "lost" }]],
  ["the issue is made and answered with an error", [{ kind: "done", status: 502 }]],
  ["the answer to the comment is lost", [null, { kind: "lost" }]],
  ["the comment stands and closing fails", [null, null, { kind: "refused", status: 503 }]],
  [
    "the comment stands and closing is limited",
    [null, null, { kind: "refused", status: 403, message: "You have exceeded a secondary rate limit" }],
  ],
  ["closing goes through unseen", [null, null, { kind: "lost" }, { kind: "done", status: 500 }]],
])("nothing is told twice when %s", async (_, faults) => {
  const { gitHub, stage } = await openStage();
  // So many others that looking takes several pages.
  for (let other = 0; other < 8; other += 1) await stage.bug({ title: `Other ${other}` });
  await tellUntil(stage, () => gitHub.issues.length === 8);
  const bug = await stage.bug({ title: "This one" });
  await stage.change(bug, { do: "set-status", status: "resolved" });
  gitHub.faults.push(...faults);
  await tellUntil(stage, () => gitHub.issues[8]?.state === "closed");
  expect(gitHub.issues).toHaveLength(9);
  expect(said(gitHub, 9)).toEqual(["Case 9 is solved."]);
  expect(gitHub.faults).toEqual([]);
});

test("GitHub is away for an hour: everything is mirrored once afterwards, in order, and it was hardly asked", async () => {
  const { gitHub, stage } = await openStage(600);
  const running = stage.start();
  gitHub.outage = { kind: "refused", status: 503 };
  const from = stage.clock.now();
  const bugs = [await stage.bug(), await stage.bug(), await stage.bug()];
  for (const bug of bugs) {
    await stage.change(bug, { do: "set-status", status: "resolved" });
    await stage.change(bug, { do: "set-status", status: "waiting-for-us" });
  }
  await until("an hour has passed", () => (stage.clock.now() - from > HOUR ? true : undefined), 60_000);
  expect(gitHub.asked.length).toBeLessThan(15);
  expect(await stage.store().trackers.late(stage.clock.now() - 300_000, 0)).toMatchObject([
    { tracker: KEY, code: "tracker.unavailable" },
  ]);
  gitHub.outage = null;
  await until("it is told", async () => ((await stage.isDone()) ? true : undefined), 30_000);
  await running.stop();
  expect(gitHub.issues.map(({ state }) => state)).toEqual(["open", "open", "open"]);
  for (const [index, bug] of bugs.entries())
    expect(said(gitHub, index + 1)).toEqual([`Case ${bug} is solved.`, `Case ${bug} has been opened again.`]);
  expect(await stage.store().trackers.late(stage.clock.now(), 0)).toEqual([]);
});

const limit = { kind: "refused", status: 403 } as const;
test.each<[string, Fault, number]>([
  ["Retry-After", { ...limit, headers: { "retry-after": "90" } }, 90_000],
  ["no time at all", { ...limit, message: "You have exceeded a secondary rate limit." }, 60_000],
  [
    "the reset of the hour's budget",
    {
      ...limit,
      headers: {
        date: new Date(1_800_000_000_000).toUTCString(),
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(1_800_000_000 + 300),
      },
    },
    300_000,
  ],
])("a limit that comes with %s is waited out by everything", async (_, fault, wait) => {
  const { gitHub, stage } = await openStage();
  gitHub.faults.push(fault);
  await stage.bug();
  await stage.bug();
  await tellUntil(stage, () => gitHub.issues.length === 2);
  const [first = 0, second = 0] = gitHub.asked.map(({ at }) => at);
  expect(second - first).toBeGreaterThanOrEqual(wait);
  expect(gitHub.issues).toHaveLength(2);
});

test("what a process had begun when it ended is looked for by the next one", async () => {
  const { gitHub, stage } = await openStage();
  gitHub.faults.push({ kind: "hangs" });
  await stage.bug();
  const running = stage.start();
  await until("the issue", () => (gitHub.issues.length === 1 ? true : undefined));
  await running.stop();
  await stage.reopen();
  expect(await stage.store().trackers.next(KEY)).toMatchObject({ kind: "opened", inDoubt: true });
  await tellUntil(stage, () => true);
  expect(gitHub.issues).toHaveLength(1);
  expect(
    stage
      .store()
      .caseReader.history(1 as CaseNumber)
      .at(-1),
  ).toMatchObject({ field: "mirrored" });
});

test("an issue that somebody deleted, and a text that is refused, hold up no other case", async () => {
  const { gitHub, stage } = await openStage();
  const gone = await stage.bug();
  await tellUntil(stage, () => gitHub.issues.length === 1);
  gitHub.remove(1);
  await stage.change(gone, { do: "note", text: "Into the void", public: true });
  await tellUntil(stage, () => writes(gitHub).length === 2);
  expect(await stage.store().trackers.late(0, 0)).toEqual([]);
  const refusal: Fault = { kind: "refused", status: 422, message: "Validation Failed" };
  gitHub.faults.push(refusal, refusal, refusal);
  await stage.bug({ title: "Refused" });
  await tellUntil(stage, () => gitHub.faults.length === 0);
  await stage.bug({ title: "Taken" });
  await tellUntil(stage, () => gitHub.issues.length === 2);
  expect(gitHub.issues.map(({ title }) => title)).toEqual(["It crashes", "Taken"]);
  expect(await stage.store().trackers.late(0, 0)).toMatchObject([{ count: 1, code: "tracker.refused" }]);
});

test("a token that is refused gives nothing up", async () => {
  const { gitHub, stage } = await openStage();
  gitHub.faults.push(
    { kind: "refused", status: 401, message: "Bad credentials" },
    { kind: "refused", status: 404, message: "Not Found" },
    { kind: "refused", status: 301 },
  );
  await stage.bug();
  await tellUntil(stage, () => gitHub.issues.length === 1);
  expect(writes(gitHub)).toHaveLength(4);
});
