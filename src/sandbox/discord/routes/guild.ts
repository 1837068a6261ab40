import { auditEntries } from "../guild/audit-log.ts";
import { refusal } from "../rest/errors.ts";
import { requireGuild, requireGuildPermission } from "../guild/guards.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { type Call, ok, type Route } from "../rest/rest.ts";
import { guildToWire } from "../wire/guild.ts";
import { memberToWire } from "../wire/member.ts";
import { userToWire } from "../wire/user.ts";
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
    { method: "GET", path: "/guilds/:guild_id/audit-logs", answer: (call) => ok(auditLog(world, call)) },
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

function auditLog(world: World, call: Call): object {
  requireGuild(world, call.param("guild_id"));
  requireGuildPermission(world, PERMISSION.VIEW_AUDIT_LOG);
  const { action_type: action, before, limit = "50" } = call.query;
  const entries = auditEntries(world, {
    limit: Math.min(100, Number(limit) || 50),
    ...(action === undefined ? {} : { action: Number(action) }),
    ...(before === undefined ? {} : { before }),
  });
  const users = new Set(entries.map(({ userId }) => userId));
  return {
    audit_log_entries: entries.map(({ id, action, userId, targetId, reason }) => ({
      id,
      action_type: action,
      user_id: userId,
      target_id: targetId,
      ...(reason === null ? {} : { reason }),
    })),
    users: [...users].flatMap((id) => world.users.get(id) ?? []).map(userToWire),
    application_commands: [],
    auto_moderation_rules: [],
    guild_scheduled_events: [],
    integrations: [],
    threads: [],
    webhooks: [],
  };
}
