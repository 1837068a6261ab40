import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test, vi } from "vitest";

import { openProject } from "./project.ts";

// Each test is up to nine processes, one after the other.
vi.setConfig({ testTimeout: 180_000 });

/** The template on a transport; `choose` may say more below `twilio`. */
async function openOn(transport: string) {
  const project = await openProject();
  const file = join(project.directory, "flexcord.yaml");
  const template = readFileSync(file, "utf8");
  const choose = (name: string, more = "") =>
    writeFileSync(file, `${template.replace(/^twilio:$/mu, `twilio:${more}`)}\ntransport: ${name}\n`);
  choose(transport);
  const takeAway = () =>
    fetch(`${project.sandbox.url}/control/flex/legacy-chat`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ available: false }),
    });
  return { ...project, choose, takeAway };
}

const END = "1 June 2026";
const MOVE = "set `transport: conversations`";

test("every command that meets the legacy transport says when it ended and how to move", async () => {
  const { run } = await openOn("programmable-chat");
  const checked = await run(["config", "check"]);
  expect(checked).toMatchObject({ code: 0, stdout: "" });
  expect(checked.stderr).toMatch(/^warning: flexcord\.yaml:\d+:1 transport: programmable-chat is legacy/u);
  const asData = await run(["config", "check", "--json"]);
  const { valid, warnings } = JSON.parse(asData.stdout) as { valid: boolean; warnings: object[] };
  expect({ valid, warnings: warnings.length, stderr: asData.stderr }).toEqual({
    valid: true,
    warnings: 1,
    stderr: "",
  });

  const planned = await run(["plan"]);
  const deployed = await run(["deploy", "--yes"]);
  expect([planned.code, deployed.code]).toEqual([0, 0]);
  for (const { stderr } of [checked, planned, deployed]) {
    expect(stderr).toContain(END);
    expect(stderr).toContain(MOVE);
  }
  for (const noun of ["legacy chat service", "legacy Flex Flow", "Studio flow"]) {
    expect(planned.stdout).toContain(`+ ${noun} legacy`);
  }
  const again = await run(["plan", "--exit-code"]);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^No changes\./u) as string });
});

test("an account that has no Programmable Chat is told the switch", async () => {
  const { run, takeAway } = await openOn("programmable-chat");
  await takeAway();
  const refused = await run(["deploy", "--yes"]);
  expect(refused).toMatchObject({ code: 8 });
  expect(refused.stderr).toContain("The account has no Programmable Chat");
  expect(refused.stderr).toContain("Set `transport: conversations`, and deploy.");
});

test("run warns in its log, and an account that lost it meanwhile is told the switch at once", async () => {
  const { run, takeAway, sandbox } = await openOn("programmable-chat");
  const auth = { TWILIO_AUTH_TOKEN: sandbox.ready.twilio.authToken };
  const undeployed = await run(["run"], auth);
  expect(undeployed).toMatchObject({ code: 6, stdout: "" });
  await run(["deploy", "--yes"]);
  await takeAway();
  const refused = await run(["run"], auth);
  expect(refused).toMatchObject({ code: 8, stdout: "" });
  const [warning] = refused.stderr.split("\n");
  expect(JSON.parse(warning ?? "")).toMatchObject({
    level: "warn",
    message: expect.stringContaining(END) as string,
    fix: expect.stringContaining(MOVE) as string,
  });
  expect(refused.stderr).toContain("The account has no Programmable Chat");
  expect(refused.stderr).toContain("Set `transport: conversations`, and deploy.");
});

test("moving makes the new parts beside the old, back again is nothing to do, and --prune ends it", async () => {
  const unprotected = " { legacy: { chatService: { protect: false } } }";
  const { run, choose } = await openOn("programmable-chat");
  await run(["deploy", "--yes"]);
  choose("conversations");
  const moved = await run(["deploy", "--yes"]);
  expect(moved).toMatchObject({ code: 0 });
  expect(moved.stderr).not.toContain(END);
  choose("programmable-chat");
  const back = await run(["plan", "--exit-code"]);
  expect(back).toMatchObject({ code: 0, stdout: expect.stringMatching(/^No changes\./u) as string });

  choose("conversations");
  const kept = await run(["deploy", "--yes", "--prune"]);
  expect(kept).toMatchObject({ code: 5, stderr: expect.stringContaining("is protected") as string });
  choose("programmable-chat", unprotected);
  expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
  choose("conversations", unprotected);
  const pruned = await run(["deploy", "--yes", "--prune"]);
  expect(pruned).toMatchObject({ code: 0 });
  expect(pruned.stdout.match(/^ +- .* legacy\b/gmu)).toHaveLength(3);
  const after = await run(["plan", "--prune", "--exit-code"]);
  expect(after).toMatchObject({ code: 0, stdout: expect.stringMatching(/^No changes\./u) as string });
});
