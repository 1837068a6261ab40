import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { hasBrowser, openPage } from "../../browser.ts";

/** A sandbox whose bot nobody runs: the test writes in its name. */
async function openSandbox() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const { api, token } = sandbox.ready.discord;
  const asBot = async (path: string, body: object) => {
    const response = await fetch(`${api}/v10${path}`, {
      method: "POST",
      headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status).toBeLessThan(300);
    return (await response.json()) as { id: string };
  };
  const control = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${sandbox.url}/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    return (await response.json()) as { id: string; error?: string };
  };
  return { url: sandbox.url, asBot, control };
}

const BUTTONS = [
  {
    type: 1,
    components: [
      { type: 2, style: 1, label: "Yes, please", custom_id: "yes" },
      { type: 2, style: 4, label: "No", custom_id: "no", disabled: true },
    ],
  },
];

describe.skipIf(!hasBrowser)("the Discord pane", () => {
  it("lets a member join, shows what the bot writes as it comes, and presses its buttons", async () => {
    const { url, asBot, control } = await openSandbox();
    const { page, complaints } = await openPage(url);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByRole("textbox", { name: "Name of the new member" }).fill("Mia");
    await page.getByRole("button", { name: "Join the server" }).click();
    await page.getByRole("combobox", { name: "Member" }).waitFor();

    const server = (await control("GET", "/discord/server")) as unknown as {
      members: { id: string; name: string }[];
    };
    const mia = server.members.find(({ name }) => name === "Mia")?.id ?? "";
    const dm = await asBot("/users/@me/channels", { recipient_id: mia });
    await asBot(`/channels/${dm.id}/messages`, { content: "Shall I?\n<b>**now**</b>", components: BUTTONS });
    await page.getByRole("button", { name: /sandbox-bot 1 unread/ }).click();

    const message = page.getByRole("log", { name: "Messages" }).getByRole("listitem");
    expect(await message.locator(".text").textContent()).toBe("Shall I?\n<b>now</b>");
    expect(await message.locator("strong", { hasText: "now" }).count()).toBe(1);
    expect(await page.getByRole("button", { name: "No", exact: true }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Yes, please" }).click();
    await page.getByText("this interaction failed").waitFor();

    const line = page.getByRole("combobox", { name: "Message" });
    await line.fill("Thank you");
    await line.press("Enter");
    await message.nth(1).getByText("Thank you").waitFor();
    expect(await line.inputValue()).toBe("");
    expect(complaints).toEqual([]);
  });

  it("chooses slash commands by keyboard, and says when nobody answers them", async () => {
    const { url, asBot, control } = await openSandbox();
    const mia = await control("POST", "/discord/members", { name: "Mia" });
    const { page } = await openPage(url);
    const bot = await fetchBotId(control);
    for (const name of ["apple", "banana"]) {
      await asBot(`/applications/${bot}/commands`, { name, description: `Eats one ${name}`, type: 1 });
    }
    const line = page.getByRole("combobox", { name: "Message" });
    await line.fill("/");
    const options = page.getByRole("listbox", { name: "Slash commands" }).getByRole("option");
    await options.nth(1).waitFor();
    expect(await line.getAttribute("aria-expanded")).toBe("true");
    await line.press("ArrowDown");
    expect(await options.nth(1).getAttribute("aria-selected")).toBe("true");
    expect(await line.getAttribute("aria-activedescendant")).toBe(await options.nth(1).getAttribute("id"));
    await line.fill("/b");
    expect(await options.allTextContents()).toEqual(["/bananaEats one banana"]);
    await line.press("Escape");
    expect(await options.count()).toBe(0);
    await line.fill("/b");
    await line.press("Enter");
    await page.getByText("Mia used /banana").waitFor();
    await page.getByText("The application did not respond").waitFor();
    expect(mia.id).toMatch(/^\d+$/);
  });

  it("leaves the focus where it was when a control is drawn anew", async () => {
    const { url, control } = await openSandbox();
    await control("POST", "/discord/members", { name: "Mia" });
    const { page } = await openPage(url);
    const dms = page.getByRole("switch", { name: "DMs" });
    await dms.press("Enter");
    await page.getByRole("switch", { name: "DMs", checked: false }).waitFor();
    expect(await dms.evaluate((element) => element.matches(":focus"))).toBe(true);
  });

  it("says why something is refused", async () => {
    const { url, control } = await openSandbox();
    await control("POST", "/flex/agents", { name: "alex.rivers", fullName: "Alex Rivers" });
    const { page } = await openPage(url);
    await page.getByRole("button", { name: "+ Add agent" }).click();
    await page.getByRole("textbox", { name: "Full name of the new agent" }).fill("Alex Rivers");
    await page.getByRole("button", { name: "Sign in to Flex" }).click();
    await page.getByRole("alert").getByText("alex.rivers").waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    expect(await page.getByRole("alert").textContent()).toBe("");
  });
});

async function fetchBotId(control: (method: string, path: string) => Promise<unknown>): Promise<string> {
  const server = (await control("GET", "/discord/server")) as { members: { id: string; bot: boolean }[] };
  return server.members.find(({ bot }) => bot)?.id ?? "";
}

describe.skipIf(!hasBrowser)("the page as a whole", () => {
  it.each([
    { width: 1440, height: 900 },
    { width: 800, height: 900 },
    { width: 390, height: 844 },
  ])("fits a window of $width by $height", async (viewport) => {
    const { url, control } = await openSandbox();
    await control("POST", "/discord/members", { name: "Mia" });
    await control("POST", "/flex/agents", { name: "alex", fullName: "Alex Rivers" });
    const { page } = await openPage(url, viewport);
    await page.getByRole("switch", { name: "Available" }).waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(viewport.width);
    for (const control of await page.locator("button:visible, input:visible, select:visible").all()) {
      await control.scrollIntoViewIfNeeded();
      const box = await control.boundingBox();
      expect(box?.width ?? 0).toBeGreaterThan(14);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
    }
  });

  it("names every control", async () => {
    const { url, control } = await openSandbox();
    await control("POST", "/discord/members", { name: "Mia" });
    await control("POST", "/flex/agents", { name: "alex", fullName: "Alex Rivers" });
    const { page } = await openPage(url);
    await page.getByRole("switch", { name: "Available" }).waitFor();
    for (const role of ["button", "textbox", "combobox", "switch"] as const) {
      const all = page.getByRole(role);
      const named = page.getByRole(role, { name: /\w/ });
      expect([role, await named.count()]).toEqual([role, await all.count()]);
    }
  });

  it("starts over when asked, and shows that at once", async () => {
    const { url, control } = await openSandbox();
    await control("POST", "/discord/members", { name: "Mia" });
    const { page } = await openPage(url);
    await page.getByRole("combobox", { name: "Member" }).getByText("Mia").waitFor({ state: "attached" });
    page.on("dialog", (dialog) => void dialog.accept());
    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("button", { name: "Join the server" }).waitFor();
    expect(await page.getByRole("combobox", { name: "Member" }).getByText("Mia").count()).toBe(0);
  });
});
