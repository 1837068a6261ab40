import { expect, it } from "vitest";
import { wordsOf } from "../../src/demo/evidence.ts";
import { createJumpingClock } from "./support/jumping-clock.ts";
import { fillIn, hire, labelsOf, press, readsCard, takeOffer } from "./support/card.ts";
import { askForHuman, flexLines, greet } from "./support/people.ts";
import { wire } from "../transport/wire.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, type StageOptions, until } from "./support/stage.ts";

async function open(options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage(options);
  await stage.deploy();
  await stage.startDaemon();
  return stage;
}

/** Mia has talked to Alex, and he has ended it. */
async function talkedToAlex(stage: Stage, note = "/note nothing") {
  const { control } = stage;
  const mia = await askForHuman(stage, "Mia");
  const alex = await hire(stage, "alex", "Alex Rivers");
  await control.available(alex, true);
  const offer = await takeOffer(stage, alex);
  await readsCard(stage, mia, /has joined/);
  const { messageId } = await control.dm(mia, "My sword is lost");
  await changeMessage(stage, mia, messageId, "My sword is gone");
  const { messageId: slip } = await control.dm(mia, "you thief");
  await until("Alex reads that, too", async () =>
    (await flexLines(stage, offer.conversationSid, /thief/)).length > 0 ? true : undefined,
  );
  await changeMessage(stage, mia, slip, null);
  await until("Alex reads it", async () =>
    (await flexLines(stage, offer.conversationSid, /deleted a message[^]*thief/)).length > 0
      ? true
      : undefined,
  );
  await control.write(alex, offer.conversationSid, note);
  await control.write(alex, offer.conversationSid, "I will look");
  await readsCard(stage, mia, /I will look/);
  await control.endChat(alex, offer.taskSid);
  return { mia, alex, offer, ended: await readsCard(stage, mia, /has ended/) };
}

/** She changes a message, or deletes it. */
function changeMessage(stage: Stage, member: string, id: string, content: string | null) {
  const path = `/discord/members/${member}/messages/${id}`;
  const call = stage.call;
  return content === null ? call("DELETE", path) : call("PATCH", path, { content });
}

function attributesOf(stage: Stage, worker: string, task: string) {
  return stage.control
    .reservations(worker)
    .then((all) => all.find(({ taskSid }) => taskSid === task)?.attributes);
}

it.each(PLACES)(
  "in a %s she rates it, adds a comment in a form, and both are on the card's case and on the task",
  async (place) => {
    const stage = await open({ place });
    const { mia, alex, offer, ended } = await talkedToAlex(stage);
    await press(stage, mia, ended, /^4/);
    const thanked = await readsCard(stage, mia, /★★★★☆/);
    expect(thanked.id).toBe(ended.id);
    expect(labelsOf(thanked)).toEqual(["Add a comment", "Reopen", "Transcript"]);
    await until("the rating is on the task", async () =>
      (await attributesOf(stage, alex, offer.taskSid))?.["rating"] === 4 ? true : undefined,
    );
    await fillIn(stage, mia, { message: thanked, label: /comment/, text: "Kind and quick" });
    await until("the comment is on the task", async () => {
      const attributes = await attributesOf(stage, alex, offer.taskSid);
      return attributes?.["ratingComment"] === "Kind and quick" ? attributes : undefined;
    });
    const attributes = await attributesOf(stage, alex, offer.taskSid);
    // What others wrote there stays.
    expect(attributes).toMatchObject({
      rating: 4,
      [wire.taskAttribute]: offer.conversationSid,
      customerName: "Mia",
    });
  },
  60_000,
);

it.each(PLACES)(
  "in a %s she is sent what was said as a file, without what was noted, and reopens it when whoever she knows is not there",
  async (place) => {
    const stage = await open({ place });
    const { control } = stage;
    const { mia, alex, offer, ended } = await talkedToAlex(stage, "/note asks often");
    await press(stage, mia, ended, /Transcript/);
    const sent = await readsCard(stage, mia, /as a file/);
    const { api, token } = stage.sandbox.ready.discord;
    const address = `${api}/v10/channels/${await control.dmChannel(mia)}/messages/${sent.id}`;
    const message = (await (await fetch(address, { headers: { authorization: `Bot ${token}` } })).json()) as {
      attachments: { filename: string; url: string }[];
    };
    expect(message.attachments).toMatchObject([{ filename: "case-1.txt" }]);
    const text = await (await fetch(message.attachments[0]?.url ?? "")).text();
    expect(text).toMatch(/^Conversation of Mia\nCase 1\n/);
    expect(text).toMatch(/\] Mia: I want to talk to a human please\n/);
    expect(text).toMatch(/\] Mia: My sword is gone\n.*\] Alex Rivers: I will look\n/s);
    expect(text).not.toMatch(/asks often|lost|thief/);
    expect(offer.attributes).toMatchObject({ caseNumber: "1" });

    await control.complete(alex, offer.taskSid);
    await control.available(alex, false);
    const sam = await hire(stage, "sam", "Sam Field");
    await control.available(sam, true);
    await press(stage, mia, ended, /Reopen/);
    const taken = await takeOffer(stage, sam);
    await readsCard(stage, mia, /Sam Field\*\* has joined/);
    expect(await flexLines(stage, taken.conversationSid, /Mia: My sword is gone/)).toHaveLength(1);
  },
  90_000,
);

