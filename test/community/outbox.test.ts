import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  failingSources,
  lateAnnouncements,
  startAnnouncements,
} from "../../src/community/announcements/announcements.ts";
import type { ChannelPost, Reading, SourceReader } from "../../src/community/ports.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { Failure, type FailureCode } from "../../src/domain/failure.ts";
import type { PostId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { until } from "../journey/support/stage.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { open } from "../store/sqlite/setup.ts";

const folder = temporaryFolder();
let count = 0;

/** A real store, a channel that fails as told, and a source per key that reads as told. */
async function openNews(readings: Readonly<Record<string, () => Reading>> = {}) {
  const path = join(folder, `news-${(count += 1)}.sqlite`);
  let store = await open(path);
  onTestFinished(() => store.close());
  const posts: ChannelPost[] = [];
  const failures: (FailureCode | null)[] = [];
  const reader: SourceReader = {
    read: async (source) => {
      const read = source.kind === "x" ? readings[source.account] : undefined;
      if (read === undefined) throw new Failure("feed.invalid", "It is no feed.");
      return read();
    },
  };
  const start = () =>
    startAnnouncements({
      store: store.announcements,
      reader,
      channel: {
        async post(post) {
          posts.push(post);
          const code = failures.shift() ?? null;
          if (code !== null) throw new Failure(code, "It failed.");
          return `post-${posts.length}` as PostId;
        },
        publish: async () => "published",
      },
      channelId: "1",
      roles: new Map([["players", "77"]]),
      sources: ["good", "bad"].map((key) => ({
        key,
        source: { kind: "x", account: key },
        everyMs: 50,
        template: "{summary}",
        role: null,
        crosspost: true,
      })),
      clock: systemClock,
      log: silentLog,
      random: Math.random,
    });
  return {
    store: () => store,
    posts,
    failures,
    start,
    async reopen() {
      await store.close();
      store = await open(path);
    },
  };
}

const validators = { etag: null, lastModified: null, newestId: null };
const item = (text: string) => ({
  id: text,
  title: null,
  summary: text,
  author: null,
  link: null,
  publishedAt: null,
});

test("a source that fails stops no other, and is told of while it lasts", async () => {
  let items = [item("old")];
  const news = await openNews({ good: () => ({ state: "read", items, validators }) });
  const running = news.start();
  const { announcements } = news.store();
  await until("both visits", async () =>
    (await announcements.source("good")) !== null && ((await announcements.source("bad"))?.failures ?? 0) > 1
      ? true
      : undefined,
  );
  items = [item("new"), item("old")];
  await until("the news", () => (news.posts.length > 0 ? true : undefined));
  await running.stop();
  expect(news.posts.map(({ text }) => text)).toEqual(["new"]);
  expect(await failingSources(announcements, ["good", "bad"], 0, Date.now())).toMatchObject([
    { subject: "bad", code: "feed.invalid" },
  ]);
  expect(await failingSources(announcements, ["bad"], 60_000, Date.now())).toEqual([]);
});

test("a post whose answer was lost is tried again under the same key, in doubt", async () => {
  const news = await openNews();
  news.failures.push("network.timeout");
  const running = news.start();
  await running.announce({ text: "Hello", role: "players", crosspost: false, dueAt: Date.now() });
  await until("the second try", () => (news.posts.length === 2 ? true : undefined));
  await running.stop();
  expect(news.posts.map(({ inDoubt }) => inDoubt)).toEqual([false, true]);
  expect(new Set(news.posts.map(({ key }) => key)).size).toBe(1);
  expect(news.posts[0]).toMatchObject({ text: "<@&77> Hello", roleId: "77" });
});

test("what a process had begun when it ended is in doubt for the next one", async () => {
  const news = await openNews();
  const made = await news.store().announcements.add({
    source: null,
    text: "Hello",
    role: null,
    crosspost: true,
    dueAt: 0,
  });
  await news.store().announcements.save({ ...made, inDoubt: true });
  expect(await news.store().announcements.cancel(made.id)).toBeNull();
  await news.reopen();
  const running = news.start();
  const { announcements } = news.store();
  const settled = await until("its end", async () =>
    (await announcements.list(1)).find(({ crosspostState }) => crosspostState === "done"),
  );
  await running.stop();
  expect(news.posts).toMatchObject([{ key: made.key, inDoubt: true }]);
  expect(settled).toMatchObject({ state: "posted", postId: "post-1", inDoubt: false });
  expect(await announcements.publishedSince(0)).toEqual([settled.publishedAt]);
  expect(await announcements.next()).toBeNull();
});

test("a text that is refused is given up, told of, and holds up no other", async () => {
  const news = await openNews();
  news.failures.push("discord.refused");
  const running = news.start();
  await running.announce({ text: "Refused", role: null, crosspost: true, dueAt: Date.now() });
  await running.announce({ text: "Taken", role: null, crosspost: true, dueAt: Date.now() });
  const { announcements } = news.store();
  await until("the other one", async () =>
    (await announcements.list(1)).find(({ state }) => state === "posted"),
  );
  await running.stop();
  expect((await announcements.list(2))[1]).toMatchObject({ state: "failed", crosspostState: "none" });
  expect(await lateAnnouncements(announcements, 60_000, Date.now())).toMatchObject([
    { subject: "channel", count: 1, code: "discord.refused" },
  ]);
});

test("the eleventh in an hour is posted at once and published later", async () => {
  const news = await openNews();
  const running = news.start();
  for (let number = 1; number <= 11; number += 1)
    await running.announce({ text: `News ${number}`, role: null, crosspost: true, dueAt: Date.now() });
  const { announcements } = news.store();
  const last = await until("the eleventh", async () =>
    (await announcements.list(1)).find(
      ({ state, tryAt }) => state === "posted" && tryAt > Date.now() + 60_000,
    ),
  );
  await running.stop();
  expect(news.posts).toHaveLength(11);
  expect(await announcements.publishedSince(0)).toHaveLength(10);
  expect(last).toMatchObject({ crosspostState: "waiting", publishedAt: null });
});
