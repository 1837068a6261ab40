import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { ALERT_SECRET, openReceiver } from "./support/alert-receiver.ts";
import { createJumpingClock } from "./support/jumping-clock.ts";
import { botLine, greet, helpmeAnswer } from "./support/people.ts";
import { openStage, until } from "./support/stage.ts";

const WINDOW_MS = 600_000;
const gates = `  gates:
    openings: 3
    raid:
      newcomers: 4
      openings: 2
`;

it("when many newcomers come at once a few are let in, the others are told, and staff hears when it began and ended", async () => {
  const receiver = await openReceiver();
  const clock = createJumpingClock();
  const alerts = `  webhook: ${receiver.url}`;
  const stage = await openStage({ yaml: gates, alerts, alertSecret: ALERT_SECRET, clock });
  await stage.deploy();
  await stage.startDaemon();
  const { control } = stage;
  const joined = async (name: string) => (await control.joinServer(name)).id;
  const told = (stages: readonly string[]) =>
    until(`staff is told: ${stages.join()}`, () =>
      receiver.about("server.raided", "newcomers").join() === stages.join() ? true : undefined,
    );

  const mia = await greet(stage, "Mia");
  await greet(stage, "Noah");
  await greet(stage, "Ana");
  expect(await helpmeAnswer(stage, await joined("Ben"))).toMatch(/as many direct messages.*<t:\d+:R>/su);
  const cy = await joined("Cy");
  expect(await helpmeAnswer(stage, cy)).toMatch(/A lot of new people.*<t:\d+:R>/su);
  await told(["began"]);
  const status = await flexcord(["status"], { cwd: stage.folder, env: stage.env });
  expect(status.stdout).toMatch(/raid mode +on for/u);

  // Whose direct messages are open already is not kept out, and who writes first opens them.
  expect(await helpmeAnswer(stage, mia)).toMatch(/I've sent you a direct message/u);
  await control.dm(cy, "How do I link my console account?");
  await until("Cy is answered", () => botLine(stage, cy, /https:\/\//u));
  const opened = async () => {
    const { entries } = await control.tape(0);
    const calls = entries.filter(
      ({ method, path }) => method === "POST" && path.endsWith("/users/@me/channels"),
    );
    return new Set(calls.map(({ requestBody }) => requestBody)).size;
  };
  expect(await opened()).toBe(3);

  clock.jumpTo(clock.now() + WINDOW_MS);
  await told(["began", "over"]);
  expect(await opened()).toBe(3);
}, 60_000);
