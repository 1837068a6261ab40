import { Routes, type APIAutoModerationRule } from "discord-api-types/v10";

import type { Found, ResolvedFields, Target } from "../../provision/ports.ts";
import { canonicalRule, foundRuleFields, ruleBody } from "./automod-fields.ts";
import { createdAt, type Server } from "./server.ts";
import { textOf } from "./text-of.ts";

/** Discord's own rules about what members may write. */
export function automodTarget(server: Server): Target {
  const list = Routes.guildAutoModerationRules(server.guildId);
  const one = (id: string) => Routes.guildAutoModerationRule(server.guildId, id);
  return {
    kind: "discord.automod",
    noun: "AutoMod rule",
    rewritten: [],
    guarded: [],
    isFixed: (field) => field === "trigger",
    async read() {
      const rules = await server.automod();
      return {
        found: rules.map(foundRule),
        wanted: ({ spec }) => ({ fields: canonicalRule(spec), name: textOf(spec, "name"), notes: [] }),
      };
    },
    alike: (found, wanted) => found["name"] === wanted["name"] && found["trigger"] === wanted["trigger"],
    owns: () => false,
    create: async ({ fields }) =>
      foundRule(await server.write("post", list, ruleBody(fields), `creating the ${named(fields)}`)),
    async update({ id, fields }) {
      // What a rule is triggered by stays what it is, and Discord does not take it in a change.
      const { trigger_type: _, ...body } = ruleBody(fields);
      return foundRule(await server.write("patch", one(id), body, `changing the ${named(fields)}`));
    },
    async remove({ id, name }) {
      await server.write("delete", one(id), undefined, `deleting the AutoMod rule "${name}"`);
    },
  };
}

const named = (fields: ResolvedFields): string => `AutoMod rule "${textOf(fields, "name")}"`;

function foundRule(rule: APIAutoModerationRule): Found {
  return { id: rule.id, name: rule.name, createdAt: createdAt(rule.id), fields: foundRuleFields(rule) };
}
