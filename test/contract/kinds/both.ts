import { onTestFinished } from "vitest";

import { systemClock } from "../../../src/domain/clock.ts";
import { createParallelRest } from "../../../src/discord/rest/parallel-rest.ts";
import { createDiscordSide } from "../../../src/discord/targets/discord-side.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { createTwilioClient } from "../../../src/twilio/client.ts";
import { createTwilioSide } from "../../../src/twilio/targets/twilio-side.ts";
import { rounds } from "../../provision/round.ts";
import { secrets } from "../../provision/shelf.ts";

/** A Community server with boosts and a Flex account, and deploys against both at once. */
export async function openBoth() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  for (const dial of ["community", "boosts"]) {
    await fetch(`${sandbox.url}/control/discord/${dial}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ enabled: true }),
    });
  }
  const { discord, twilio } = sandbox.ready;
  const { guildId } = discord;
  const openSides = () => [
    createDiscordSide({
      rest: createParallelRest({ ...discord, clock: systemClock }),
      guildId,
      reason: "flexcord deploy of game (test)",
    }),
    createTwilioSide({
      client: createTwilioClient(twilio),
      mask: (text) => ({ masked: secrets.digest(text) }),
    }),
  ];
  return {
    ...rounds(openSides, systemClock, guildId),
    /** Somebody else with the same rights, who knows nothing of what we deployed. */
    stranger: () => rounds(openSides, systemClock, guildId),
  };
}
