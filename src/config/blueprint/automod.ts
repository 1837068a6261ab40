import type { Resource } from "../../domain/blueprint.ts";
import type { Config } from "../config.ts";
import { managed, refTo } from "./resource.ts";

export function automodResources(config: Config): readonly Resource[] {
  return Object.entries(config.settings.discord.automod).map(([key, rule]) => {
    const { name, trigger, enabled, block, message, alert, exemptRoles, exemptChannels } = rule;
    const { keywords, patterns, allowed, presets, mentionLimit, raidProtection, timeout } = rule;
    const ofProfile = trigger === "profile";
    return managed(config, "discord.automod", key, ["discord", "automod", key], {
      name: name ?? key,
      trigger,
      enabled,
      keywords,
      patterns,
      allowed,
      presets,
      mentionLimit,
      raidProtection,
      timeout,
      // What is in a profile cannot be kept out of a channel; its member can be kept from everything.
      block: block && !ofProfile ? { message } : null,
      quarantine: block && ofProfile,
      alert: alert === null ? null : refTo("discord.channel", alert),
      exemptRoles: exemptRoles.map((role) => refTo("discord.role", role)),
      exemptChannels: exemptChannels.map((channel) => refTo("discord.channel", channel)),
    });
  });
}
