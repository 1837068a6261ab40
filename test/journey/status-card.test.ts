import { expect, it } from "vitest";
import { wordsOf } from "../../src/demo/evidence.ts";
import { atDesk, hire, labelsOf, readsCard, takeOffer } from "./support/card.ts";
import { createJumpingClock } from "./support/jumping-clock.ts";
import { askForHuman, botLines, flexLines, greet } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, type StageOptions, until } from "./support/stage.ts";

async function open(options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage(options);
  await stage.deploy();
  await stage.startDaemon();
  return stage;
}

/** A card that is written anew stands beside the former one for a moment. */
async function oneCard(stage: Stage, member: string): Promise<void> {
  await until("one card", async () => ((await cards(stage, member)) === 1 ? true : undefined));
}

/** How many of the bot's messages are status cards; the greeting and answers are none. */
async function cards({ control }: Stage, member: string): Promise<number> {
  const messages = await control.readDm(member);
  const isCard = /talking to the assistant|transferring you|has joined|goes on with you|on hold|has ended/;
  return messages.filter((message) => message.author === "bot" && isCard.test(message.content)).length;
}

it.each(PLACES)(
  "in a %s is one card: with the assistant, in line, with an agent, ended; each is heard once",
  async (place) => {
    const stage = await open({ place });
    const { control } = stage;
    const mia = await greet(stage, "Mia");
    await control.dm(mia, "How do I link my console account?");
    const first = await readsCard(stage, mia, /talking to the assistant/);
    expect(labelsOf(first)).toEqual(["Talk to a human"]);
    const alex = await hire(stage, "alex", "Alex Rivers", "https://example.com/alex.png");
    await control.dm(mia, "I want to talk to a human");
    const waiting = await readsCard(stage, mia, /Case|case number/);
    expect(waiting.id).not.toBe(first.id);
    const placed = await readsCard(stage, mia, /next in line/);
    // Her place is not worth a sound: the card is changed where it stands.
    expect(placed.id).toBe(waiting.id);
    await oneCard(stage, mia);

    await control.available(alex, true);
    const offer = await takeOffer(stage, alex);
    await control.write(alex, offer.conversationSid, "Hello Mia");
    const joined = await readsCard(stage, mia, /Alex Rivers\*\* has joined/);
    expect(joined.id).not.toBe(waiting.id);
    expect(joined.embeds[0]?.author).toEqual({
      name: "Alex Rivers",
      icon_url: "https://example.com/alex.png",
    });
    await oneCard(stage, mia);
    // Who joined is read before what they write.
    await readsCard(stage, mia, /^Hello Mia/);
    const lines = await botLines(stage, mia);
    expect(lines.findIndex((line) => line.includes("has joined"))).toBeLessThan(lines.indexOf("Hello Mia"));

    await control.endChat(alex, offer.taskSid);
    const ended = await readsCard(stage, mia, /has ended/);
    expect(labelsOf(ended)).toEqual(["1 ★", "2 ★", "3 ★", "4 ★", "5 ★", "Reopen", "Transcript"]);
    await oneCard(stage, mia);
    // Below everything else, where she reads it.
    expect((await control.readDm(mia)).at(-1)?.id).toBe(ended.id);
  },
);

it.each(PLACES)(
  "whoever moves up in line reads so on the same card in a %s, and an estimate once there is one to give",
  async (place) => {
    const clock = createJumpingClock();
    const stage = await open({ place, clock });
    const { control } = stage;
    const alex = await hire(stage, "alex", "Alex Rivers");
    for (const name of ["Ana", "Ben", "Cleo"]) {
      const id = await askForHuman(stage, name);
      await control.available(alex, true);
      await takeOffer(stage, alex);
      await control.available(alex, false);
      await readsCard(stage, id, /has joined/);
    }
    await askForHuman(stage, "Noah");
    const mia = await askForHuman(stage, "Mia");
    const second = await readsCard(stage, mia, /number 2 in line/);
    // Nobody is there to take them: an estimate would be made up.
    expect(wordsOf(second)).not.toMatch(/about/);
    const sam = await hire(stage, "sam", "Sam Field");
    await control.available(sam, true);
    await takeOffer(stage, sam);
    // Places are looked at every half minute.
    clock.jumpTo(clock.now() + 30_000);
    const next = await readsCard(stage, mia, /next in line[\s\S]*about \d+ min/);
    expect(next.id).toBe(second.id);
  },
  60_000,
);

it.each(PLACES)(
  "what is put aside is said so in a %s, and goes on with whoever takes it when she writes",
  async (place) => {
    const stage = await open({ place });
    const { control } = stage;
    const mia = await askForHuman(stage, "Mia");
    const alex = await hire(stage, "alex", "Alex Rivers");
    await control.available(alex, true);
    const offer = await takeOffer(stage, alex);
    await readsCard(stage, mia, /has joined/);
    await atDesk(stage, alex, "hold", { taskSid: offer.taskSid });
    await readsCard(stage, mia, /on hold/);
    await oneCard(stage, mia);
    await control.dm(mia, "Any news?");
    await takeOffer(stage, alex);
    await readsCard(stage, mia, /Alex Rivers\*\* has joined/);
    expect(await flexLines(stage, offer.conversationSid, /Any news/)).toHaveLength(1);
  },
  60_000,
);