it.each(PLACES)(
  "she reopens it in a %s: the same case, the agent she knows is asked first, and reads what was said",
  async (place) => {
    const stage = await open({ place });
    const { control } = stage;
    const { mia, alex, offer, ended } = await talkedToAlex(stage);
    await control.complete(alex, offer.taskSid);
    const sam = await hire(stage, "sam", "Sam Field");
    await control.available(sam, true);
    await press(stage, mia, ended, /Reopen/);
    const again = await takeOffer(stage, alex);
    await readsCard(stage, mia, /Alex Rivers\*\* has joined/);
    expect(await control.reservations(sam)).toEqual([]);
    expect(again.conversationSid).not.toBe(offer.conversationSid);
    expect(again.attributes).toMatchObject({ caseNumber: "1" });
    const [history] = await flexLines(stage, again.conversationSid, /From the earlier conversation/);
    expect(history).toMatch(/Mia: My sword is gone/);
    expect(history).not.toMatch(/lost|thief/);
    expect(await flexLines(stage, again.conversationSid, /reopened case 1/)).toHaveLength(1);
    // The old card offers it no more.
    const old = (await control.readDm(mia)).find(({ id }) => id === ended.id);
    expect(old === undefined ? [] : labelsOf(old)).not.toContain("Reopen");
    await control.dm(mia, "It is gone once more");
    await until("he reads her", async () =>
      (await flexLines(stage, again.conversationSid, /once more/)).length > 0 ? true : undefined,
    );
  },
  90_000,
);

/** Agents are there from nine to five on the day after tomorrow. */
const closed = `support:
  reopenHours: 0
  hours:
    timeZone: Etc/UTC
    week:
      ${["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"][(new Date().getUTCDay() + 2) % 7] ?? "monday"}: ["09:00-17:00"]
`;

it.each(PLACES)(
  "while nobody is there she is told so in a %s, leaves a message and may ask the assistant; at opening it is handed to an agent",
  async (place) => {
    const clock = createJumpingClock();
    const stage = await open({ place, yaml: closed, clock });
    const { control } = stage;
    const alex = await hire(stage, "alex", "Alex Rivers");
    await control.available(alex, true);
    const mia = await greet(stage, "Mia");
    await control.dm(mia, "I want to talk to a human");
    const told = await readsCard(stage, mia, /Nobody from the team is here/);
    const opensAt = Number(/<t:(\d+):F>/.exec(told.content)?.[1]) * 1000;
    expect(opensAt).toBeGreaterThan(Date.now());
    expect(new Date(opensAt).toISOString()).toMatch(/T09:00:00/);
    expect(labelsOf(told)).toEqual(["Leave a message", "Keep asking the assistant"]);
    await fillIn(stage, mia, { message: told, label: /Leave/, text: "My sword is gone" });
    const left = await readsCard(stage, mia, /case number is \*\*1\*\*/);
    expect(wordsOf(left)).toContain(`<t:${opensAt / 1000}:F>`);
    await press(stage, mia, told, /Keep asking/);
    await readsCard(stage, mia, /ask me anything/);

    // Nobody is called out of bed.
    clock.jumpTo(opensAt - 3_600_000);
    await control.dm(mia, "How do I link my console account?");
    await readsCard(stage, mia, /https:\/\//);
    expect(await control.reservations(alex)).toEqual([]);

    clock.jumpTo(opensAt);
    const offer = await takeOffer(stage, alex);
    await readsCard(stage, mia, /Alex Rivers\*\* has joined/);
    const lines = await flexLines(stage, offer.conversationSid, /./);
    expect(lines).toContain("My sword is gone");
    expect(lines.filter((line) => /left a message while the team was away/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /case/i.test(line) && /\b1\b/.test(line))).not.toEqual([]);
    await control.write(alex, offer.conversationSid, "I found your sword");
    await readsCard(stage, mia, /I found your sword/);

    // Where reopening is off, the card does not offer it.
    await control.endChat(alex, offer.taskSid);
    const ended = await readsCard(stage, mia, /has ended/);
    expect(labelsOf(ended)).toEqual(["1 ★", "2 ★", "3 ★", "4 ★", "5 ★", "Transcript"]);
  },
  60_000,
);
