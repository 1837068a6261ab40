import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, openPage } from "../browser.ts";
import { serveDesk, type ServedDesk } from "./served.ts";

const sizes = {
  "Flex's side panel": { width: 360, height: 800 },
  "a tablet": { width: 768, height: 1024 },
  "a desk": { width: 1440, height: 900 },
} as const;

let desk: ServedDesk;
beforeAll(async () => {
  if (hasBrowser) desk = await serveDesk();
});
afterAll(() => desk?.[Symbol.asyncDispose]());

const pages: Readonly<Record<string, () => string>> = {
  "a case": () => `/desk/cases/${desk.everything}`,
  "a conversation": () => {
    const { conversations } = desk.store.caseReader.find(desk.everything) ?? { conversations: [] };
    return `/desk/cases/${desk.everything}/conversations/${conversations[0] ?? ""}`;
  },
  operations: () => "/desk",
  "a search": () => "/desk/search?q=payment+arrive",
  "nothing found": () => "/desk/search?q=unheardof",
  "a refusal": () => "/desk/cases/999",
};

const FOCUSED = "document.activeElement.textContent.trim()";

/** What axe finds that keeps somebody from using the page, each as one line. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>("axe.run()");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`),
    );
}

describe.skipIf(!hasBrowser)("the desk's pages (skipped where no Chromium is installed)", () => {
  it.each([
    ["Flex's side panel", "light"],
    ["a tablet", "dark"],
    ["a desk", "light"],
  ] as const)("on %s, %s, keep nobody out, and fit", async (size, colorScheme) => {
    const { page, complaints } = await openPage(desk.signIn("/desk"), sizes[size], [], { colorScheme });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(desk.url + path());
      const wider = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(wider, `${name} is too wide`).toBeLessThanOrEqual(0);
      expect(await faultsOf(page), name).toEqual([]);
    }
    // That the browser logs the status of a refusal is no fault of the page.
    expect(complaints.filter((line) => !line.includes("404"))).toEqual([]);
  });

  it("say the time where the reader is", async () => {
    const { page } = await openPage(desk.signIn(pages["a case"]?.() ?? ""), sizes["a desk"], [], {
      timezoneId: "Asia/Kolkata",
      locale: "en-GB",
    });
    const time = page.locator("time[data-time=hour]").last();
    const at = new Date((await time.getAttribute("datetime")) ?? "");
    const there = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Asia/Kolkata" }).format(
      at,
    );
    expect(await time.textContent()).toBe(there);
  });

  it("are used by keyboard alone", async () => {
    const { page } = await openPage(desk.signIn("/desk"), sizes["a desk"]);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(FOCUSED)).toBe("Skip to the content");
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("EF-88121");
    await page.keyboard.press("Enter");
    const found = page.getByRole("link", { name: /Bought 2,000 gems/ });
    await found.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "Priority" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(FOCUSED)).toBe("Save priority");
    const ring = await page.evaluate("getComputedStyle(document.activeElement).outlineWidth");
    expect(ring).toBe("2px");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("The priority is saved.").waitFor();
    expect(desk.store.caseReader.find(desk.everything)?.priority).toBe("urgent");
  });

  it("work without their script", async () => {
    const { page } = await openPage(desk.signIn(pages["a case"]?.() ?? ""), sizes["Flex's side panel"], [], {
      javaScriptEnabled: false,
    });
    await page.getByLabel("Tags").fill("payment, refunded");
    await page.getByRole("button", { name: "Save tags" }).click();
    await page.getByText("The tags are saved.").waitFor();
    await page.getByLabel("Internal note").fill("Credited by hand.");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("region", { name: "Timeline" }).getByText("Credited by hand.").waitFor();
    expect(desk.store.caseReader.find(desk.everything)?.tags).toEqual(["payment", "refunded"]);
    expect(await page.locator("time[data-time=hour]").last().textContent()).toMatch(/^\d\d:\d\d$/u);
  });

  it("renew themselves, and leave alone what somebody writes", async () => {
    const { page, complaints } = await openPage(desk.signIn("/desk"), sizes["a desk"]);
    await page.clock.install();
    await page.goto(desk.url + (pages["a case"]?.() ?? ""));
    await page.getByLabel("Internal note").fill("half a senten");
    await desk.town.changes(desk.everything, { do: "note", text: "Written elsewhere." }, { by: "flexcord" });
    await page.clock.runFor(10_000);
    await page.getByRole("region", { name: "Timeline" }).getByText("Written elsewhere.").waitFor();
    expect(await page.getByLabel("Internal note").inputValue()).toBe("half a senten");
    expect(complaints).toEqual([]);
  });

  it("send what is parked again", async () => {
    const { page } = await openPage(desk.signIn("/desk"), sizes["a desk"]);
    const parked = page.getByRole("region", { name: "Parked messages" });
    await parked.getByText("here is my crash log").waitFor();
    const before = await parked.getByRole("button", { name: "Send again" }).count();
    await parked.getByRole("listitem").filter({ hasText: "crash log" }).getByRole("button").click();
    await page.getByRole("status").getByText("The message is being sent again.").waitFor();
    expect(await parked.getByRole("button", { name: "Send again" }).count()).toBe(before - 1);
  });
});
