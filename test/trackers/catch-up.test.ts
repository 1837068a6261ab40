import { expect, onTestFinished, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import type { CaseNumber } from "../../src/domain/ids.ts";
import { createGitHubClient } from "../../src/github/client.ts";
import { createGitHubNews } from "../../src/github/news.ts";
import { readPayload } from "../../src/github/webhook.ts";
import type { Heard } from "../../src/trackers/ports.ts";
import { MIA, NOAH } from "../contract/store/samples.ts";
import { type Delivery, GITHUB_TOKEN, openGitHub, OUR_LOGIN, REPOSITORY } from "../github/github-server.ts";
import { hastyClock } from "../hasty-clock.ts";
import { until } from "../journey/support/stage.ts";
import { KEY, met, openMirror } from "./stage.ts";

/** Bugs with their issues, and nobody who listens. */
async function openStage(bugs = 1) {
  const clock = hastyClock(200);
  const gitHub = await openGitHub(() => clock.now());
  const stage = await openMirror(gitHub, clock);
  await met(stage);
  const first = stage.start();
  for (let made = 0; made < bugs; made += 1) await stage.bug();
  await until("the issues", async () =>
    gitHub.issues.length === bugs && (await stage.isDone()) ? true : undefined,
  );
  await first.stop();
  stage.rung.length = 0;
  const start = (...given: Parameters<typeof stage.start>) => {
    const running = stage.start(...given);
    onTestFinished(() => running.stop());
    return running;
  };
  const { caseReader } = stage.store();
  const status = (number = 1) => caseReader.find(number as CaseNumber)?.status;
  const history = (number = 1) =>
    caseReader.history(number as CaseNumber).filter(({ actor }) => actor.by === "tracker");
  /** Comments are read last. */
  const isRead = (after = 0) =>
    until("it is read", () => {
      const asked = gitHub.asked.slice(after);
      const seen = asked.some(({ path, status }) => path.includes("/issues/comments?") && status !== null);
      return seen ? true : undefined;
    });
  return { gitHub, stage, start, status, history, isRead };
}

/** What a webhook says, as its door tells it. */
function heardIn({ id, event, body }: Delivery): Heard {
  const read = readPayload(event, id, Buffer.from(body));
  if (!("heard" in read)) throw new Error(JSON.stringify(read));
  return read.heard;
}

test("what was done while nobody listened is read at the next start, and webhooks that come again change nothing", async () => {
  const { gitHub, stage, start, status, history } = await openStage(2);
  await stage.change(1 as CaseNumber, { do: "me-too", memberId: NOAH });
  const missed = [
    gitHub.act("hubot", 1, { comment: "Found it." }),
    gitHub.act("octocat", 1, { state: "closed" }),
    gitHub.act("octocat", 2, { comment: "More, please." }),
  ];
  const running = start();
  await until("all of it", () => (history(1).length === 2 && history(2).length === 1 ? true : undefined));
  expect(history(1)).toMatchObject([
    { field: "status", to: "resolved", actor: { name: "octocat", where: `${REPOSITORY}#1`, tracker: KEY } },
    { field: "note", to: "Found it.", actor: { name: "hubot", where: `${REPOSITORY}#1` } },
  ]);
  expect(history(2)).toMatchObject([{ field: "note", to: "More, please." }]);
  expect(status(2)).toBe("open");
  expect(new Set(stage.rung)).toEqual(new Set([MIA, NOAH]));

  for (const delivery of missed) await running.hear(KEY, heardIn(delivery));
  // Also when the case has been opened again since, and GitHub is about to hear of it.
  await stage.change(1 as CaseNumber, { do: "set-status", status: "waiting-for-us" });
  for (const delivery of missed)
    await running.hear(KEY, { ...heardIn(delivery), id: `again ${delivery.id}` });
  expect([status(1), history(1).length, history(2).length]).toEqual(["waiting-for-us", 2, 1]);
});

test("what was closed and opened again meanwhile is no news, and neither is the half of it that comes again", async () => {
  const { gitHub, start, status, history, isRead } = await openStage();
  const closed = gitHub.act("octocat", 1, { state: "closed" });
  gitHub.act("octocat", 1, { state: "open" });
  const running = start();
  await isRead();
  expect(await running.hear(KEY, { ...heardIn(closed), id: "comes-again" })).toMatchObject({
    state: "ignored",
  });
  expect([status(), history()]).toEqual(["open", []]);
});

test("what we said and closed ourselves is no news", async () => {
  const { gitHub, stage, start, status, history, isRead } = await openStage();
  const first = stage.start();
  await stage.change(1 as CaseNumber, { do: "note", text: "Ours", public: true });
  await stage.change(1 as CaseNumber, { do: "set-status", status: "resolved" });
  await until("it is closed", async () =>
    gitHub.issues[0]?.state === "closed" && (await stage.isDone()) ? true : undefined,
  );
  await first.stop();
  const before = gitHub.asked.length;
  start();
  await isRead(before);
  // Who uses our account by hand is taken for us.
  gitHub.act(OUR_LOGIN, 1, { state: "open" });
  await until("it is known", async () =>
    (await stage.store().trackers.known(KEY, "1", null)) === "open" ? true : undefined,
  );
  expect([status(), history()]).toEqual(["resolved", []]);
});

test("many are read page by page, and an outage in the middle leaves nothing out", async () => {
  const { gitHub, stage, start, status } = await openStage(7);
  for (let number = 1; number <= 7; number += 1) gitHub.act("octocat", number, { state: "closed" });
  let reached = 0;
  const real = stage.store().trackers;
  start(false, {
    ...real,
    hear: (tracker, heard, rule) => {
      reached += 1;
      if (reached === 5) return Promise.reject(new Failure("store.unavailable", "The disk is full."));
      return real.hear(tracker, heard, rule);
    },
  });
  const all = [1, 2, 3, 4, 5, 6, 7];
  await until("all are resolved", () =>
    all.every((number) => status(number) === "resolved") ? true : undefined,
  );
  expect(reached).toBeGreaterThan(7);
});

test("a webhook that could not be recorded is read soon", async () => {
  const { gitHub, stage, start, status, isRead } = await openStage();
  const real = stage.store().trackers;
  let fails = false;
  const running = start(false, {
    ...real,
    hear: (tracker, heard, rule) =>
      fails
        ? Promise.reject(new Failure("store.unavailable", "The disk is full."))
        : real.hear(tracker, heard, rule),
  });
  await isRead();
  const closed = gitHub.act("octocat", 1, { state: "closed" });
  const before = gitHub.asked.at(-1)?.at ?? 0;
  fails = true;
  await expect(running.hear(KEY, heardIn(closed))).rejects.toMatchObject({ code: "store.unavailable" });
  fails = false;
  await until("it is read", () => (status() === "resolved" ? true : undefined));
  const asked = gitHub.asked.filter(({ path, at }) => at > before && path.includes("state=all"));
  expect(asked.length).toBeGreaterThan(0);
});

test("where nothing happened the same is asked for again, and costs nothing", async () => {
  const { gitHub, start, history } = await openStage();
  start();
  const lists = () => gitHub.asked.filter(({ path }) => /[?&]since=/u.test(path));
  const free = await until("two that are free", () => {
    const unchanged = lists().filter(({ status }) => status === 304);
    return unchanged.length >= 2 ? unchanged : undefined;
  });
  expect(new Set(free.map(({ path }) => path.replace(/.*since=/u, ""))).size).toBe(1);
  expect(gitHub.asked.filter(({ path }) => path.includes("/events"))).toEqual([]);
  expect(history()).toEqual([]);
});

test("a comment that is only changed is not heard again, however long ago it was", async () => {
  const gitHub = await openGitHub();
  const client = createGitHubClient({ api: gitHub.url, token: GITHUB_TOKEN, version: "0" });
  await client(
    { method: "POST", path: `/repos/${REPOSITORY}/issues`, body: { title: "x", body: "y" } },
    new AbortController().signal,
  );
  gitHub.act("octocat", 1, { comment: "Old" });
  const [old] = gitHub.commentsOf(1);
  for (let seconds = 0; seconds < 100; seconds += 1) gitHub.act("octocat", 1, { state: "open" });
  gitHub.act("octocat", 1, { comment: "New" });
  gitHub.touch(old?.id ?? 0);
  const heard: Heard[] = [];
  await createGitHubNews({ client, repository: REPOSITORY }).read(
    (old?.made ?? 0) + 90_000,
    { known: () => Promise.resolve("open" as const), hear: async (one) => void heard.push(one) },
    new AbortController().signal,
  );
  expect(heard.map(({ what }) => what)).toMatchObject([{ kind: "unchanged" }, { text: "New" }]);
});
