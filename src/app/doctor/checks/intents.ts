import { type Check, ok, warning } from "../check.ts";

/** Discord resets the token of a bot that connects too often; `run` refuses before that. */
const FEW_STARTS = 50;

export const intents: Check = {
  id: "intents",
  title: "Intents and gateway",
  wanted: "no privileged intent, which direct messages and commands need none of, and connections left today",
  async look(patient) {
    const discord = await patient.discord();
    const [{ privilegedIntents }, { remaining, total }] = await Promise.all([
      discord.account(),
      discord.startsLeft(),
    ]);
    const on =
      privilegedIntents.length === 0 ? "no privileged intent" : `on: ${privilegedIntents.join(", ")}`;
    const found = `${on}; ${remaining} of ${total} connections left today`;
    if (remaining >= FEW_STARTS) return ok(found);
    return warning(found, "Find out what restarts the bot; wait until tomorrow before starting it again.");
  },
};
