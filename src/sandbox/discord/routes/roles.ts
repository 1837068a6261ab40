import { AUDIT } from "../guild/audit-log.ts";
import { refusal } from "../rest/errors.ts";
import { readForm, readForms } from "../rest/form.ts";
import { requireGuild } from "../guild/guards.ts";
import { type Call, noContent, ok, type Route } from "../rest/rest.ts";
import { createRole, deleteRole, modifyRole, moveRoles } from "../guild/roles.ts";
import { roleToWire } from "../wire/role.ts";
import type { World } from "../world.ts";

export function roleRoutes(world: World): readonly Route[] {
  const inGuild = <Answer>(answer: (call: Call) => Answer) => {
    return (call: Call) => {
      requireGuild(world, call.param("guild_id"));
      return answer(call);
    };
  };
  const listRoles = () => ok([...world.roles.values()].map(roleToWire));
  return [
    { method: "GET", path: "/guilds/:guild_id/roles", answer: inGuild(listRoles) },
    {
      method: "POST",
      path: "/guilds/:guild_id/roles",
      audited: { action: AUDIT.ROLE_CREATE },
      answer: inGuild((call) => ok(roleToWire(createRole(world, readForm(call.body))))),
    },
    {
      method: "PATCH",
      path: "/guilds/:guild_id/roles",
      audited: { action: AUDIT.ROLE_UPDATE, target: "guild_id" },
      answer: inGuild((call) => {
        moveRoles(world, readForms(call.body));
        return listRoles();
      }),
    },
    {
      method: "GET",
      path: "/guilds/:guild_id/roles/:role_id",
      answer: inGuild((call) => {
        const role = world.roles.get(call.param("role_id"));
        if (role === undefined) throw refusal("unknownRole");
        return ok(roleToWire(role));
      }),
    },
    {
      method: "PATCH",
      path: "/guilds/:guild_id/roles/:role_id",
      audited: { action: AUDIT.ROLE_UPDATE, target: "role_id" },
      answer: inGuild((call) =>
        ok(roleToWire(modifyRole(world, call.param("role_id"), readForm(call.body)))),
      ),
    },
    {
      method: "DELETE",
      path: "/guilds/:guild_id/roles/:role_id",
      audited: { action: AUDIT.ROLE_DELETE, target: "role_id" },
      answer: inGuild((call) => {
        deleteRole(world, call.param("role_id"));
        return noContent;
      }),
    },
  ];
}
