import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";
import { parse } from "yaml";

import { root } from "../cli/process.ts";
import { openProject } from "./project.ts";

const linesOf = (file: string) =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { v: number; type: string; at: string; [fact: string]: unknown });

test("--report tells of start, plan, each step and the end, beside the human log", async () => {
  const { run, directory } = await openProject();
  const { code, stdout } = await run(["deploy", "--yes", "--report", "r.ndjson"]);
  expect({ code, shown: stdout.includes("Plan for") }).toEqual({ code: 0, shown: true });
  const lines = linesOf(join(directory, "r.ndjson"));
  expect(lines[0]).toMatchObject({ v: 1, type: "start", command: "deploy", env: "production" });
  expect(lines[1]).toMatchObject({ v: 1, type: "plan" });
  expect(lines.at(-1)).toMatchObject({ v: 1, type: "end", exit: 0 });
  const steps = lines.filter(({ type }) => type === "step");
  const done = steps
    .filter(({ state }) => state === "done")
    .map(({ kind, key }) => `${String(kind)} ${String(key)}`);
  expect(done).toContain("discord.channel help");
  expect(steps).toHaveLength(done.length * 2);

  expect((await run(["deploy", "--report", "r.ndjson"], { DISCORD_TOKEN: "x".repeat(30) })).code).toBe(3);
  expect(linesOf(join(directory, "r.ndjson")).map(({ type }) => type)).toEqual(["start", "failure", "end"]);
  expect(linesOf(join(directory, "r.ndjson"))[2]).toMatchObject({ exit: 3 });
});

test("on GitHub faults stand on their lines, drift and deletes are warned of, the plan is in the summary", async () => {
  const { run, directory } = await openProject();
  const summary = join(directory, "summary.md");
  const github = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: directory };
  await run(["deploy", "--yes"], github);
  expect(readFileSync(summary, "utf8")).toMatch(/^### flexcord: production\n\n```text\nPlan for emberfall/);

  const file = join(directory, "flexcord.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/\n {4}desk:\n.*\n.*\n/u, "\n"));
  const pruned = await run(["plan", "--prune"], github);
  expect(pruned.stderr).toContain("::warning title=flexcord::channel desk will be deleted.");
  expect(pruned).toMatchObject({ code: 5, stderr: expect.stringContaining("::error") as string });

  writeFileSync(file, text.replace("slowmode: 30", "slowmode: -1"));
  const line = text.split("\n").findIndex((item) => item.includes("slowmode: 30")) + 1;
  const faulty = await run(["plan"], github);
  expect(faulty.stderr).toContain(`::error file=flexcord.yaml,line=${line},col=17,title=flexcord::`);
  expect((await run(["plan"])).stderr).not.toContain("::error");
});

test("the workflow for GitHub plans on a pull request, deploys on main and names every secret", () => {
  const file = join(root, "templates/ci/github.yml");
  expect(existsSync(file)).toBe(true);
  const workflow = parse(readFileSync(file, "utf8")) as {
    env: Record<string, string>;
    jobs: Record<string, { if: string; steps: { run?: string }[] }>;
  };
  const commandOf = (job: string) => workflow.jobs[job]?.steps.flatMap(({ run }) => run ?? []).join();
  expect(commandOf("plan")).toMatch(/flexcord plan/);
  expect(commandOf("deploy")).toMatch(/flexcord deploy --yes/);
  expect(Object.keys(workflow.env)).toEqual(
    expect.arrayContaining(["DISCORD_TOKEN", "TWILIO_API_SECRET", "FLEXCORD_SECRET", "FLEXCORD_PUBLIC_URL"]),
  );
});
