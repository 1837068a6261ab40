import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createSealer } from "../../src/desk/access/seal.ts";
import type { CaseNumber } from "../../src/domain/ids.ts";
import { MIA, NOAH } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { openBrowser } from "./jar.ts";
import { KEY, MINUTE, type Office, openOffice } from "./office.ts";

const folder = temporaryFolder();
let count = 0;
let office: Office;
let mias: CaseNumber;
let noahs: CaseNumber;

beforeEach(async () => {
  count += 1;
  office = await openOffice(join(folder, `${count}.db`));
  mias = await office.talk(MIA, "WT1");
  noahs = await office.talk(NOAH, "WT2");
});

/** Nothing of the case stands there. */
function expectSilence(body: string): void {
  expect(body).not.toMatch(/Mia|Noah|Alex|text of/u);
}

describe("a task's link", () => {
  it("vanishes at its first use, into a cookie for its case alone", async () => {
    const browser = openBrowser();
    const link = office.link(mias, "WT1");
    const first = await browser.get(link);
    expect(first.status).toBe(303);
    expect(first.headers.get("location")).toBe(`/desk/cases/${mias}`);
    expect(first.headers.get("referrer-policy")).toBe("no-referrer");
    const [set = "", ...more] = first.headers.getSetCookie();
    expect(more).toEqual([]);
    const [, ...attributes] = set.split("; ");
    expect(set).toMatch(/^__Secure-flexcord-case=[\w-]+\.[\w-]+;/u);
    expect(attributes).toEqual([
      `Path=/desk/cases/${mias}`,
      "Max-Age=1800",
      "HttpOnly",
      "Secure",
      "SameSite=None",
      "Partitioned",
    ]);
    const page = await browser.get(office.case(mias));
    expect(page.status).toBe(200);
    expect(page.body).toContain("Mia");
    expect(browser.cookiesFor(office.case(noahs))).toBe("");
  });

  it("is the same each time it is made, and opens the case as often as Flex loads it", async () => {
    expect(office.link(mias, "WT1")).toBe(office.link(mias, "WT1"));
    for (let load = 0; load < 3; load += 1)
      expect((await openBrowser().follow(office.link(mias, "WT1"))).status).toBe(200);
  });

  it("opens nothing once anything of it was altered", async () => {
    const token = new URL(office.link(mias, "WT1")).searchParams.get("link") ?? "";
    const altered = [
      "",
      "WT1",
      "WT1.",
      `${token}x`,
      token.slice(0, -2),
      token.replace("WT1", "WT2"),
      token.replace(/.$/u, (last) => (last === "A" ? "Q" : "A")),
      "a".repeat(5_000),
      "\u0000.%",
    ];
    for (const one of altered) {
      const answer = await openBrowser().get(
        `${office.case(mias)}?${new URLSearchParams({ link: one }).toString()}`,
      );
      expect([one, answer.status]).toEqual([one, 403]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.body).toContain("from its task in Flex");
      expectSilence(answer.body);
    }
  });

  it("opens no other case, and says no more of one that exists than of one that does not", async () => {
    const { search } = new URL(office.link(mias, "WT1"));
    const theirs = await openBrowser().get(office.case(noahs) + search);
    const nobodys = await openBrowser().get(office.case(999) + search);
    expect([theirs.status, nobodys.status]).toEqual([403, 403]);
    expect(theirs.body).toBe(nobodys.body);
  });

  it("made for a task that never had the case opens nothing", async () => {
    const answer = await openBrowser().get(office.link(mias, "WT2"));
    expect(answer.status).toBe(410);
    expectSilence(answer.body);
  });

  it("ends with its task: who passed the member on is out at the next click", async () => {
    const browser = openBrowser();
    expect((await browser.follow(office.link(mias, "WT1"))).status).toBe(200);
    await office.becomes(MIA, ({ desk }) => ({
      taskId: "WT9" as never,
      desk: {
        ...desk,
        work: [
          { taskId: "WT1" as never, stage: "over", agent: null },
          { taskId: "WT9" as never, stage: "taken", agent: null },
        ],
      },
    }));
    const later = await browser.get(office.case(mias));
    expect(later.status).toBe(410);
    expectSilence(later.body);
    const again = await openBrowser().get(office.link(mias, "WT1"));
    expect(again.status).toBe(410);
    expect(again.body).toContain("The task of this link is over");
    expect((await openBrowser().follow(office.link(mias, "WT9"))).status).toBe(200);
  });

  it("lasts through wrapping up, half an hour after the conversation's end", async () => {
    const browser = openBrowser();
    await browser.follow(office.link(mias, "WT1"));
    const endedAt = office.clock.now;
    await office.becomes(MIA, ({ desk }) => ({
      answering: "ended",
      endedAt,
      desk: { ...desk, work: desk.work.map((one) => ({ ...one, stage: "over" })) },
    }));
    office.clock.now = endedAt + 29 * MINUTE;
    expect((await browser.get(office.case(mias))).status).toBe(200);
    office.clock.now = endedAt + 31 * MINUTE;
    expect((await browser.get(office.case(mias))).status).toBe(410);
    expect((await openBrowser().get(office.link(mias, "WT1"))).status).toBe(410);
  });

  it("ends when the conversation is put aside", async () => {
    await office.becomes(MIA, ({ desk }) => ({
      answering: "waiting",
      desk: { ...desk, talk: "held", work: desk.work.map((one) => ({ ...one, stage: "over" })) },
    }));
    expect((await openBrowser().get(office.link(mias, "WT1"))).status).toBe(410);
  });
});

