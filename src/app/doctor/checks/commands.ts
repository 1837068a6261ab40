import { type Check, ok, warning } from "../check.ts";

export const commands: Check = {
  id: "commands",
  title: "Commands",
  wanted: "each command registered once: for everywhere or for the server",
  async look(patient) {
    const doubled = await (await patient.discord()).doubledCommands();
    if (doubled.length === 0) return ok("none is registered twice");
    const names = doubled.join(", ");
    return warning(
      `registered for everywhere and for the server, so that members see them twice: ${names}`,
      "Give the command one scope in the config, and remove the other one in Discord.",
    );
  },
};
