import { expect, it } from "vitest";
import { freePort } from "../../src/demo/processes.ts";
import { flexcord } from "../cli/process.ts";
import { openBrowser } from "../desk/jar.ts";
import { MODERATORS, signInAtDesk } from "./support/desk-staff.ts";
import { press, readsCard } from "./support/card.ts";
import { botLine, flexLines, type Talk, talkToHuman } from "./support/people.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

/** Mia says what she thought of it, an operator closes the case, and both are known on every side. */
async function isRatedAndClosed(stage: Stage, { member, agent, task }: Talk): Promise<void> {
  await press(stage, member, await readsCard(stage, member, /has ended/), /^5/);
  await until("the rating is on the task", async () =>
    (await stage.control.reservations(agent)).find(
      ({ taskSid, attributes }) => taskSid === task && attributes["rating"] === 5,
    ),
  );
  const cases = async (...args: readonly string[]) => {
    const { code, stdout } = await flexcord(["cases", ...args, "--json"], {
      cwd: stage.folder,
      env: stage.env,
    });
    expect(code).toBe(0);
    return JSON.parse(stdout) as unknown;
  };
  expect(await cases("close", "1", "--as", "Grace")).toMatchObject({ status: "closed", score: 5 });
  expect(await cases("list", "--grep", "human please")).toMatchObject({ number: 1, status: "closed" });
  const { interactionId } = await stage.control.command(member, "cases");
  await until("Mia's list has it closed", async () => {
    const { reply } = await stage.call<{ reply: { content: string } | null }>(
      "GET",
      `/discord/members/${member}/interactions/${interactionId}`,
    );
    return reply !== null && /\*\*1\*\* · closed/u.test(reply.content) ? reply : undefined;
  });
}

it("an agent opens the case from the task, solves it there, and staff finds it at the desk", async () => {
  const stage = await openStage({ yaml: MODERATORS });
  await stage.deploy();
  await stage.startDaemon();
  const publicUrl = stage.env["FLEXCORD_PUBLIC_URL"] ?? "";
  const talk = await talkToHuman(stage);
  const { attributes } = await until("the task has its case", async () =>
    (await stage.control.reservations(talk.agent)).find((one) => one.attributes["caseUrl"] !== undefined),
  );
  expect(attributes["caseNumber"]).toBe("1");
  const link = String(attributes["caseUrl"]);
  expect(link.startsWith(`${publicUrl}/desk/cases/1?link=`)).toBe(true);
  // Everybody who reads the conversation gets the address, and the right to see the case with the task alone.
  const [about = ""] = await flexLines(stage, talk.conversation, /^About Mia/);
  expect(about).toContain(`${publicUrl}/desk/cases/1`);
  expect(about).not.toContain("link=");

  const agent = openBrowser();
  const page = await agent.follow(link);
  expect(page.body).toContain("Mia");
  expect(page.body).toContain("I want to talk to a human please");
  const csrf = /name="csrf" value="([^"]+)"/u.exec(page.body)?.[1] ?? "";
  const form = (name: string, fields: Readonly<Record<string, string>>) =>
    agent.post(`${publicUrl}/desk/cases/1/${name}`, { csrf, ...fields });
  expect((await form("status", { status: "resolved" })).status).toBe(303);
  await until("Mia hears that it is solved", () => botLine(stage, talk.member, /case \*\*1\*\* is solved/u));

  await stage.control.endChat(talk.agent, talk.task);
  await until("Mia hears of the end", async () => {
    const { messages } = { messages: await stage.control.readDm(talk.member) };
    return JSON.stringify(messages).includes("has ended") ? true : undefined;
  });
  expect((await form("note", { note: "Refunded by hand." })).status).toBe(303);
  expect((await agent.get(`${publicUrl}/desk/cases/1`)).body).toContain("Refunded by hand.");

  expect((await openBrowser().get(`${publicUrl}/desk/cases/1`)).status).toBe(403);
  const staff = await signInAtDesk(stage);
  expect((await staff.get(`${publicUrl}/desk`)).status).toBe(200);
  const shown = await staff.get(`${publicUrl}/desk/cases/1`);
  expect(shown.body).toContain("Refunded by hand.");
  await isRatedAndClosed(stage, talk);

  const closed = await staff.get(`${publicUrl}/desk/cases/1`);
  expect(closed.body).toContain('aria-label="5 of 5"');
  expect(closed.body).toMatch(/class="chip status-closed">Closed/u);
  const { body: found } = await staff.get(`${publicUrl}/desk/search?q=human+please+status:closed`);
  expect(found).toContain(`${new URL(publicUrl).pathname.replace(/\/$/u, "")}/desk/cases/1"`);
  expect(shown.body).toContain("Alex Rivers");
}, 60_000);

it("the desk has a listener of its own, or is not there, as the config says", async () => {
  const port = await freePort();
  const stage = await openStage({ yaml: `  desk:\n    listen:\n      port: ${port}\n` });
  await stage.deploy();
  const daemon = await stage.startDaemon();
  const statusAt = async (url: string) => (await fetch(`${url}/desk/cases/1`)).status;
  expect(await statusAt(`http://127.0.0.1:${port}`)).toBe(403);
  expect(await statusAt(stage.daemonUrl)).toBe(404);
  await daemon.stop();
  await expect(fetch(`http://127.0.0.1:${port}/desk`)).rejects.toThrow(/fetch failed/u);
});
