import { expect, it } from "vitest";
import { botLine, greet } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, until } from "./support/stage.ts";

const FLOOD = 120;

it.each(PLACES)(
  "a member who floods a %s does not delay others",
  async (place) => {
    const stage = await openStage({ place });
    await stage.deploy();
    await stage.startDaemon();
    const { control } = stage;
    const [flooder, mia] = [await greet(stage, "Flooder"), await greet(stage, "Mia")];
    for (let n = 0; n < FLOOD; n += 1) await control.dm(flooder, `the launcher does not start ${n}`);
    const { messageId } = await control.dm(mia, "the launcher does not start");
    await until("Mia is answered", () => botLine(stage, mia, /^This may help/), 90_000);
    const answers = (await control.readDm(flooder)).filter(({ content }) =>
      content.startsWith("This may help"),
    );
    // Hers came after everything of the flood, and is answered before most of it.
    expect(messageId).not.toBe("");
    expect(answers.length).toBeLessThan(FLOOD / 2);
  },
  180_000,
);
