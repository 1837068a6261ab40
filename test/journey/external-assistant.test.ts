import { expect, it } from "vitest";
import { ENGINE_SECRET, openEngine } from "../assistant/engine.ts";
import { botLine, flexLines, greet, takeTask } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, until } from "./support/stage.ts";

it.each(PLACES)(
  "an engine of somebody else's answers in a %s, hands over, and is replaced by the articles when it fails",
  async (place) => {
    const engine = await openEngine();
    const stage = await openStage({
      place,
      assistant: `  external:\n    url: ${engine.url}\n    timeoutSeconds: 1\n`,
      assistantSecret: ENGINE_SECRET,
    });
    await stage.deploy();
    await stage.startDaemon();
    const { control } = stage;
    const mia = await greet(stage, "Mia");
    engine.answers({ answer: "Swords are in the **bag**. @everyone" });
    await control.dm(mia, "where is my sword?");
    await until("the engine's answer", () => botLine(stage, mia, /^Swords are in the/));
    expect(engine.questions[0]).toMatchObject({ signed: true, data: { text: "where is my sword?" } });

    engine.does((response) => void response.writeHead(500).end());
    await control.dm(mia, "the launcher does not start");
    await until("an article", () => botLine(stage, mia, /^This may help/));

    engine.answers({ answer: "That is one for the team.", handoff: true });
    await control.dm(mia, "I was charged twice");
    await until("a case number", () => botLine(stage, mia, /case number/));
    const { reservation } = await takeTask(stage);
    const lines = await flexLines(stage, reservation.conversationSid, /^(?:Swords|I was|That is one)/);
    expect(lines).toHaveLength(3);
  },
  60_000,
);
