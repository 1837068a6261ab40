import { expect, it } from "vitest";
import { hasBrowser, openPage } from "../browser.ts";
import { openStage } from "./support/stage.ts";

it.skipIf(!hasBrowser)(
  "the story, clicked through both panes of the playground",
  { timeout: 90_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();
    const { page, complaints } = await openPage(stage.sandbox.ready.playground);
    const discord = page.getByRole("region", { name: "Discord server" });
    const desk = page.getByRole("region", { name: "Agent desk" });
    const line = discord.getByRole("combobox", { name: "Message" });
    const say = async (text: string) => {
      await line.fill(text);
      await line.press("Enter");
    };
    const reply = async (text: string) => {
      await desk.getByRole("textbox", { name: "Reply to the customer" }).fill(text);
      await desk.getByRole("button", { name: "Send reply" }).click();
      await discord.getByText(text).waitFor();
    };

    // Mia joins and uses /helpme; its answer is hers alone and leads to the DM.
    await discord.getByRole("textbox", { name: "Name of the new member" }).fill("Mia");
    await discord.getByRole("button", { name: "Join the server" }).click();
    await discord.getByRole("button", { name: "help", exact: true }).click();
    await line.fill("/");
    await discord.getByRole("option", { name: /helpme/ }).click();
    await discord.getByText("Only you can see this").waitFor();
    await discord.getByText("Mia used /helpme").waitFor();
    await discord.getByRole("link", { name: /channels\/@me/ }).click();

    // The assistant answers; Mia asks for a human and is told her case and her place.
    await discord.getByRole("button", { name: "Talk to a human" }).first().waitFor();
    await say("My gems did not arrive");
    await discord.getByText("Read more:").waitFor();
    await discord.getByRole("button", { name: "Talk to a human" }).last().click();
    await discord.getByText("Your case number is 1").waitFor();
    await discord.locator(".embed", { hasText: "You are next in line." }).waitFor();
    await desk.getByRole("list").getByText("Case 1").waitFor();

    // Alex signs in, goes available, accepts, and finds the whole conversation.
    await desk.getByRole("textbox", { name: "Full name of the new agent" }).fill("Alex Rivers");
    await desk.getByRole("button", { name: "Sign in to Flex" }).click();
    await desk.getByRole("switch", { name: "Available" }).click();
    await desk.getByRole("button", { name: "Accept Mia" }).click();
    await discord.getByText("Alex Rivers has joined").waitFor();
    await discord.locator(".embed .author", { hasText: "Alex Rivers" }).waitFor();
    const transcript = desk.getByRole("log", { name: "Transcript" });
    await transcript.locator(".member", { hasText: "My gems did not arrive" }).waitFor();
    await transcript.locator(".assistant", { hasText: "Read more:" }).waitFor();
    await transcript.locator(".notice", { hasText: "Mia asked for a human" }).waitFor();

    // They talk, Alex ends the chat, and both sides show it.
    await reply("Hi Mia! Which store was it?");
    await transcript.locator(".agent", { hasText: "Which store was it?" }).waitFor();
    await say("The one on my console");
    await transcript.locator(".member", { hasText: "The one on my console" }).waitFor();
    await desk.getByRole("button", { name: "End chat" }).click();
    await discord.getByText("This conversation has ended").waitFor();
    await desk.getByRole("button", { name: "Complete" }).click();
    await desk.getByText("No chat open").waitFor();

    // She rates it, says why in a form, and the card thanks her.
    await discord.getByRole("button", { name: "4 ★" }).click();
    await discord.getByText("Thank you for your rating").waitFor();
    await discord.getByRole("button", { name: "Add a comment" }).click();
    await discord.getByRole("textbox", { name: "What should we know?" }).fill("Kind and quick");
    await discord.getByRole("button", { name: "Send", exact: true }).click();
    await discord.getByRole("button", { name: "Add a comment" }).waitFor({ state: "detached" });
    expect(await desk.getByRole("button", { name: "Send reply" }).count()).toBe(0);

    // Closed DMs are told where the command was used.
    await discord.getByRole("button", { name: "+ Add member" }).click();
    await discord.getByRole("textbox", { name: "Name of the new member" }).fill("Noor");
    await discord.getByRole("button", { name: "Join the server" }).click();
    await discord.getByRole("switch", { name: "DMs" }).click();
    await discord.getByRole("button", { name: "help", exact: true }).click();
    await say("/helpme");
    await discord.getByText("Privacy Settings").waitFor();

    expect(complaints).toEqual([]);
  },
);
