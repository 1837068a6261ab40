import { type Check, skipped, verdictOf } from "../check.ts";

export const roleOrder: Check = {
  id: "role-order",
  title: "Role order",
  wanted: "the bot's role above every role of the config",
  async look(patient) {
    const entries = (await patient.identities())?.entries ?? [];
    const roles = entries.filter(({ kind }) => kind === "discord.role");
    if (roles.length === 0) return skipped("no role has been deployed yet");
    const problems = await (await patient.discord()).outOfReach(roles.map(({ id }) => id));
    return verdictOf(problems, `above all ${roles.length}`);
  },
};
