import { expect, it } from "vitest";
import { botLine, flexLines, takeTask } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, until } from "./support/stage.ts";
import { dmsOpen, takeThread } from "./support/threads.ts";

/** What a member of that language writes and reads. */
const LANGUAGES = [
  {
    locale: "de",
    offered: /Direktnachricht/u,
    greeted: /Ich bin der Assistent des Helpdesks/u,
    asks: "Ich will mit einem Menschen sprechen",
    passedOn: /Deine Fallnummer ist \*\*1\*\*/u,
    joined: /\*\*Alex Rivers\*\* ist jetzt da/u,
  },
  {
    locale: "ja",
    offered: /プライバシー設定/u,
    greeted: /アシスタント/u,
    asks: "担当者と話したい",
    passedOn: /\*\*1\*\*/u,
    joined: /\*\*Alex Rivers\*\* が参加しました/u,
  },
] as const;

const WAYS = PLACES.flatMap((place) => LANGUAGES.map((language) => ({ place, ...language })));

it.each(WAYS)(
  "in a $place whoever uses Discord in $locale is spoken to so, and the agent in the server's language",
  async ({ place, locale, offered, greeted, asks, passedOn, joined }) => {
    const stage = await openStage({ place });
    await stage.deploy();
    await stage.startDaemon();
    const call = stage.call;
    const { id } = await call<{ readonly id: string }>("POST", "/discord/members", { name: "Mia", locale });
    if (place === "thread") {
      await dmsOpen(stage, id, false);
      await takeThread(stage, id, offered);
    } else await stage.control.command(id, "helpme");
    await until("the card greets", () => botLine(stage, id, greeted));
    await stage.control.dm(id, asks);
    await until("the case is told", () => botLine(stage, id, passedOn));
    const { reservation } = await takeTask(stage);
    await until("who joined is told", () => botLine(stage, id, joined));
    expect(await flexLines(stage, reservation.conversationSid, /asked for a human/u)).toHaveLength(1);
  },
  60_000,
);
