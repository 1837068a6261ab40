import { expect, it } from "vitest";
import { hasBrowser, openPage } from "../browser.ts";
import { flexLine, send, sendFile } from "./support/content-people.ts";
import { talkToHuman } from "./support/people.ts";
import { openStage } from "./support/stage.ts";

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 400, height: 844 };

it.skipIf(!hasBrowser).each([
  ["wide", WIDE],
  ["narrow", NARROW],
])(
  "attachments, edits, the status card and its rating show on both sides of a %s playground",
  { timeout: 90_000 },
  async (name, viewport) => {
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();
    const talk = await talkToHuman(stage);
    const id = await send(stage, talk.member, { content: "My order is 17" });
    await send(stage, talk.member, {
      files: [{ name: "receipt.pdf", contentType: "application/pdf", base64: "JVBERi0xLjQK" }],
    });
    await flexLine(stage, talk.conversation, "the file", ({ media }) => media.length > 0);
    await stage.call("PATCH", `/discord/members/${talk.member}/messages/${id}`, {
      content: "My order is 71",
    });
    await sendFile(stage, talk.agent, talk.conversation, {
      name: "manual.txt",
      contentType: "text/plain",
      bytes: 2_000,
    });
    const { page, complaints } = await openPage(stage.sandbox.ready.playground, viewport);
    const discord = page.getByRole("region", { name: "Discord server" });
    await discord
      .getByRole("button", { name: /sandbox-bot|Direct/ })
      .first()
      .click();
    await discord.getByText("receipt.pdf").waitFor();
    await discord.getByText("manual.txt").waitFor();
    await discord.getByText("(edited)").waitFor();
    await discord
      .getByLabel("Attach files")
      .setInputFiles({ name: "photo.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
    await discord.getByText("photo.txt").waitFor();
    const transcript = page.getByRole("log", { name: "Transcript" });
    await transcript.getByText("photo.txt").waitFor();
    await transcript.getByText("My order is 71").first().waitFor();
    const look = async (what: string) => {
      const shots = process.env["FLEXCORD_SHOTS"];
      if (shots !== undefined)
        await page.screenshot({ path: `${shots}/${what}-${name}.png`, fullPage: true });
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - window.innerWidth",
      );
      expect(overflow).toBeLessThanOrEqual(0);
    };
    await discord.locator(".embed", { hasText: "Alex Rivers" }).waitFor();
    await look("content");
    await stage.control.endChat(talk.agent, talk.task);
    await discord.getByText("This conversation has ended").waitFor();
    await look("ended");
    await discord.getByRole("button", { name: "4 ★" }).click();
    await discord.getByText("★★★★☆").waitFor();
    await discord.getByRole("button", { name: "Add a comment" }).click();
    await discord.getByRole("textbox", { name: "What should we know?" }).waitFor();
    await look("rated");
    expect(complaints).toEqual([]);
  },
);
