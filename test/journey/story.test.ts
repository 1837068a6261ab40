import { expect, it } from "vitest";
import { createChecks } from "../../src/demo/checks.ts";
import { playStory } from "../../src/demo/story.ts";
import { tallyAgentToMember, tallyMemberToAgent } from "../../src/demo/tally.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { transport } from "../transport/wire.ts";
import { openStage } from "./support/stage.ts";

const quiet = {
  scene: () => undefined,
  line: () => undefined,
  note: () => undefined,
  check: () => undefined,
};

it("the whole story holds, and the tape agrees", async () => {
  const stage = await openStage();
  await stage.deploy();
  await stage.startDaemon();
  const checks = createChecks({
    clock: systemClock,
    signal: new AbortController().signal,
    onCheck: () => undefined,
  });
  const cast = await playStory({
    control: stage.control,
    checks,
    narrator: quiet,
    daemonUrl: stage.daemonUrl,
    transport,
  });
  expect(checks.all.filter((check) => !check.held)).toEqual([]);
  const { entries } = await stage.control.tape(0);
  const clean = { lost: 0, doubled: 0, outOfOrder: 0 };
  expect(tallyMemberToAgent(entries, cast.memberId)).toMatchObject({ ...clean, sent: 9 });
  expect(tallyAgentToMember(entries, cast.dmChannelId)).toMatchObject({ ...clean, sent: 6 });
  expect(cast.caseNumbers).toEqual([1, 2]);
});
