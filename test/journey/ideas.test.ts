import { expect, it } from "vitest";
import {
  deliver,
  GITHUB_TOKEN,
  GITHUB_WEBHOOK_SECRET,
  openGitHub,
  REPOSITORY,
} from "../github/github-server.ts";
import { askBesides, besideTask } from "./support/beside-task.ts";
import { button, communityOf, type Seen } from "./support/community-people.ts";
import { MODERATORS, signInAtDesk } from "./support/desk-staff.ts";
import { botLine } from "./support/people.ts";
import { openStage, until } from "./support/stage.ts";

const community = [
  "  moderators: [moderator]",
  "  feature: { channel: feature-request }",
  "  reports: { channel: desk }",
  "  announce: true",
];

async function openServer(...more: readonly string[]) {
  const trackerSecrets = { GITHUB_TOKEN, GITHUB_WEBHOOK_SECRET };
  const yaml = `${MODERATORS}${more.join("\n")}`;
  const stage = await openStage({ community: community.join("\n"), yaml, trackerSecrets });
  await stage.deploy();
  await stage.startDaemon();
  const server = communityOf(stage);
  const grace = await stage.control.joinServer("Grace");
  await server.giveRole(grace.id, "Moderator");
  const noah = await stage.control.joinServer("Noah");
  return { stage, server, grace: grace.id, noah: noah.id };
}

/** The newest post of a channel that says something. */
function post(
  { server }: { readonly server: ReturnType<typeof communityOf> },
  by: string,
  channel: string,
  wanted: RegExp,
): Promise<Seen> {
  return until(`a post like ${wanted}`, async () => {
    const seen = await server.read(by, await server.channel(channel));
    return seen.findLast(({ content, embeds }) =>
      wanted.test([content, ...embeds.map(({ description = "" }) => description)].join("\n")),
    );
  });
}

