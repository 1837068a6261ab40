import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { askBesides, besideTask } from "./support/beside-task.ts";
import { botLine, flexLines, greet } from "./support/people.ts";
import { MODERATORS, signInAtDesk } from "./support/desk-staff.ts";
import { buttonOf, type Reporting, reporting } from "./support/reports.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const LOG = Buffer.from("it broke at line 7\n");
const NASTY = "<script>alert(1)</script> @everyone <@&1> crash on start";

async function cases(stage: Stage, ...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { code, stdout } = await flexcord(["cases", ...args, "--json"], {
    cwd: stage.folder,
    env: stage.env,
  });
  expect(code, stdout).toBe(0);
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

/** Opens the form of /bug and sends it. */
async function reportBug(people: Reporting, member: string, values: object): Promise<string> {
  const used = await people.act(member, "command", { name: "bug" });
  await people.form(member, used);
  return people.act(member, "submit", { interactionId: used, values });
}

it(
  "a bug goes from the form to its post, to me too, to the fixed notice: on Discord, at the desk, on the command line and in Flex",
  { timeout: 120_000 },
  async () => {
    const stage = await openStage({ yaml: MODERATORS });
    await stage.deploy();
    await stage.startDaemon();
    const people = reporting(stage);
    const mia = await greet(stage, "Mia");
    const noah = await greet(stage, "Noah");

    const sent = await reportBug(people, mia, {
      summary: NASTY,
      severity: "high",
      area: ["Launcher"],
      steps: "Open the launcher.\n@here it closes",
      files: [{ name: "log.txt", contentType: "text/plain", base64: LOG.toString("base64") }],
    });
    const opened = await people.reply(mia, sent, /Your case number is \*\*1\*\*, and everybody/u);
    const [post] = await people.posts();
    expect(post).toMatchObject({ name: expect.stringMatching(/^1: <script>/u), tags: [] });
    expect(opened.content).toContain(`/${post?.id}`);
    const shown = await people.post(noah, post?.id ?? "");
    expect(shown.content).toBe("Bug **1**: reported");
    expect(shown.embeds[0]?.description).toContain("\\<script\\>alert(1)".replace("(1)", "\\(1\\)"));
    const { entries } = await stage.control.tape(0);
    const written = entries.filter(({ route }) => route === "POST /channels/{channel_id}/threads");
    expect(written).toHaveLength(1);
    expect(JSON.parse(written[0]?.requestBody ?? "")).toMatchObject({
      message: { allowed_mentions: { parse: [] } },
    });

    await until("the file is with the case", async () =>
      JSON.stringify((await cases(stage, "show", "1", "--show-text"))["history"]).includes("log.txt")
        ? true
        : undefined,
    );
    expect(await cases(stage, "show", "1", "--show-text")).toMatchObject({
      kind: "bug",
      status: "open",
      priority: "high",
      tags: ["launcher"],
      files: [{ name: "log.txt", contentType: "text/plain", bytes: LOG.length, missing: null }],
    });
    await expectPrivate(join(stage.folder, ".flexcord", "production.db.files"));

    const desk = await signInAtDesk(stage);
    const page = await desk.get(`${stage.daemonUrl}/desk/cases/1`);
    expect(page.body).toContain("&lt;script&gt;alert(1)");
    expect(page.body).not.toContain("<script>alert");
    const href = /href="([^"]+)" download>log\.txt</u.exec(page.body)?.[1] ?? "";
    expect((await desk.get(stage.daemonUrl + href)).body).toBe(LOG.toString());

    // Whoever talks to Mia about something else sees it.
    const talk = await askBesides(stage, mia, "Mia");
    const bug = { case: "1", kind: "bug" };
    const [shownInFlex] = await besideTask(stage, talk, [{ ...bug, status: "open" }]);
    expect(shownInFlex).toMatchObject({ title: NASTY });
    expect(await flexLines(stage, talk.conversation, /Other open cases: 1 \(<script>/u)).toHaveLength(1);

    // Somebody else describes the same, and is shown it before theirs is opened.
    const same = await reportBug(people, noah, { summary: "launcher crash on start" });
    const offered = await people.reply(noah, same, /may be known/u);
    const chosen = await people.act(noah, "press", {
      messageId: offered.messageId,
      customId: buttonOf(offered, /^Me too: 1/u),
    });
    await people.reply(noah, chosen, /you have case \*\*1\*\* too/u);
    const again = await people.act(noah, "press", {
      messageId: shown.id,
      customId: buttonOf(shown, /^Me too$/u),
    });
    await people.reply(noah, again, /counted in case \*\*1\*\* already/u);
    await until("the post counts them, once", async () =>
      /\b1 more person has it/u.test((await people.post(mia, shown.id)).embeds[0]?.description ?? "")
        ? true
        : undefined,
    );
    expect((await cases(stage, "show", "1", "--show-text"))["reporters"]).toEqual([noah]);

    const details = await people.act(noah, "press", {
      messageId: shown.id,
      customId: buttonOf(shown, /^Add details$/u),
    });
    await people.form(noah, details);
    const added = await people.act(noah, "submit", {
      interactionId: details,
      values: { text: "Only with the second monitor." },
    });
    await people.reply(noah, added, /with case \*\*1\*\* now/u);

    await cases(stage, "set", "1", "--status", "waiting-for-us", "--as", "Grace");
    await until("the tag of the post", async () =>
      (await people.posts())[0]?.tags[0] === "confirmed" ? true : undefined,
    );
    await besideTask(stage, talk, [{ ...bug, status: "waiting-for-us" }]);
    await cases(stage, "set", "1", "--status", "resolved", "--as", "Grace");
    await besideTask(stage, talk, []);
    await until("Mia hears of it", () => botLine(stage, mia, /reported in case \*\*1\*\* is fixed/u));
    await until("Noah hears of it", () => botLine(stage, noah, /you have too, case \*\*1\*\*, is fixed/u));
    await until("the post says so", async () =>
      (await people.posts())[0]?.tags[0] === "fixed" ? true : undefined,
    );
    const fixed = await until("the sentence says so", async () => {
      const seen = await people.post(mia, shown.id);
      return seen.content === "Bug **1**: fixed" ? seen : undefined;
    });
    expect(fixed.components).toEqual([]);
    expect(JSON.stringify(await cases(stage, "show", "1", "--show-text"))).toContain("second monitor");
  },
);

