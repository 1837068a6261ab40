import type { Form } from "../rest/form.ts";
import type { AutomodAction, AutomodRule } from "./model.ts";

export const TRIGGER = {
  KEYWORD: 1,
  SPAM: 3,
  KEYWORD_PRESET: 4,
  MENTION_SPAM: 5,
  MEMBER_PROFILE: 6,
} as const;
const ACTION = { BLOCK: 1, ALERT: 2, TIMEOUT: 3, BLOCK_INTERACTION: 4 } as const;
const EVENT = { MESSAGE_SEND: 1, MEMBER_UPDATE: 2 } as const;
/** Four weeks. */
const LONGEST_TIMEOUT = 2_419_200;

/** Reads a rule; what it does not say is `base`'s, or Discord's default for a new one. */
export function readAutomodRule(form: Form, base: AutomodRule, isNew: boolean): AutomodRule {
  const trigger =
    form.choice("trigger_type", Object.values(TRIGGER), { required: isNew }) ?? base.triggerType;
  if (!isNew && trigger !== base.triggerType) {
    form.fault("trigger_type", "AUTO_MODERATION_TRIGGER_TYPE_IMMUTABLE", "Trigger type cannot be changed");
  }
  const metadata = form.form("trigger_metadata");
  const rule: AutomodRule = {
    ...base,
    name: form.string("name", { min: 1, max: 100, required: isNew }) ?? base.name,
    eventType: form.choice("event_type", Object.values(EVENT), { required: isNew }) ?? base.eventType,
    triggerType: trigger,
    enabled: form.boolean("enabled") ?? base.enabled,
    metadata: isNew || metadata !== undefined ? readMetadata(metadata ?? null, trigger) : base.metadata,
    actions: form.forms("actions", { min: 1, max: 5, required: isNew })?.map(readAction) ?? base.actions,
    exemptRoles: form.strings("exempt_roles", { max: 20 }) ?? base.exemptRoles,
    exemptChannels: form.strings("exempt_channels", { max: 50 }) ?? base.exemptChannels,
  };
  requireFitting(form, rule);
  form.done();
  return rule;
}

function readMetadata(form: Form | null, trigger: number): AutomodRule["metadata"] {
  const words = (key: string, max: number) => form?.strings(key, { max }) ?? [];
  switch (trigger) {
    case TRIGGER.KEYWORD:
    case TRIGGER.MEMBER_PROFILE:
      return {
        keyword_filter: words("keyword_filter", 1000),
        regex_patterns: words("regex_patterns", 10),
        allow_list: words("allow_list", 100),
      };
    case TRIGGER.KEYWORD_PRESET:
      return { presets: form?.integers("presets") ?? [], allow_list: words("allow_list", 1000) };
    case TRIGGER.MENTION_SPAM:
      return {
        mention_total_limit: form?.integer("mention_total_limit", { min: 0, max: 50 }) ?? 0,
        mention_raid_protection_enabled: form?.boolean("mention_raid_protection_enabled") ?? false,
      };
    default:
      return {};
  }
}

function readAction(form: Form): AutomodAction {
  const type = form.choice("type", Object.values(ACTION), { required: true }) ?? 0;
  const metadata = form.form("metadata");
  switch (type) {
    case ACTION.BLOCK: {
      const message = metadata?.string("custom_message", { max: 150 }) ?? null;
      return { type, metadata: message === null ? {} : { custom_message: message } };
    }
    case ACTION.ALERT:
      return { type, metadata: { channel_id: metadata?.snowflake("channel_id", { required: true }) } };
    case ACTION.TIMEOUT: {
      const range = { min: 0, max: LONGEST_TIMEOUT, required: true };
      return { type, metadata: { duration_seconds: metadata?.integer("duration_seconds", range) } };
    }
    default:
      return { type, metadata: {} };
  }
}

/** Not every trigger goes with every event and action (documented). */
function requireFitting(form: Form, { triggerType, eventType, actions }: AutomodRule): void {
  const ofProfiles = triggerType === TRIGGER.MEMBER_PROFILE;
  if (ofProfiles !== (eventType === EVENT.MEMBER_UPDATE)) {
    form.fault("event_type", "AUTO_MODERATION_INVALID_EVENT_TYPE", "Event type does not fit the trigger");
  }
  const mayTimeOut = triggerType === TRIGGER.KEYWORD || triggerType === TRIGGER.MENTION_SPAM;
  if (!mayTimeOut && actions.some(({ type }) => type === ACTION.TIMEOUT)) {
    form.fault("actions", "AUTO_MODERATION_INVALID_ACTION", "Timeout does not fit the trigger");
  }
  if (!ofProfiles && actions.some(({ type }) => type === ACTION.BLOCK_INTERACTION)) {
    form.fault("actions", "AUTO_MODERATION_INVALID_ACTION", "Blocking members does not fit the trigger");
  }
}
