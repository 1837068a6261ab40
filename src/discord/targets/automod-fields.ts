import {
  AutoModerationActionType,
  AutoModerationRuleEventType,
  AutoModerationRuleTriggerType,
  type APIAutoModerationRule,
} from "discord-api-types/v10";

import type { Spec } from "../../domain/blueprint.ts";
import type { Fields, ResolvedFields } from "../../provision/ports.ts";
import { foundSet, idsOf, setOf } from "./targeted.ts";

const TRIGGERS = {
  keywords: AutoModerationRuleTriggerType.Keyword,
  spam: AutoModerationRuleTriggerType.Spam,
  presets: AutoModerationRuleTriggerType.KeywordPreset,
  mentions: AutoModerationRuleTriggerType.MentionSpam,
  profile: AutoModerationRuleTriggerType.MemberProfile,
} as const;

export type Trigger = keyof typeof TRIGGERS;

/** Discord's ready-made lists, by its numbers from 1. */
const PRESETS = ["", "profanity", "sexual-content", "slurs"] as const;

/** Which details a trigger has; sending another one is refused. */
const DETAILS: Readonly<Record<Trigger, readonly string[]>> = {
  keywords: ["keywords", "patterns", "allowed"],
  profile: ["keywords", "patterns", "allowed"],
  spam: [],
  presets: ["presets", "allowed"],
  mentions: ["mentionLimit", "raidProtection"],
};

const ALWAYS = [
  "name",
  "trigger",
  "enabled",
  "block",
  "alert",
  "timeout",
  "quarantine",
  "exemptRoles",
  "exemptChannels",
];

function ofTrigger(trigger: Trigger, fields: Fields): Fields {
  const known = new Set([...ALWAYS, ...DETAILS[trigger]]);
  return Object.fromEntries(Object.entries(fields).filter(([field]) => known.has(field)));
}

/** The words of the kind in docs/words.md, in an order of their own where order means nothing. */
export function canonicalRule(spec: { readonly [field: string]: Spec }): Fields {
  const words = (field: string) => ((spec[field] ?? []) as readonly string[]).toSorted();
  return ofTrigger(spec["trigger"] as Trigger, {
    ...spec,
    keywords: words("keywords"),
    patterns: words("patterns"),
    allowed: words("allowed"),
    presets: words("presets"),
    exemptRoles: setOf(spec["exemptRoles"]),
    exemptChannels: setOf(spec["exemptChannels"]),
  });
}

/** Our word for what a rule is triggered by. */
export function triggerOf(rule: APIAutoModerationRule): Trigger {
  const [trigger] = Object.entries(TRIGGERS).find(([, type]) => type === rule.trigger_type) ?? ["keywords"];
  return trigger as Trigger;
}

export function foundRuleFields(rule: APIAutoModerationRule): Fields {
  const { trigger_metadata: details, actions } = rule;
  const trigger = triggerOf(rule);
  const action = (type: AutoModerationActionType) => actions.find((one) => one.type === type);
  const block = action(AutoModerationActionType.BlockMessage);
  const alert = action(AutoModerationActionType.SendAlertMessage)?.metadata?.channel_id;
  return ofTrigger(trigger, {
    name: rule.name,
    trigger,
    enabled: rule.enabled,
    keywords: (details.keyword_filter ?? []).toSorted(),
    patterns: (details.regex_patterns ?? []).toSorted(),
    allowed: (details.allow_list ?? []).toSorted(),
    presets: (details.presets ?? []).map((preset) => PRESETS[preset] ?? String(preset)).toSorted(),
    mentionLimit: details.mention_total_limit ?? 0,
    raidProtection: details.mention_raid_protection_enabled ?? false,
    block: block === undefined ? null : { message: block.metadata?.custom_message ?? null },
    alert: alert === undefined ? null : { remote: { kind: "discord.channel", id: alert } },
    timeout: action(AutoModerationActionType.Timeout)?.metadata?.duration_seconds ?? null,
    quarantine: action(AutoModerationActionType.BlockMemberInteraction) !== undefined,
    exemptRoles: foundSet("discord.role", rule.exempt_roles),
    exemptChannels: foundSet("discord.channel", rule.exempt_channels),
  });
}

/** The whole rule as Discord takes it; unset lists must be sent, or old ones would stay. */
export function ruleBody(fields: ResolvedFields): Record<string, unknown> {
  const trigger = fields["trigger"] as Trigger;
  const ofProfile = trigger === "profile";
  return {
    name: fields["name"],
    enabled: fields["enabled"],
    event_type: ofProfile
      ? AutoModerationRuleEventType.MemberUpdate
      : AutoModerationRuleEventType.MessageSend,
    trigger_type: TRIGGERS[trigger],
    trigger_metadata: metadataOf(trigger, fields),
    actions: actionsOf(fields),
    exempt_roles: idsOf(fields["exemptRoles"]),
    exempt_channels: idsOf(fields["exemptChannels"]),
  };
}

function metadataOf(trigger: Trigger, fields: ResolvedFields): Record<string, unknown> {
  const presets = (fields["presets"] ?? []) as readonly string[];
  const all: Readonly<Record<string, readonly [string, unknown]>> = {
    keywords: ["keyword_filter", fields["keywords"]],
    patterns: ["regex_patterns", fields["patterns"]],
    allowed: ["allow_list", fields["allowed"]],
    presets: ["presets", presets.map((name) => PRESETS.findIndex((known) => known === name))],
    mentionLimit: ["mention_total_limit", fields["mentionLimit"]],
    raidProtection: ["mention_raid_protection_enabled", fields["raidProtection"]],
  };
  return Object.fromEntries(DETAILS[trigger].flatMap((field) => [all[field] ?? ["", null]]));
}

function actionsOf({ block, alert, timeout, quarantine }: ResolvedFields): readonly object[] {
  const message = (block as { readonly message: string | null } | null)?.message ?? null;
  return [
    ...(block === null
      ? []
      : [
          {
            type: AutoModerationActionType.BlockMessage,
            metadata: message === null ? {} : { custom_message: message },
          },
        ]),
    ...(alert === null
      ? []
      : [{ type: AutoModerationActionType.SendAlertMessage, metadata: { channel_id: alert } }]),
    ...(timeout === null
      ? []
      : [{ type: AutoModerationActionType.Timeout, metadata: { duration_seconds: timeout } }]),
    ...(quarantine === true ? [{ type: AutoModerationActionType.BlockMemberInteraction, metadata: {} }] : []),
  ];
}