it(
  "a message is reported with what it says and its link; a file that expired before it was fetched is missed aloud",
  { timeout: 120_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();
    const people = reporting(stage);
    const mia = await greet(stage, "Mia");
    const general = await people.channel("general");
    const { messageId } = await people.call<{ messageId: string }>("POST", `/members/${mia}/say`, {
      channel: general,
      content: "The shield falls through the floor\nevery time",
    });
    await people.call("PUT", "/attachment-life", { ms: 0 });
    const used = await people.act(mia, "message-command", { name: "Report as bug", messageId });
    const { fields } = await people.form(mia, used);
    expect(fields[0]).toMatchObject({ value: "The shield falls through the floor" });
    const sent = await people.act(mia, "submit", {
      interactionId: used,
      values: { files: [{ name: "shield.png", contentType: "image/png", bytes: 100 }] },
    });
    await people.reply(mia, sent, /case number is \*\*1\*\*, and everybody/u);
    const [post] = await people.posts();
    const { embeds } = await people.post(mia, post?.id ?? "");
    const link = `https://discord.com/channels/${stage.sandbox.ready.discord.guildId}/${general}/${messageId}`;
    expect(embeds[0]?.description).toContain(link);
    const shown = await until("the loss stands in the case", async () => {
      const found = await cases(stage, "show", "1", "--show-text");
      return JSON.stringify(found["history"]).includes("missing-files") ? found : undefined;
    });
    expect(shown).toMatchObject({
      description: expect.stringContaining(link),
      files: [{ name: "shield.png", bytes: 0, missing: "file.refused" }],
    });
  },
);

/** The folder is its owner's alone, its files do not show what they hold, and each is named by its content. */
async function expectPrivate(folder: string): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  expect(files).toHaveLength(1);
  for (const entry of found) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    expect(mode & 0o077).toBe(0);
  }
  expect(files[0]?.name).not.toBe(createHash("sha256").update(LOG).digest("hex"));
}
