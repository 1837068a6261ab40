import { expect, it } from "vitest";
import { hasBrowser, openPage } from "../browser.ts";
import { openStage } from "./support/stage.ts";

it.skipIf(!hasBrowser)(
  "a bug is filed by command and from a message's menu, and read in its post, in the playground",
  { timeout: 90_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();
    const { page, complaints } = await openPage(stage.sandbox.ready.playground);
    const discord = page.getByRole("region", { name: "Discord server" });
    const general = discord.getByRole("button", { name: "general", exact: true }).last();
    const line = discord.getByRole("combobox", { name: "Message" });
    const form = discord.getByRole("dialog", { name: "Report a bug" });
    const summary = form.getByLabel("What is wrong, in a sentence?");
    const say = async (text: string) => {
      await line.fill(text);
      await line.press("Enter");
    };
    const look = async (what: string) => {
      const shots = process.env["FLEXCORD_SHOTS"];
      if (shots !== undefined) await page.screenshot({ path: `${shots}/${what}.png` });
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - window.innerWidth",
      );
      expect(overflow).toBeLessThanOrEqual(0);
    };

    // Put away with Escape, a form leaves nothing, and the command can be used again.
    await discord.getByRole("textbox", { name: "Name of the new member" }).fill("Mia");
    await discord.getByRole("button", { name: "Join the server" }).click();
    await general.click();
    await say("/bug");
    await summary.press("Escape");
    await form.waitFor({ state: "hidden" });
    await say("/bug");
    await summary.fill("The launcher closes");
    await form.getByRole("radio", { name: "Bad: something does not work" }).check();
    await form.getByLabel("What is it about?").selectOption("Launcher");
    await form.getByLabel("How does it happen?").fill("Open it.\nIt closes.");
    await form
      .getByLabel("Pictures, videos, logs")
      .setInputFiles({ name: "log.txt", mimeType: "text/plain", buffer: Buffer.from("line 7") });
    await look("bug-form-wide");
    await form.getByRole("button", { name: "Send" }).click();
    await form.waitFor({ state: "hidden" });
    await discord.getByText("Mia used /bug").waitFor();
    await discord.getByText("Your case number is").waitFor();
    await look("bug-answer-wide");

    // The answer's address leads to the post, which stands below its forum.
    await discord.getByRole("link", { name: "/channels/" }).last().click();
    await discord.locator("[aria-current]", { hasText: "1: The launcher closes" }).waitFor();
    await discord.getByText("Bug 1: reported").waitFor();
    await look("bug-post-wide");

    // A file stays in the channel it was attached in; any message there can be a report's beginning.
    await page.setViewportSize({ width: 400, height: 844 });
    await look("bug-post-narrow");
    const signIn = await page.getByRole("button", { name: "Sign in to Flex" }).boundingBox();
    const desk = await page.getByRole("region", { name: "Agent desk" }).boundingBox();
    expect((signIn?.x ?? 0) + (signIn?.width ?? 0)).toBeLessThan((desk?.x ?? 0) + (desk?.width ?? 0));
    await general.click();
    await discord
      .getByLabel("Attach files")
      .setInputFiles({ name: "crash.txt", mimeType: "text/plain", buffer: Buffer.from("boom") });
    await discord.getByText("crash.txt").waitFor();
    await say("Sound is gone in the arena");
    const said = discord.getByRole("listitem").filter({ hasText: "Sound is gone in the arena" });
    await said.hover();
    await look("message-menu-narrow");
    await said.getByRole("button", { name: "Report as bug" }).click();
    await form.waitFor();
    expect(await summary.inputValue()).toBe("Sound is gone in the arena");
    await look("bug-form-narrow");
    await form.getByRole("button", { name: "Send" }).click();
    await discord.getByText("Mia used Report as bug").waitFor();
    await discord.getByRole("button", { name: "2: Sound is gone in the arena" }).waitFor();
    expect(complaints).toEqual([]);
  },
);