describe("bad links", () => {
  const bad = (asker: string) =>
    openBrowser().get(`${office.case(mias)}?link=WT1.bad`, { "x-forwarded-for": `1.2.3.4, ${asker}` });

  it("are no longer looked at after twenty in ten minutes, and good ones still are", async () => {
    for (let n = 0; n < 20; n += 1) expect((await bad("198.51.100.7")).status).toBe(403);
    const refused = await bad("198.51.100.7");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("600");
    expect((await bad("198.51.100.8")).status).toBe(403);
    const good = await openBrowser().get(office.link(mias, "WT1"), { "x-forwarded-for": "198.51.100.7" });
    expect(good.status).toBe(303);
    office.clock.now += 10 * MINUTE;
    expect((await bad("198.51.100.7")).status).toBe(403);
  });
});

describe("a session", () => {
  it("is asked for, whether the case exists or not", async () => {
    const ours = await openBrowser().get(office.case(mias));
    const nobodys = await openBrowser().get(office.case(999));
    expect([ours.status, nobodys.status]).toEqual([403, 403]);
    expect(ours.body).toBe(nobodys.body);
    expectSilence(ours.body);
  });

  it("lasts while it is used, and half an hour longer", async () => {
    const browser = openBrowser();
    await browser.follow(office.link(mias, "WT1"));
    for (let n = 0; n < 4; n += 1) {
      office.clock.now += 25 * MINUTE;
      expect((await browser.get(office.case(mias))).status).toBe(200);
    }
    office.clock.now += 31 * MINUTE;
    expect((await browser.get(office.case(mias))).status).toBe(403);
  });

  it("shows its own case, and of another one nothing: neither the case nor its conversations", async () => {
    const browser = openBrowser();
    await browser.follow(office.link(mias, "WT1"));
    const cookie = browser.cookiesFor(office.case(mias));
    const theirs = `c-${NOAH}-1`;
    const elsewhere = [
      office.case(noahs),
      office.case(999),
      `${office.case(noahs)}/conversations/${theirs}`,
      `${office.case(mias)}/conversations/${theirs}`,
      `${office.case(mias)}/conversations/none`,
      `${office.case(mias)}/files/1`,
      `${office.case(mias)}/nothing`,
      `${office.url}/desk/cases/0${mias}`,
      `${office.url}/desk/cases/`,
    ];
    for (const url of elsewhere) {
      const answer = await openBrowser().get(url, { cookie });
      expect([url, answer.status]).toEqual([url, 404]);
      expectSilence(answer.body);
    }
    expect((await browser.get(`${office.case(mias)}/conversations/c-${MIA}-1`)).status).toBe(200);
  });

  it("of a task opens no page about everything", async () => {
    const browser = openBrowser();
    await browser.follow(office.link(mias, "WT1"));
    const cookie = browser.cookiesFor(office.case(mias));
    for (const path of ["", "/search?q=mia"]) {
      const answer = await openBrowser().get(`${office.url}/desk${path}`, { cookie });
      expect(answer.status).toBe(403);
      expectSilence(answer.body);
    }
  });

  it("cannot be made up, altered, or sealed for anything else", async () => {
    const browser = openBrowser();
    await browser.follow(office.link(mias, "WT1"));
    const [name = "", value = ""] = browser.cookiesFor(office.case(mias)).split("=");
    const [text = "", signature = ""] = value.split(".");
    const content = {
      id: "x",
      number: mias,
      taskId: "WT1",
      userId: "1",
      name: "Eve",
      until: Number.MAX_SAFE_INTEGER,
    };
    const foreign = createSealer(new Uint8Array(32).fill(8));
    const ours = createSealer(KEY);
    const made = [
      `${Buffer.from(JSON.stringify(content)).toString("base64url")}.${signature}`,
      `${text}.${signature.slice(0, -4)}`,
      `${text}.`,
      text,
      "",
      `${value}.${signature}`,
      foreign.seal("case session", content),
      ours.seal("staff session", content),
      ours.seal("sign-in", content),
    ];
    for (const one of made) {
      const answer = await openBrowser().get(office.case(mias), { cookie: `${name}=${one}` });
      expect([one, answer.status]).toEqual([one, 403]);
    }
    const asStaff = { cookie: `__Secure-flexcord-staff=${ours.seal("case session", content)}` };
    expect((await openBrowser().get(`${office.url}/desk`, asStaff)).status).toBe(403);
  });
});
