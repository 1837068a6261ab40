import type { Resource } from "../../domain/blueprint.ts";
import type { Config } from "../config.ts";
import { managed, refTo } from "./resource.ts";

/** There is one of each on a server. */
const key = "server";

const channelOf = (channel: string) => refTo("discord.channel", channel);
const roleOf = (role: string) => refTo("discord.role", role);

export function newcomerResources(config: Config): readonly Resource[] {
  return [...welcomeResources(config), ...onboardingResources(config)];
}

function welcomeResources(config: Config): readonly Resource[] {
  const { welcomeScreen } = config.settings.discord;
  if (welcomeScreen === undefined) return [];
  return [
    managed(config, "discord.welcome-screen", key, ["discord", "welcomeScreen"], {
      enabled: welcomeScreen.enabled,
      description: welcomeScreen.description,
      channels: welcomeScreen.channels.map(({ channel, description, emoji }) => ({
        channel: channelOf(channel),
        description,
        emoji,
      })),
    }),
  ];
}

function onboardingResources(config: Config): readonly Resource[] {
  const { onboarding } = config.settings.discord;
  if (onboarding === undefined) return [];
  return [
    managed(config, "discord.onboarding", key, ["discord", "onboarding"], {
      enabled: onboarding.enabled,
      mode: onboarding.mode,
      defaultChannels: onboarding.defaultChannels.map(channelOf),
      prompts: onboarding.prompts.map(({ title, options, ...prompt }) => ({
        name: title,
        ...prompt,
        options: options.map(({ title: name, roles, channels, ...option }) => ({
          name,
          ...option,
          roles: roles.map(roleOf),
          channels: channels.map(channelOf),
        })),
      })),
    }),
  ];
}
