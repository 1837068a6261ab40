import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { CaseNumber } from "../../src/domain/ids.ts";
import { MIA, NOAH } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { type Answer, type Browser, openBrowser } from "./jar.ts";
import { type Office, openOffice } from "./office.ts";

const folder = temporaryFolder();
let count = 0;
let office: Office;
let mias: CaseNumber;
let browser: Browser;
let csrf: string;

beforeEach(async () => {
  count += 1;
  office = await openOffice(join(folder, `${count}.db`));
  mias = await office.talk(MIA, "WT1");
  browser = openBrowser();
  csrf = csrfIn((await browser.follow(office.link(mias, "WT1"))).body);
});

function csrfIn(body: string): string {
  return /name="csrf" value="([^"]+)"/u.exec(body)?.[1] ?? "";
}

const found = () => {
  const one = office.store.caseReader.find(mias);
  if (one === null) throw new Error("the case is gone");
  return one;
};

function send(
  form: string,
  fields: Readonly<Record<string, string>>,
  headers?: Readonly<Record<string, string>>,
) {
  return browser.post(`${office.case(mias)}/${form}`, { csrf, ...fields }, headers);
}

/** Where a form leads, as the browser shows it. */
async function led(answer: Answer): Promise<string> {
  expect(answer.status).toBe(303);
  return (await browser.get(new URL(answer.headers.get("location") ?? "", office.url).href)).body;
}

describe("a form of the case page", () => {
  it.each([
    ["status", { status: "waiting-for-member" }, { status: "waiting-for-member" }, "The status is saved."],
    ["priority", { priority: "urgent" }, { priority: "urgent" }, "The priority is saved."],
    [
      "tags",
      { tags: " Refund, long wait ,refund" },
      { tags: ["long-wait", "refund"] },
      "The tags are saved.",
    ],
    ["assignee", { assignee: " Grace " }, { assignee: "Grace" }, "The assignee is saved."],
    ["assignee", { assignee: "" }, { assignee: null }, "The assignee is saved."],
  ])("changes the %s, and the page says so", async (form, fields, wanted, said) => {
    expect(await led(await send(form, fields))).toContain(said);
    expect(found()).toMatchObject(wanted);
  });

  it("takes tags away that are not named any more", async () => {
    await send("tags", { tags: "a, b" });
    await send("tags", { tags: "b, c" });
    expect(found().tags).toEqual(["b", "c"]);
  });

  it("is done in the name of the agent who has the task", async () => {
    await send("note", { note: "Asked billing." });
    await send("priority", { priority: "high" });
    const lines = office.store.caseReader.history(mias).slice(-2);
    const alex = { by: "staff", id: "WK1", name: "Alex Rivers" };
    expect(lines).toMatchObject([
      { field: "note", to: "Asked billing.", actor: alex },
      { field: "priority", to: "high", actor: alex },
    ]);
    expect(Object.keys(lines[0]?.actor ?? {}).toSorted()).toEqual(["by", "id", "name"]);
  });

  it("holds to the rules of statuses, and shows the reason on the same page", async () => {
    await send("status", { status: "waiting-for-member" });
    const refused = await send("status", { status: "open" });
    expect(refused.status).toBe(409);
    expect(refused.body).toContain("cannot become open");
    expect(found().status).toBe("waiting-for-member");
  });

  it("that was refused keeps what was typed", async () => {
    const note = `${"x".repeat(10_001)}<the end>`;
    const refused = await send("note", { note });
    expect(refused.status).toBe(409);
    expect(refused.body).toContain("The note is too long.");
    expect(refused.body).toContain("xxx&lt;the end&gt;</textarea>");
    expect((await send("note", { note: "  " })).body).toContain("The note is empty.");
    expect((await send("tags", { tags: "t".repeat(31) })).status).toBe(409);
  });

  it("cannot put markup on the page", async () => {
    const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    await send("note", { note: attack });
    await send("assignee", { assignee: attack.slice(0, 90) });
    const { body } = await browser.get(office.case(mias));
    expect(body).toContain("&lt;script&gt;alert(1)");
    expect(body).not.toContain("<script>alert");
    expect(body).not.toContain("<img src=x");
  });
});

describe("a form that no page of ours sent", () => {
  const harmful = { note: "not by an agent" };

  it.each([
    ["without a token", { csrf: "" }, undefined],
    ["with a token made up", { csrf: "a".repeat(43) }, undefined],
    ["from another site", {}, { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["from another host of the same site", {}, { origin: "null", "sec-fetch-site": "same-site" }],
    ["typed into the address", {}, { "sec-fetch-site": "none" }],
    [
      "from our site with another origin",
      {},
      { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    ],
    ["by an old browser elsewhere", {}, { origin: "https://evil.example" }],
    ["by an old browser that hides where", {}, { origin: "null" }],
    ["by no browser", {}, {}],
  ])("%s changes nothing", async (_, fields, headers) => {
    const answer = await send("note", { ...harmful, ...fields }, headers);
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("Nothing was changed.");
    expect(office.store.caseReader.history(mias).map(({ field }) => field)).not.toContain("note");
  });

  it("is taken from an old browser that names our origin", async () => {
    expect((await send("note", { note: "Hello" }, { origin: office.url })).status).toBe(303);
  });

  it("with the token of another session changes nothing", async () => {
    const other = csrfIn((await openBrowser().follow(office.link(mias, "WT1"))).body);
    expect(other).not.toBe(csrf);
    expect((await send("note", { ...harmful, csrf: other })).status).toBe(403);
  });

  it("for another case is not there", async () => {
    const noahs = await office.talk(NOAH, "WT2");
    const cookie = browser.cookiesFor(office.case(mias));
    const headers = { cookie, origin: "null", "sec-fetch-site": "same-origin" };
    const answer = await openBrowser().post(`${office.case(noahs)}/note`, { csrf, ...harmful }, headers);
    expect(answer.status).toBe(404);
  });

  it.each([
    ["status", { status: "solved" }],
    ["priority", { priority: "" }],
    ["assignee", { assignee: "x".repeat(101) }],
    ["replay", { effect: "e" }],
  ])("%s with %j is not understood", async (form, fields) => {
    expect((await send(form, fields)).status).toBe(400);
  });

  it("is no form at all", async () => {
    const answer = await send("note", harmful, {
      "content-type": "application/json",
      origin: "null",
      "sec-fetch-site": "same-origin",
    });
    expect(answer.status).toBe(400);
    expect((await send("delete", harmful)).status).toBe(404);
  });
});

describe("something parked", () => {
  it("is sent again from its case's page, and no second time", async () => {
    const effect = await office.givesUp(MIA);
    const page = await browser.get(office.case(mias));
    expect(page.body).toContain(`value="${effect}"`);
    expect(await led(await send("replay", { effect: String(effect) }))).toContain(
      "The message is being sent again.",
    );
    const again = await send("replay", { effect: `e${effect}` });
    expect(again.status).toBe(409);
    expect(again.body).toContain("not waiting for anybody any more");
  });

  it("of another case is not there", async () => {
    await office.talk(NOAH, "WT2");
    const effect = await office.givesUp(NOAH);
    expect((await send("replay", { effect: String(effect) })).status).toBe(404);
  });
});
