import { readAutomodRule, TRIGGER } from "./automod-form.ts";
import { DiscordError, refusal } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { requireGuildPermission } from "./guards.ts";
import type { GuildChannel } from "../channels/model.ts";
import type { AutomodRule, Member } from "./model.ts";
import { PERMISSION } from "./permission-bits.ts";
import type { World } from "../world.ts";

/** How many rules of each trigger a server may have. */
const MOST: Readonly<Record<number, number>> = { [TRIGGER.KEYWORD]: 6 };
const BLOCK = 1;

export function createAutomodRule(world: World, form: Form): AutomodRule {
  requireGuildPermission(world, PERMISSION.MANAGE_GUILD);
  const rule = readAutomodRule(form, blankRule(world), true);
  const alike = [...world.automod.values()].filter(({ triggerType }) => triggerType === rule.triggerType);
  if (alike.length >= (MOST[rule.triggerType] ?? 1)) {
    throw new DiscordError(400, 30_038, "Maximum number of auto moderation rules of this type reached");
  }
  return put(world, rule);
}

export function modifyAutomodRule(world: World, id: string, form: Form): AutomodRule {
  return put(world, readAutomodRule(form, findAutomodRule(world, id), false));
}

export function deleteAutomodRule(world: World, id: string): void {
  findAutomodRule(world, id);
  world.automod.delete(id);
  world.context.changed("discord");
}

export function findAutomodRule(world: World, id: string): AutomodRule {
  requireGuildPermission(world, PERMISSION.MANAGE_GUILD);
  const rule = world.automod.get(id);
  if (rule === undefined) throw refusal("unknownAutomodRule");
  return rule;
}

/** The rule that keeps a member's words out of a channel. Of the triggers only keywords are imitated. */
export function blockingRule(
  world: World,
  member: Member,
  channel: GuildChannel,
  content: string,
): AutomodRule | undefined {
  return [...world.automod.values()].find(
    (rule) =>
      rule.enabled &&
      rule.triggerType === TRIGGER.KEYWORD &&
      rule.actions.some(({ type }) => type === BLOCK) &&
      !rule.exemptChannels.includes(channel.id) &&
      !rule.exemptRoles.some((role) => member.roles.includes(role)) &&
      (rule.metadata["keyword_filter"] as readonly string[]).some((keyword) => isIn(content, keyword)),
  );
}

/** A whole word, whatever its case; `*` at an end lets the word go on there. */
function isIn(content: string, keyword: string): boolean {
  const [, before, word = "", after] = /^(\*?)(.*?)(\*?)$/u.exec(keyword) ?? [];
  const plain = word.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const start = before === "*" ? "" : String.raw`(?<![\p{L}\p{N}])`;
  const end = after === "*" ? "" : String.raw`(?![\p{L}\p{N}])`;
  return new RegExp(`${start}${plain}${end}`, "iu").test(content);
}

function blankRule(world: World): AutomodRule {
  return {
    id: world.nextId(),
    name: "",
    creatorId: world.identity.botId,
    eventType: 1,
    triggerType: TRIGGER.KEYWORD,
    enabled: false,
    metadata: {},
    actions: [],
    exemptRoles: [],
    exemptChannels: [],
  };
}

function put(world: World, rule: AutomodRule): AutomodRule {
  world.automod.set(rule.id, rule);
  world.context.changed("discord");
  return rule;
}
