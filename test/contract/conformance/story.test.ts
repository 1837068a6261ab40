import { expect, it } from "vitest";
import { createChecks } from "../../../src/demo/checks.ts";
import { playStory } from "../../../src/demo/story.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { openStage } from "../../journey/stage.ts";
import { countsOf, listFindings } from "./report.ts";
import { validateTape } from "./validate-tape.ts";
import { writeFileSync } from "node:fs";
const quiet = {
  scene: () => undefined,
  line: () => undefined,
  note: () => undefined,
  check: () => undefined,
};
it("x", async () => {
  const stage = await openStage();
  await stage.deploy();
  await stage.startDaemon();
  const checks = createChecks({
    clock: systemClock,
    signal: new AbortController().signal,
    onCheck: () => undefined,
  });
  await playStory({ control: stage.control, checks, narrator: quiet, daemonUrl: stage.daemonUrl });
  const { entries } = (await (await fetch(`${stage.sandbox.url}/control/tape`)).json()) as any;
  writeFileSync("/tmp/tape.json", JSON.stringify(entries));
  const report = validateTape(entries, { authToken: stage.sandbox.ready.twilio.authToken });
  console.log(countsOf(report));
  expect(listFindings(report)).toEqual([]);
});
