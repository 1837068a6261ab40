import { role } from "../../../discord/targets/server.ts";
import { resource } from "../../../provision/shelf.ts";
import type { Unopened } from "../row.ts";

export const roleRows: readonly Unopened[] = [
  {
    title: "discord.role",
    needs: [],
    resource: role("moderator", 0, { emoji: null }),
    changes: {
      permissions: ["ManageMessages"],
      color: "#5865f2",
      hoist: true,
      mentionable: true,
      emoji: "⭐",
    },
    rename: "Moderators",
    drift: "color",
    owned: false,
    leaves: "nothing",
  },
  {
    title: "discord.everyone",
    needs: [],
    resource: resource("discord.everyone", "everyone", { permissions: ["ViewChannel", "SendMessages"] }),
    changes: { permissions: ["ViewChannel"] },
    drift: "permissions",
    owned: true,
    leaves: "everything",
  },
];