it(
  "an idea: posted for its author by a moderator, voted on, mirrored, and done where developers say so",
  { timeout: 60_000 },
  async () => {
    const gitHub = await openGitHub();
    const here = await openServer(
      "cases:",
      "  trackers:",
      "    engineering:",
      "      kinds: [feature]",
      `      github: { repository: ${REPOSITORY}, api: "${gitHub.url}" }`,
    );
    const { stage, server, grace, noah } = here;
    const wish = await server.say(
      noah,
      await server.channel("feature-request"),
      "A dark mode, please! <@&1>",
    );

    // Discord does not offer it to Noah.
    await expect(server.use(noah, "Post as idea", wish)).rejects.toThrow("message-command");
    const form = await server.use(grace, "Post as idea", wish);
    await until("the form", async () =>
      (await stage.control.interaction(grace, form)).state === "answered" ? true : undefined,
    );
    const sent = await stage.control.submit(grace, form, { title: "A dark mode" });
    await until("where it is", async () =>
      /discord\.com\/channels/u.test((await server.answer(grace, sent.interactionId)).content)
        ? true
        : undefined,
    );
    const idea = await post(here, noah, "feature-request", /Idea \*\*1\*\*: open for votes/u);

    const vote = async (member: string, label: RegExp) => {
      const { interactionId } = await stage.control.press(member, idea.id, button(idea, label));
      return (await server.answer(member, interactionId)).content;
    };
    const zoe = (await stage.control.joinServer("Zoe")).id;
    expect(await vote(noah, /want this/u)).toContain("counts");
    expect(await vote(zoe, /want this/u)).toContain("counts");
    expect(await vote(grace, /don't/u)).toContain("counts");
    await post(here, noah, "feature-request", /👍 2 {2}· {2}👎 1/u);
    expect(await vote(zoe, /want this/u)).toContain("taken back");
    await post(here, noah, "feature-request", /👍 1 {2}· {2}👎 1/u);

    const refused = await stage.control.press(noah, idea.id, button(idea, /Status/u));
    expect((await server.answer(noah, refused.interactionId)).content).toContain("Only moderators");
    const status = await stage.control.press(grace, idea.id, button(idea, /Status/u));
    await until("the form", async () =>
      (await stage.control.interaction(grace, status.interactionId)).state === "answered" ? true : undefined,
    );
    await stage.control.submit(grace, status.interactionId, { state: "planned" });
    await post(here, noah, "feature-request", /Idea \*\*1\*\*: planned/u);
    await until("Noah hears", () => botLine(stage, noah, /dark mode.*is planned now/u));
    const desk = await signInAtDesk(stage);
    expect((await desk.get(`${stage.daemonUrl}/desk/cases/1`)).body).toContain("A dark mode");
    const talk = await askBesides(stage, noah, "Noah");
    await besideTask(stage, talk, [{ case: "1", kind: "feature", status: "open" }]);

    await until("the issue", () => (gitHub.issues.length === 1 ? true : undefined));
    expect(gitHub.issues).toMatchObject([{ title: "A dark mode", state: "open" }]);
    expect(await deliver(stage.daemonUrl, gitHub.act("octocat", 1, { state: "closed" }))).toBe(200);
    const done = await post(here, noah, "feature-request", /Idea \*\*1\*\*: done/u);
    expect(button(done, /want this/u)).toBe("no such button");
    await until("Noah hears", () => botLine(stage, noah, /dark mode.*is done now/u));
    await besideTask(stage, talk, []);
    const { stdout } = await server.cli("cases", "show", "1");
    expect(stdout).toMatch(/octocat \(Nebula\/engine#1\) status/u);
    expect(stdout).toContain(noah);
  },
);

it(
  "a message is reported twice, kept, judged by moderators alone, and both who did hear of the end",
  { timeout: 60_000 },
  async () => {
    const here = await openServer();
    const { stage, server, grace, noah } = here;
    const general = await server.channel("general");
    const rude = await server.say(noah, general, "You are **all** [fools](https://bad.example)!");
    const zoe = (await stage.control.joinServer("Zoe")).id;
    const report = async (member: string, reason: string) => {
      const opened = await server.use(member, "Report message", rude);
      await until("the form", async () =>
        (await stage.control.interaction(member, opened)).state === "answered" ? true : undefined,
      );
      const { interactionId } = await stage.control.submit(member, opened, { reason });
      return (await server.answer(member, interactionId)).content;
    };
    const mia = (await stage.control.joinServer("Mia")).id;
    expect(await report(mia, "insulting")).toMatch(/Thank you\. Moderators/u);
    await post(here, grace, "desk", /Report \*\*1\*\*: new[^]*Reported by 1 person/u);
    expect(await report(zoe, "rude")).toMatch(/Thank you\. Moderators/u);
    const shown = await post(here, grace, "desk", /Report \*\*1\*\*: new[^]*Reported by 2 people/u);
    expect(shown.embeds[0]?.description).toContain("You are \\*\\*all\\*\\*");
    expect(shown.embeds[0]?.description).toContain(noah);
    expect((await server.read(mia, general)).map(({ content }) => content).join()).not.toContain("Report");

    const desk = await signInAtDesk(stage);
    expect((await desk.get(`${stage.daemonUrl}/desk/cases/1`)).body).toContain("insulting");
    const talk = await askBesides(stage, mia, "Mia");
    await besideTask(stage, talk, [{ case: "1", kind: "report", status: "open" }]);

    const take = await stage.control.press(grace, shown.id, button(shown, /Take it/u));
    expect((await server.answer(grace, take.interactionId)).content).toContain("Noted");
    const taken = await post(here, grace, "desk", /being looked at[^]*Taken by Grace/u);
    await besideTask(stage, talk, [{ case: "1", kind: "report", status: "waiting-for-us" }]);
    await stage.control.press(grace, taken.id, button(taken, /Acted/u));
    await post(here, grace, "desk", /Report \*\*1\*\*: acted on/u);
    await until("Mia hears", () => botLine(stage, mia, /acted on it/u));
    await until("Zoe hears", () => botLine(stage, zoe, /acted on it/u));
    await besideTask(stage, talk, []);
    const { stdout } = await server.cli("cases", "show", "1", "--show-text");
    expect(stdout).toContain("insulting");
    expect(stdout).toContain("fools");

    const announce = await server.use(grace, "announce");
    await until("the form", async () =>
      (await stage.control.interaction(grace, announce)).state === "answered" ? true : undefined,
    );
    const written = await stage.control.submit(grace, announce, { text: "Patch **1.2** is out" });
    const preview = await server.answer(grace, written.interactionId);
    expect(preview.content).toContain("Patch **1.2** is out");
    await stage.control.press(grace, preview.messageId, button(preview, /Post it/u));
    await post(here, mia, "announcements", /^Patch \*\*1\.2\*\* is out$/u);
    await expect(server.use(mia, "announce")).rejects.toThrow("command");
  },
);
