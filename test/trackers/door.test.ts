import { expect, onTestFinished, test } from "vitest";
import { openHttp } from "../../src/http/server.ts";
import { Failure } from "../../src/domain/failure.ts";
import { silentLog } from "../../src/domain/log.ts";
import type { CaseNumber } from "../../src/domain/ids.ts";
import { gitHubDoor } from "../../src/github/door.ts";
import type { Hear } from "../../src/trackers/ports.ts";
import {
  deliver,
  GITHUB_WEBHOOK_SECRET,
  openGitHub,
  OUR_LOGIN,
  REPOSITORY,
} from "../github/github-server.ts";
import { hastyClock } from "../hasty-clock.ts";
import { until } from "../journey/support/stage.ts";
import { MIA, NOAH, wrote } from "../contract/store/samples.ts";
import { KEY, met, openMirror } from "./stage.ts";

async function openDoor(hear: Hear) {
  const closing = new AbortController();
  const door = gitHubDoor({
    secret: GITHUB_WEBHOOK_SECRET,
    trackers: new Map([[REPOSITORY, [KEY]]]),
    hear,
    log: silentLog,
  });
  const http = await openHttp({
    host: "127.0.0.1",
    port: 0,
    log: silentLog,
    routes: [door],
    readiness: async () => ({ ready: true }),
    signal: closing.signal,
  });
  onTestFinished(() => http.close());
  return http.url;
}

/** A bug and its issue, with GitHub's webhooks coming in. */
async function openStage() {
  const clock = hastyClock(200);
  const gitHub = await openGitHub(() => clock.now());
  const stage = await openMirror(gitHub, clock);
  await met(stage);
  const running = stage.start();
  onTestFinished(() => running.stop());
  const url = await openDoor(running.hear);
  const bug = await stage.bug();
  await until("the issue", async () =>
    gitHub.issues.length === 1 && (await stage.isDone()) ? true : undefined,
  );
  const status = () => stage.store().caseReader.find(bug)?.status;
  const history = () =>
    stage
      .store()
      .caseReader.history(bug)
      .filter(({ actor }) => actor.by === "tracker");
  const idle = () => until("nothing waits", async () => ((await stage.isDone()) ? true : undefined));
  return { gitHub, stage, url, bug, status, history, idle };
}

test("what is closed, opened again and said on GitHub changes the case, with who and where", async () => {
  const { gitHub, url, status, history } = await openStage();
  expect(await deliver(url, gitHub.act("octocat", 1, { comment: "Found it." }))).toBe(200);
  expect(await deliver(url, gitHub.act("octocat", 1, { state: "closed" }))).toBe(200);
  expect(status()).toBe("resolved");
  expect(await deliver(url, gitHub.act("hubot", 1, { state: "open" }))).toBe(200);
  expect(status()).toBe("waiting-for-us");
  expect(history()).toMatchObject([
    { field: "note", to: "Found it.", actor: { name: "octocat", where: "Nebula/engine#1" } },
    { field: "status", from: "open", to: "resolved", actor: { name: "octocat", tracker: KEY } },
    { field: "status", from: "resolved", to: "waiting-for-us", actor: { name: "hubot" } },
  ]);
  // What GitHub did is not told to GitHub.
  expect(gitHub.commentsOf(1)).toHaveLength(1);
});

test("deliveries that come twice, late and in the wrong order leave the case as the issue is", async () => {
  const { gitHub, stage, url, bug, status, history, idle } = await openStage();
  const closed = gitHub.act("octocat", 1, { state: "closed" });
  const reopened = gitHub.act("octocat", 1, { state: "open" });
  const said = gitHub.act("octocat", 1, { comment: "Once" });
  expect(await deliver(url, reopened)).toBe(200);
  expect(await deliver(url, closed)).toBe(200);
  expect(status()).toBe("open");
  // A second webhook of the same repository tells the same under an id of its own.
  for (const delivery of [said, said, { ...said, id: "another-webhook" }])
    expect(await deliver(url, delivery)).toBe(200);
  expect(history()).toHaveLength(1);

  await deliver(url, gitHub.act("octocat", 1, { state: "closed" }));
  await stage.change(bug, { do: "set-status", status: "waiting-for-us" });
  await until("it is open there", () => (gitHub.issues[0]?.state === "open" ? true : undefined));
  await idle();
  expect(await deliver(url, closed)).toBe(200);
  expect(status()).toBe("waiting-for-us");
});

