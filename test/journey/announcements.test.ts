import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { openFeedServer, rss, type Item } from "../feeds/feed-server.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

interface Posted {
  readonly content: string;
  readonly allowed_mentions: object;
}

async function tapeOf(stage: Stage, end: string) {
  const { entries } = await stage.control.tape(0);
  return entries.filter(
    ({ method, path, status }) => method === "POST" && path.endsWith(end) && status === 200,
  );
}

/** What was posted that is not of flexcord's own panel. */
async function posted(stage: Stage): Promise<readonly Posted[]> {
  const bodies = (await tapeOf(stage, "/messages")).map(
    ({ requestBody }) => JSON.parse(requestBody) as Posted,
  );
  return bodies.filter(({ content }) => content.includes("Patch") || content.includes("Maintenance"));
}

const cli = (stage: Stage, ...args: readonly string[]) =>
  flexcord(["announce", ...args], { cwd: stage.folder, env: stage.env });

const community = (stage: Stage) => stage.call("PUT", "/discord/community", { enabled: true });

const patch = (number: number, id = `patch-${number}`): Item => ({
  id,
  title: `Patch ${number} &amp; @everyone`,
  link: `https://emberfall.example.com/patch/${number}`,
});

it(
  "news are posted and published once: not what is old, not again after a restart, not under new ids",
  { timeout: 120_000 },
  async () => {
    let items: readonly Item[] = [patch(1)];
    const feeds = await openFeedServer((_request, response) => response.end(rss(items)));
    const broken = await openFeedServer((_request, response) => response.end("<html>gone</html>"));
    const yaml = [
      "announcements:",
      "  everySeconds: 1",
      "  sources:",
      `    blog: { feed: "${feeds.url}/news.xml", private: true, role: moderator }`,
      `    broken: { feed: "${broken.url}/news.xml", private: true }`,
      // Not private, so its host is refused.
      `    inside: { feed: "${feeds.url}/inside.xml" }`,
    ].join("\n");
    const stage = await openStage({ yaml });
    await community(stage);
    await stage.deploy();
    const daemon = await stage.startDaemon();
    const visits = async (more: number) => {
      const from = feeds.requests.length;
      await until("visits", () => (feeds.requests.length >= from + more ? true : undefined));
    };

    await visits(2);
    items = [patch(2), patch(1)];
    await until("the news", async () => ((await posted(stage)).length === 1 ? true : undefined));
    await until("its publication", async () =>
      (await tapeOf(stage, "/crosspost")).length === 1 ? true : undefined,
    );
    const [news] = await posted(stage);
    expect(news?.content).toMatch(
      /^<@&\d+> \*\*Patch 2 & @\u200Beveryone\*\*\nhttps:\/\/emberfall.*\/patch\/2$/u,
    );
    expect(news?.allowed_mentions).toEqual({ parse: [], roles: [expect.stringMatching(/^\d+$/u)] });

    await daemon.stop();
    items = [patch(2, "moved-2"), patch(1, "moved-1")];
    await stage.startDaemon();
    await visits(3);
    items = [patch(3, "moved-3"), ...items];
    await until("the next news", async () => ((await posted(stage)).length === 2 ? true : undefined));
    await visits(2);
    expect((await posted(stage)).map(({ content }) => /Patch \d/u.exec(content)?.[0])).toEqual([
      "Patch 2",
      "Patch 3",
    ]);
    expect(feeds.requests.every(({ url }) => url === "/news.xml")).toBe(true);
    expect(broken.requests.length).toBeGreaterThan(0);
  },
);

it(
  "staff announces by hand: seen first, now or later, listed and taken back",
  { timeout: 120_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    expect((await cli(stage, "list")).code).toBe(6);
    const daemon = await stage.startDaemon();

    const seen = await cli(stage, "post", "Maintenance at noon", "--dry-run", "--role", "moderator");
    expect(seen.code).toBe(0);
    expect(seen.stderr).toMatch(/pings +moderator[^]*Maintenance at noon/u);
    expect((await cli(stage, "post", "Maintenance at noon")).code).toBe(4);
    expect((await cli(stage, "post", "Maintenance", "--role", "nobody", "--yes")).code).toBe(2);
    expect((await cli(stage, "post", "x".repeat(1_971), "--yes")).code).toBe(2);
    expect(await posted(stage)).toEqual([]);

    const now = await cli(stage, "post", "Maintenance at noon", "--yes", "--json");
    expect(JSON.parse(now.stdout)).toMatchObject({ announcement: { id: 1, state: "posted", source: null } });
    const later = await cli(stage, "post", "Maintenance is over", "--at", "2h", "--yes", "--json");
    expect(JSON.parse(later.stdout)).toMatchObject({ announcement: { id: 2, state: "waiting" } });
    expect((await cli(stage, "cancel", "2")).code).toBe(0);
    expect((await cli(stage, "cancel", "2")).code).toBe(2);
    expect((await cli(stage, "cancel", "1")).code).toBe(2);

    await daemon.stop();
    const alone = await cli(stage, "post", "Maintenance has moved", "--yes");
    expect(alone.stderr).toContain("waits for `flexcord run`");
    await stage.startDaemon();
    await until("what waited", async () => ((await posted(stage)).length === 2 ? true : undefined));
    const list = await cli(stage, "list", "--json");
    expect(JSON.parse(list.stdout)).toMatchObject({
      announcements: [
        { id: 3, state: "posted", crosspostState: "none" },
        { id: 2, state: "cancelled" },
        { id: 1, state: "posted", text: "Maintenance at noon" },
      ],
    });
  },
);
