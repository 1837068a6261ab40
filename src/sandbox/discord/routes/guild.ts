import { refusal } from "../errors.ts";
import { requireGuild } from "../guards.ts";
import { ok, type Route } from "../rest.ts";
import { guildToWire } from "../wire/guild.ts";
import { memberToWire } from "../wire/member.ts";
import type { World } from "../world.ts";

/** The server and its members. Bots cannot create servers: that endpoint is gone from Discord. */
export function guildRoutes(world: World): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/guilds",
      answer() {
        throw refusal("notFound");
      },
    },
    {
      method: "GET",
      path: "/guilds/:guild_id",
      answer(call) {
        requireGuild(world, call.param("guild_id"));
        const count = world.members.size;
        const counts = { approximate_member_count: count, approximate_presence_count: count };
        return ok({ ...guildToWire(world), ...(call.query["with_counts"] === "true" ? counts : {}) });
      },
    },
    {
      method: "GET",
      path: "/guilds/:guild_id/members/:user_id",
      answer(call) {
        requireGuild(world, call.param("guild_id"));
        const member = world.members.get(call.param("user_id"));
        if (member !== undefined) return ok(memberToWire(world, member));
        throw refusal(world.users.has(call.param("user_id")) ? "unknownMember" : "unknownUser");
      },
    },
  ];
}
