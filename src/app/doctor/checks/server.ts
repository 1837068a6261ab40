import { inviteFor } from "../../accounts.ts";
import { Failure } from "../../../domain/failure.ts";
import { type Check, failed, ok } from "../check.ts";

/** What Discord says of a server that does not exist, or that the bot is not in. */
const ELSEWHERE: ReadonlySet<string> = new Set(["discord.not-found", "discord.permission"]);

export const server: Check = {
  id: "server",
  title: "Discord server",
  wanted: "the bot in the server of the config",
  async look(patient) {
    const { guild } = patient.config.settings.discord;
    const discord = await patient.discord();
    try {
      return ok(`in ${await discord.serverName()} (${guild})`);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || !ELSEWHERE.has(thrown.code)) throw thrown;
      const { applicationId } = await discord.account();
      const link = await inviteFor(patient.config, applicationId, guild);
      return failed("discord.permission", `the bot is not in ${guild}`, `Invite it: ${link}`);
    }
  },
};
