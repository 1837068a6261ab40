import { refusal } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { requireGuildPermission } from "./guards.ts";
import type { Onboarding, OnboardingOption, OnboardingPrompt } from "./model.ts";
import { PERMISSION } from "./permission-bits.ts";
import { channelPermissions, has } from "./permissions.ts";
import type { World } from "../world.ts";

const LEAST_DEFAULT_CHANNELS = 7;
const LEAST_OPEN_CHANNELS = 5;

/** Replaces the whole onboarding. A prompt or option whose id is not known yet gets one of its own. */
export function putOnboarding(world: World, form: Form): Onboarding {
  requireGuildPermission(world, PERMISSION.MANAGE_GUILD);
  requireGuildPermission(world, PERMISSION.MANAGE_ROLES);
  const base = world.onboarding;
  const prompts = form.forms("prompts", { max: 15 })?.map((prompt) => readPrompt(world, prompt));
  const onboarding: Onboarding = {
    enabled: form.boolean("enabled") ?? base.enabled,
    mode: form.choice("mode", [0, 1]) ?? base.mode,
    defaultChannelIds: form.strings("default_channel_ids", { max: 500 }) ?? base.defaultChannelIds,
    prompts: prompts ?? base.prompts,
  };
  form.done();
  const channels = onboarding.defaultChannelIds;
  if (channels.some((id) => !world.channels.has(id))) throw refusal("unknownChannel");
  if (onboarding.enabled) {
    if (channels.length < LEAST_DEFAULT_CHANNELS) throw refusal("onboardingChannels");
    const open = channels.filter((id) => everyoneMaySend(world, id));
    if (open.length < LEAST_OPEN_CHANNELS) throw refusal("onboardingOpenChannels");
  }
  world.onboarding = onboarding;
  world.context.changed("discord");
  return onboarding;
}

function everyoneMaySend(world: World, channelId: string): boolean {
  const channel = world.channels.get(channelId);
  if (channel?.kind !== "guild") return false;
  const anybody = { userId: "0", roles: [], joinedAt: 0 };
  const needed = PERMISSION.VIEW_CHANNEL | PERMISSION.SEND_MESSAGES;
  return has(channelPermissions(world, anybody, channel), needed);
}

function readPrompt(world: World, form: Form): OnboardingPrompt {
  const sent = form.snowflake("id", { required: true });
  const known = world.onboarding.prompts.find(({ id }) => id === sent);
  const options = form.forms("options", { min: 1, max: 50, required: true }) ?? [];
  return {
    id: known?.id ?? world.nextId(),
    type: form.choice("type", [0, 1]) ?? 0,
    title: form.string("title", { min: 1, max: 100, required: true }) ?? "",
    singleSelect: form.boolean("single_select") ?? false,
    required: form.boolean("required") ?? false,
    inOnboarding: form.boolean("in_onboarding") ?? false,
    options: options.map((option) => readOption(world, option, known)),
  };
}

function readOption(world: World, form: Form, prompt: OnboardingPrompt | undefined): OnboardingOption {
  const sent = form.snowflake("id");
  const known = prompt?.options.find(({ id }) => id === sent);
  return {
    id: known?.id ?? world.nextId(),
    title: form.string("title", { min: 1, max: 50, required: true }) ?? "",
    description: form.string("description", { max: 100 }) ?? null,
    emojiId: form.snowflake("emoji_id") ?? null,
    emojiName: form.string("emoji_name", { max: 100 }) ?? null,
    roleIds: form.strings("role_ids", { max: 50 }) ?? [],
    channelIds: form.strings("channel_ids", { max: 50 }) ?? [],
  };
}
