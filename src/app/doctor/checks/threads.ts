import { type Check, ok, skipped, verdictOf } from "../check.ts";

export const threads: Check = {
  id: "threads",
  title: "Private threads",
  wanted: "a channel in which the bot can open private threads, and write in them",
  async look(patient) {
    const key = patient.config.settings.bridge.threads.channel;
    if (key === undefined) return ok("none are opened: bridge.threads.channel is not set");
    const entries = (await patient.identities())?.entries ?? [];
    const channel = entries.find((entry) => entry.kind === "discord.channel" && entry.key === key);
    if (channel === undefined) return skipped(`the channel ${key} has not been deployed yet`);
    const problems = await (await patient.discord()).threadProblems(channel.id);
    return verdictOf(problems, `the bot can open them in #${key}`);
  },
};
