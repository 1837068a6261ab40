import { AUDIT } from "../guild/audit-log.ts";
import { readForm } from "../rest/form.ts";
import { requireGuild } from "../guild/guards.ts";
import type { Onboarding, OnboardingOption, WelcomeScreen } from "../guild/model.ts";
import { putOnboarding } from "../guild/onboarding.ts";
import { type Call, ok, type Route } from "../rest/rest.ts";
import { modifyWelcomeScreen, welcomeScreen } from "../guild/welcome-screen.ts";
import type { World } from "../world.ts";

/** What people see when they join: the welcome screen and the onboarding. */
export function newcomerRoutes(world: World): readonly Route[] {
  const welcome = "/guilds/:guild_id/welcome-screen";
  const onboarding = "/guilds/:guild_id/onboarding";
  const inGuild = <Answer>(answer: (call: Call) => Answer) => {
    return (call: Call) => {
      requireGuild(world, call.param("guild_id"));
      return answer(call);
    };
  };
  return [
    { method: "GET", path: welcome, answer: inGuild(() => ok(screenToWire(welcomeScreen(world)))) },
    {
      method: "PATCH",
      path: welcome,
      // The docs name no entry of its own for it (assumed).
      audited: { action: AUDIT.GUILD_UPDATE, target: "guild_id" },
      answer: inGuild((call) => ok(screenToWire(modifyWelcomeScreen(world, readForm(call.body))))),
    },
    { method: "GET", path: onboarding, answer: inGuild(() => ok(onboardingToWire(world, world.onboarding))) },
    {
      method: "PUT",
      path: onboarding,
      audited: { action: AUDIT.ONBOARDING_UPDATE, target: "guild_id" },
      answer: inGuild((call) => ok(onboardingToWire(world, putOnboarding(world, readForm(call.body))))),
    },
  ];
}

function screenToWire({ description, channels }: WelcomeScreen): object {
  return {
    description,
    welcome_channels: channels.map((channel) => ({
      channel_id: channel.channelId,
      description: channel.description,
      emoji_id: channel.emojiId,
      emoji_name: channel.emojiName,
    })),
  };
}

function onboardingToWire(world: World, { enabled, mode, defaultChannelIds, prompts }: Onboarding): object {
  return {
    guild_id: world.guild.id,
    enabled,
    mode,
    default_channel_ids: defaultChannelIds,
    prompts: prompts.map((prompt) => ({
      id: prompt.id,
      type: prompt.type,
      title: prompt.title,
      single_select: prompt.singleSelect,
      required: prompt.required,
      in_onboarding: prompt.inOnboarding,
      options: prompt.options.map(optionToWire),
    })),
  };
}

function optionToWire(option: OnboardingOption): object {
  return {
    id: option.id,
    title: option.title,
    description: option.description ?? "",
    emoji: { id: option.emojiId, name: option.emojiName, animated: false },
    role_ids: option.roleIds,
    channel_ids: option.channelIds,
  };
}
