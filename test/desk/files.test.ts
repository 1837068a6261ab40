import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import type { CaseFiles } from "../../src/desk/ports.ts";
import type { CaseNumber } from "../../src/domain/ids.ts";
import { MIA, NOAH } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { type Browser, openBrowser } from "./jar.ts";
import { type Office, openOffice } from "./office.ts";

const folder = temporaryFolder();
const ATTACK = `<script>alert(document.cookie)</script>`;
let office: Office;
let mias: CaseNumber;
let browser: Browser;
let count = 0;

/** Mia sent a page; Noah sent a picture; another one of Mia's could not be had. */
const files: CaseFiles = {
  list: (number) =>
    [
      { of: 1, id: 1, name: 'a"b\r\nset-cookie: x=1; é(1).html', bytes: ATTACK.length, missing: null },
      { of: 1, id: 2, name: "gone.png", bytes: 10, missing: "file.unreachable" },
      { of: 2, id: 3, name: "noah.png", bytes: ATTACK.length, missing: null },
    ].filter(({ of }) => of === number),
  async open(number, id) {
    const file = files.list(number).find((one) => one.id === id);
    if (file === undefined || file.missing !== null) return null;
    return { file, body: createReadStream(join(folder, "attack")) };
  },
};

beforeEach(async () => {
  count += 1;
  await writeFile(join(folder, "attack"), ATTACK);
  office = await openOffice(join(folder, `${count}.db`), { files });
  mias = await office.talk(MIA, "WT1");
  await office.talk(NOAH, "WT2");
  browser = openBrowser();
  await browser.follow(office.link(mias, "WT1"));
});

it("a case's file is saved and never shown, whatever it is and however it is called", async () => {
  const page = await browser.get(office.case(mias));
  expect(page.body).toContain(`href="/desk/cases/${mias}/files/1"`);
  expect(page.body).not.toContain(`/files/2"`);
  expect(page.body).toMatch(/gone\.png\s*<span class="whose">could not be had/u);
  const { status, headers, body } = await browser.get(`${office.case(mias)}/files/1`);
  expect([status, body]).toEqual([200, ATTACK]);
  expect(headers.get("content-type")).toBe("application/octet-stream");
  expect(headers.get("content-disposition")).toBe(
    "attachment; filename*=UTF-8''a%22b%0D%0Aset-cookie%3A%20x%3D1%3B%20%C3%A9%281%29.html",
  );
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.getSetCookie().join("")).not.toContain("x=1");
});

it("one that could not be had, another case's, and none at all are not there", async () => {
  for (const id of ["2", "3", "99", "1x", ""])
    expect([id, (await browser.get(`${office.case(mias)}/files/${id}`)).status]).toEqual([id, 404]);
  expect((await openBrowser().get(`${office.case(mias)}/files/1`)).status).toBe(403);
});
