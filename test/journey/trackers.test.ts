import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import {
  deliver,
  GITHUB_TOKEN,
  GITHUB_WEBHOOK_SECRET,
  openGitHub,
  REPOSITORY,
} from "../github/github-server.ts";
import { botLine, talkToHuman } from "./support/people.ts";
import { openStage, until } from "./support/stage.ts";

it(
  "a case is an issue, and is solved where the issue is closed, of which its member hears",
  { timeout: 60_000 },
  async () => {
    const gitHub = await openGitHub();
    const yaml = [
      "cases:",
      "  trackers:",
      "    engineering:",
      "      kinds: [handoff]",
      `      github: { repository: ${REPOSITORY}, api: "${gitHub.url}/" }`,
    ].join("\n");
    const trackerSecrets = { GITHUB_TOKEN, GITHUB_WEBHOOK_SECRET };
    const stage = await openStage({ yaml, trackerSecrets });
    await stage.deploy();
    await stage.startDaemon();
    const cases = async (...args: readonly string[]) => {
      const { code, stdout } = await flexcord(["cases", ...args], { cwd: stage.folder, env: stage.env });
      expect(code).toBe(0);
      return stdout;
    };
    const talk = await talkToHuman(stage);
    await until("the issue", () => (gitHub.issues.length === 1 ? true : undefined));
    await cases("note", "1", "We can see it too", "--public");
    await until("the comment", () => (gitHub.commentsOf(1).length === 1 ? true : undefined));

    expect(await deliver(stage.daemonUrl, gitHub.act("octocat", 1, { state: "closed" }))).toBe(200);
    await until("Mia hears of it", () => botLine(stage, talk.member, /case \*\*1\*\* is solved/u));
    const shown = await cases("show", "1");
    expect(shown).toContain(`flexcord mirrored: engineering (${REPOSITORY}): ${gitHub.url}/`);
    expect(shown).toMatch(/octocat \(Nebula\/engine#1\) status: \S+ -> resolved/u);
    expect(JSON.stringify(gitHub.asked)).not.toContain("Mia");
  },
);
