import { command } from "../../../discord/targets/server.ts";
import type { Unopened } from "../row.ts";

const alike = { needs: [], owned: true, leaves: "nothing" } as const;

export const commandRows: readonly Unopened[] = [
  {
    ...alike,
    title: "discord.command (slash)",
    resource: command("bug"),
    changes: {
      description: "Tell us what broke",
      contexts: ["server"],
      defaultPermissions: ["ManageMessages"],
      options: [{ name: "area", type: "string", description: "Where", required: true, choices: ["a", "b"] }],
      nameLocalizations: { de: "fehler" },
      descriptionLocalizations: { de: "Was kaputt ist" },
    },
    fixed: { type: "message", scope: "guild" },
    rename: "defect",
    drift: "description",
  },
  {
    ...alike,
    title: "discord.command (of the server)",
    resource: command("bug", { scope: "guild", contexts: ["server"] }),
    changes: { description: "Tell us what broke" },
    fixed: { scope: "global" },
    rename: "defect",
    drift: "description",
  },
  {
    ...alike,
    title: "discord.command (of a member)",
    resource: command("Report", { type: "user", description: "" }),
    changes: { contexts: ["server"], nameLocalizations: { de: "Melden" } },
    rename: "Tell on",
    drift: "nameLocalizations",
  },
  {
    ...alike,
    title: "discord.command (of a message)",
    resource: command("Report", { type: "message", description: "" }),
    changes: { defaultPermissions: ["ManageMessages"] },
    rename: "Tell on",
    drift: "defaultPermissions",
  },
];
