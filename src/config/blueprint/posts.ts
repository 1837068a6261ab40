import type { Resource } from "../../domain/blueprint.ts";
import type { Config } from "../config.ts";
import { managed, refTo } from "./resource.ts";

/** What stands in channels beside what members write: panels, webhooks, followed channels. */
export function postResources(config: Config): readonly Resource[] {
  const { channels, panels, webhooks, following } = config.settings.discord;
  return [
    ...Object.entries(panels).map(([key, { channel, text, button }]) =>
      managed(config, "discord.panel", key, ["discord", "panels", key], {
        channel: refTo("discord.channel", channel),
        // Where a panel is looked for whose id is not known.
        channelName: channels[channel]?.name ?? channel,
        text,
        button,
      }),
    ),
    ...Object.entries(webhooks).map(([key, { channel, name }]) =>
      managed(config, "discord.webhook", key, ["discord", "webhooks", key], {
        name: name ?? key,
        channel: refTo("discord.channel", channel),
      }),
    ),
    ...Object.entries(following).map(([key, { channel, source }]) =>
      managed(config, "discord.follow", key, ["discord", "following", key], {
        source: /^\d/u.test(source) ? source : refTo("discord.channel", source),
        channel: refTo("discord.channel", channel),
      }),
    ),
  ];
}
