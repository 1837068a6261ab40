import { createThreadPlaces } from "../../../src/discord/channels/threads.ts";
import { appendFileSync } from "node:fs";
import { openGateway, memberIntents } from "../../../src/discord/gateway/gateway.ts";
import { createInteractions } from "../../../src/discord/interactions/interactions.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { storedIn } from "./gateway-processes.ts";
import { noGaps, TOKEN, noNames } from "./wire.ts";

/**
 * A process with a gateway and a ledger that is one file, a line for each accepted batch. It holds back the
 * batch with the text of its third argument for ever, after saying so.
 */
const [api = "", disk = "", holdBack = ""] = process.argv.slice(2);
const rest = createRest({ token: TOKEN, api });
await openGateway({
  rest,
  token: TOKEN,
  intents: memberIntents,
  checkpoint: storedIn(disk).checkpoint,
  gaps: noGaps,
  threads: createThreadPlaces(),
  names: noNames,
  interactions: createInteractions({
    rest,
    clock: systemClock,
    log: silentLog,
    suggestions: () => [],
    formOf: () => null,
  }),
  clock: systemClock,
  log: silentLog,
  signal: new AbortController().signal,
  async accept(events, checkpoint) {
    const texts = events.map(({ happening }) => (happening.kind === "member.wrote" ? happening.text : ""));
    if (texts.includes(holdBack)) {
      process.stdout.write("holding\n");
      await new Promise(() => undefined);
    }
    appendFileSync(disk, `${JSON.stringify({ texts, checkpoint })}\n`);
    return [];
  },
});
