import { expect, test } from "vitest";
import { talkToHuman } from "./support/people.ts";
import { openStage } from "./support/stage.ts";

test("with Event Streams the member hears of their task, and the workspace's own address stays free", async () => {
  const stage = await openStage({ events: "streams" });
  await stage.deploy();
  await stage.startDaemon();
  await talkToHuman(stage);
  const { entries } = await stage.control.tape(0);
  const told = entries.filter(({ route = "" }) => route.startsWith("event-streams"));
  expect(told.length).toBeGreaterThan(1);
  expect(told.every(({ status }) => status === 200)).toBe(true);
  expect(entries.filter(({ route = "" }) => route.startsWith("taskrouter "))).toEqual([]);
});
