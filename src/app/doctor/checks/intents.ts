import { type Check, failed, ok, warning } from "../check.ts";

/** Discord resets the token of a bot that connects too often; `run` refuses before that. */
const FEW_STARTS = 50;

const SWITCH_ON =
  "In Discord's developer portal open the application, choose Bot, and switch on Message Content Intent under Privileged Gateway Intents; from 10,000 users on Discord has to approve it first. Or take bridge.threads.channel out of the config.";

export const intents: Check = {
  id: "intents",
  title: "Intents and gateway",
  wanted:
    "the Message Content Intent where private threads are opened, no privileged intent otherwise, and connections left today",
  async look(patient) {
    const discord = await patient.discord();
    const [{ privilegedIntents }, { remaining, total }] = await Promise.all([
      discord.account(),
      discord.startsLeft(),
    ]);
    const on =
      privilegedIntents.length === 0 ? "no privileged intent" : `on: ${privilegedIntents.join(", ")}`;
    const found = `${on}; ${remaining} of ${total} connections left today`;
    const opensThreads = patient.config.settings.bridge.threads.channel !== undefined;
    if (opensThreads && !privilegedIntents.includes("MessageContent")) {
      const why =
        "private threads need the Message Content Intent, and Discord refuses the connection without it";
      return failed("config.invalid", `${why}: ${found}`, SWITCH_ON);
    }
    if (remaining >= FEW_STARTS) return ok(found);
    return warning(found, "Find out what restarts the bot; wait until tomorrow before starting it again.");
  },
};
