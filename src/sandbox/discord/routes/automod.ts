import { AUDIT } from "../guild/audit-log.ts";
import {
  createAutomodRule,
  deleteAutomodRule,
  findAutomodRule,
  modifyAutomodRule,
} from "../guild/automod.ts";
import { readForm } from "../rest/form.ts";
import { requireGuild, requireGuildPermission } from "../guild/guards.ts";
import type { AutomodRule } from "../guild/model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { type Call, noContent, ok, type Route } from "../rest/rest.ts";
import type { World } from "../world.ts";

export function automodRoutes(world: World): readonly Route[] {
  const all = "/guilds/:guild_id/auto-moderation/rules";
  const one = `${all}/:rule_id`;
  const inGuild = <Answer>(answer: (call: Call) => Answer) => {
    return (call: Call) => {
      requireGuild(world, call.param("guild_id"));
      return answer(call);
    };
  };
  const show = (rule: AutomodRule) => ok(ruleToWire(world, rule));
  return [
    {
      method: "GET",
      path: all,
      answer: inGuild(() => {
        requireGuildPermission(world, PERMISSION.MANAGE_GUILD);
        return ok([...world.automod.values()].map((rule) => ruleToWire(world, rule)));
      }),
    },
    {
      method: "POST",
      path: all,
      audited: { action: AUDIT.AUTO_MODERATION_RULE_CREATE },
      answer: inGuild((call) => show(createAutomodRule(world, readForm(call.body)))),
    },
    {
      method: "GET",
      path: one,
      answer: inGuild((call) => show(findAutomodRule(world, call.param("rule_id")))),
    },
    {
      method: "PATCH",
      path: one,
      audited: { action: AUDIT.AUTO_MODERATION_RULE_UPDATE, target: "rule_id" },
      answer: inGuild((call) => show(modifyAutomodRule(world, call.param("rule_id"), readForm(call.body)))),
    },
    {
      method: "DELETE",
      path: one,
      audited: { action: AUDIT.AUTO_MODERATION_RULE_DELETE, target: "rule_id" },
      answer: inGuild((call) => {
        deleteAutomodRule(world, call.param("rule_id"));
        return noContent;
      }),
    },
  ];
}

function ruleToWire(world: World, rule: AutomodRule): object {
  return {
    id: rule.id,
    guild_id: world.guild.id,
    creator_id: rule.creatorId,
    name: rule.name,
    event_type: rule.eventType,
    trigger_type: rule.triggerType,
    trigger_metadata: rule.metadata,
    actions: rule.actions,
    enabled: rule.enabled,
    exempt_roles: rule.exemptRoles,
    exempt_channels: rule.exemptChannels,
  };
}
