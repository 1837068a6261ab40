import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { hasBrowser, openPage } from "../browser.ts";
import { MIA } from "../contract/store/samples.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { openOffice } from "./office.ts";

const folder = temporaryFolder();

/** A page of another site that shows something in a frame, as Flex does: `localhost` is another site than 127.0.0.1. */
async function openPanel(): Promise<{ readonly origin: string; show(url: string): string }> {
  let framed = "";
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      `<!doctype html><title>Panel</title><iframe src="${framed}" width="360" height="800"></iframe>`,
    );
  }).listen(0, "localhost");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    show(url) {
      framed = url;
      return `${origin}/`;
    },
  };
}

/** As browsers are that keep no cookies of other sites, but for partitioned ones. */
const STRICT = ["--test-third-party-cookie-phaseout"];

describe.skipIf(!hasBrowser)("in a frame of another site (skipped where no Chromium is installed)", () => {
  it("the case of a task is shown and changed, with a cookie for that site alone", async () => {
    const panel = await openPanel();
    const office = await openOffice(join(folder, "framed.db"), { frameAncestors: [panel.origin] });
    const number = await office.talk(MIA, "WT1");
    const { page, complaints } = await openPage(panel.show(office.link(number, "WT1")), undefined, STRICT);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("heading", { level: 1 }).waitFor();
    const inner = page.frames().find((one) => one !== page.mainFrame());
    // The token is gone from where the frame stands.
    expect(inner?.url()).toBe(office.case(number));
    await frame.getByLabel("Internal note").fill("Written inside of Flex.");
    await frame.getByRole("button", { name: "Add note" }).click();
    await frame.getByText("The note is saved.").waitFor();
    expect(office.store.caseReader.history(number).at(-1)).toMatchObject({
      field: "note",
      to: "Written inside of Flex.",
    });
    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([
      {
        name: "__Secure-flexcord-case",
        path: `/desk/cases/${number}`,
        httpOnly: true,
        secure: true,
        sameSite: "None",
        partitionKey: "http://localhost",
      },
    ]);
    expect(complaints).toEqual([]);
  });

  it("of nobody the config names, no browser shows it", async () => {
    const panel = await openPanel();
    const office = await openOffice(join(folder, "refused.db"));
    const number = await office.talk(MIA, "WT1");
    const { page, complaints } = await openPage(panel.show(office.link(number, "WT1")), undefined, STRICT);
    await expect.poll(() => complaints.join("\n")).toMatch(/frame-ancestors/u);
    const inner = page.frames().find((one) => one !== page.mainFrame());
    expect(await inner?.content()).not.toContain("Mia");
  });

  it("the pages for staff are shown to nobody in a frame", async () => {
    const panel = await openPanel();
    const office = await openOffice(join(folder, "staff.db"), { frameAncestors: [panel.origin] });
    const { complaints } = await openPage(panel.show(`${office.url}/desk`), undefined, STRICT);
    await expect.poll(() => complaints.join("\n")).toMatch(/frame-ancestors/u);
  });
});
