import { type Check, verdictOf } from "../check.ts";

export const permissions: Check = {
  id: "permissions",
  title: "Permissions",
  wanted: "every right that a deploy of the whole config needs",
  async look(patient) {
    const lacking = await (await patient.discord()).lacking(patient.blueprint().resources);
    return verdictOf(lacking, "the bot has them all");
  },
};