test("what we did ourselves comes back and changes nothing", async () => {
  const { gitHub, stage, url, bug, status, history, idle } = await openStage();
  await stage.change(bug, { do: "note", text: "Ours", public: true });
  await until("the comment", () => (gitHub.commentsOf(1).length === 1 ? true : undefined));
  await idle();
  const ours = gitHub.commentsOf(1)[0]?.body ?? "";
  const echo = gitHub.act(OUR_LOGIN, 1, { comment: ours });
  const id = { ...(JSON.parse(echo.body) as { comment: object }).comment, id: gitHub.commentsOf(1)[0]?.id };
  await deliver(url, {
    ...echo,
    body: JSON.stringify({ ...(JSON.parse(echo.body) as object), comment: id }),
  });
  await deliver(url, gitHub.act(OUR_LOGIN, 1, { state: "closed" }));
  expect(history()).toEqual([]);
  expect(status()).toBe("open");
  // Whoever copies our mark says something of their own.
  await deliver(url, gitHub.act("octocat", 1, { comment: `${ours} indeed` }));
  expect(history()).toMatchObject([{ field: "note", actor: { name: "octocat" } }]);
});

test("our mark in an issue of somebody else's says nothing of the case, which has its own", async () => {
  const { gitHub, url, status, history } = await openStage();
  const closed = gitHub.act("mallory", 1, { state: "closed" });
  const issue = (JSON.parse(closed.body) as { issue: { id: number; number: number; body: string } }).issue;
  expect(issue.body).toContain("flexcord case");
  const body = JSON.stringify({
    ...(JSON.parse(closed.body) as object),
    issue: { ...issue, id: issue.id + 1, number: 99, html_url: `https://github.com/${REPOSITORY}/issues/99` },
  });
  expect(await deliver(url, { ...closed, body })).toBe(200);
  expect(status()).toBe("open");
  expect(history()).toEqual([]);
});

test("when an issue is closed, everybody who reported the bug hears of it", async () => {
  const { gitHub, stage, url, bug } = await openStage();
  await stage.store().ledger.accept([wrote(NOAH, "2")]);
  await stage.change(bug, { do: "me-too", memberId: NOAH });
  stage.rung.length = 0;
  expect(await deliver(url, gitHub.act("octocat", 1, { state: "closed" }))).toBe(200);
  expect(stage.rung).toEqual([MIA, NOAH]);
});

test("an issue whose making is still in doubt is known by its mark", async () => {
  const clock = hastyClock(1);
  const gitHub = await openGitHub();
  const stage = await openMirror(gitHub, clock);
  await met(stage);
  gitHub.faults.push({ kind: "lost" });
  const running = stage.start();
  onTestFinished(() => running.stop());
  const url = await openDoor(running.hear);
  const bug = await stage.bug();
  await until("the issue", () => (gitHub.issues.length === 1 ? true : undefined));
  expect(await deliver(url, gitHub.act("octocat", 1, { state: "closed" }))).toBe(200);
  expect(stage.store().caseReader.find(bug)?.status).toBe("resolved");
});

test("what is not GitHub's, not ours or no news is answered as such, and nothing is recorded", async () => {
  const { gitHub, url, status, history } = await openStage();
  const closed = gitHub.act("mallory", 1, { state: "closed" });
  expect(await deliver(url, closed, "another secret altogether")).toBe(403);
  expect(await deliver(url, { ...closed, body: "{" })).toBe(400);
  expect(await deliver(url, { ...closed, id: "" })).toBe(400);
  expect(await deliver(url, { ...closed, event: "ping" })).toBe(200);
  expect(await deliver(url, { ...closed, body: closed.body.replace("Nebula/engine", "nebula/other") })).toBe(
    200,
  );
  const pull = closed.body.replace('"number":1', '"number":1,"pull_request":{}');
  expect(await deliver(url, { ...closed, body: pull })).toBe(200);
  expect(
    await deliver(url, {
      ...closed,
      body: closed.body.replace('"number":1', '"number":99').replace(/flexcord case/u, "x"),
    }),
  ).toBe(200);
  expect(status()).toBe("open");
  expect(history()).toEqual([]);
});

test("what cannot be recorded is not answered as if it were", async () => {
  const gitHub = await openGitHub();
  const url = await openDoor(() => Promise.reject(new Failure("store.unavailable", "The disk is full.")));
  const stage = await openMirror(gitHub, hastyClock(200));
  await met(stage);
  await stage.bug();
  const running = stage.start();
  onTestFinished(() => running.stop());
  await until("the issue", () => (gitHub.issues.length === 1 ? true : undefined));
  expect(await deliver(url, gitHub.act("octocat", 1, { state: "closed" }))).toBe(503);
  expect(stage.store().caseReader.find(1 as CaseNumber)?.status).toBe("open");
});
