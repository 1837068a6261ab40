import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { ALERT_SECRET, openReceiver } from "./support/alert-receiver.ts";
import { createJumpingClock } from "./support/jumping-clock.ts";
import { botLine, greet, helpmeAnswer } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, until } from "./support/stage.ts";
import { type Reply, replyTo } from "./support/threads.ts";

const WINDOW_MS = 600_000;
const gates = `  gates:
    openings: 3
    raid:
      newcomers: 4
      openings: 2
`;

/** For how many members a direct message was opened. */
async function openedBy(stage: Stage): Promise<number> {
  const { entries } = await stage.control.tape(0);
  const calls = entries.filter(
    ({ method, path }) => method === "POST" && path.endsWith("/users/@me/channels"),
  );
  return new Set(calls.map(({ requestBody }) => requestBody)).size;
}

/** Who writes first opens their direct messages: that is what the budget is for, and threads have nothing like it. */
async function isAnswered(stage: Stage, member: string): Promise<void> {
  await stage.control.dm(member, "How do I link my console account?");
  await until("they are answered", () => botLine(stage, member, /https:\/\//u));
}

const helpme = async (stage: Stage, member: string): Promise<Reply> =>
  replyTo(stage, member, (await stage.control.command(member, "helpme")).interactionId);

/** Presses the button that opens a private thread, and gives what is answered. */
async function askForThread(stage: Stage, member: string, offer: Reply): Promise<string> {
  const button = offer.components[0]?.components[0]?.custom_id ?? "";
  const { interactionId } = await stage.control.press(member, offer.messageId, button);
  return (await replyTo(stage, member, interactionId)).content;
}

/** No thread is opened in a raid either, for whoever was offered one before it. */
async function isKeptOut(stage: Stage, member: string, offer: Reply): Promise<void> {
  expect(await askForThread(stage, member, offer)).toMatch(/A lot of new people/u);
}

it.each(PLACES)(
  "when many newcomers come at once a few are let into a %s, the others are told, and staff hears when it began and ended",
  async (place) => {
    const receiver = await openReceiver();
    const clock = createJumpingClock();
    const alerts = `  webhook: ${receiver.url}`;
    const stage = await openStage({ place, yaml: gates, alerts, alertSecret: ALERT_SECRET, clock });
    await stage.deploy();
    await stage.startDaemon();
    const { control } = stage;
    const told = (stages: readonly string[]) =>
      until(`staff is told: ${stages.join()}`, () =>
        receiver.about("server.raided", "newcomers").join() === stages.join() ? true : undefined,
      );

    const mia = await greet(stage, "Mia");
    await greet(stage, "Noah");
    await greet(stage, "Ana");
    const { id: ben } = await control.joinServer("Ben");
    const offer = await helpme(stage, ben);
    expect(offer.content).toMatch(/as many direct messages.*<t:\d+:R>/su);
    const { id: cy } = await control.joinServer("Cy");
    expect(await helpmeAnswer(stage, cy)).toMatch(/A lot of new people.*<t:\d+:R>/su);
    await told(["began"]);
    const status = await flexcord(["status"], { cwd: stage.folder, env: stage.env });
    expect(status.stdout).toMatch(/raid mode +on for/u);

    // Who has a place already is not kept out.
    const asks = async (member: string, offered?: Reply) => {
      const reply = offered ?? (await helpme(stage, member));
      return place === "dm" ? reply.content : askForThread(stage, member, reply);
    };
    const open = place === "dm" ? /sent you a direct message/u : /private thread for you/u;
    expect(await asks(mia)).toMatch(open);
    if (place === "dm") await isAnswered(stage, cy);
    else await isKeptOut(stage, ben, offer);
    expect(await openedBy(stage)).toBe(3);

    clock.jumpTo(clock.now() + WINDOW_MS);
    await told(["began", "over"]);
    expect(await openedBy(stage)).toBe(3);
    expect(await asks(ben, place === "dm" ? undefined : offer)).toMatch(open);
  },
  60_000,
);
