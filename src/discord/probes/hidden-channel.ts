import {
  ChannelType,
  OverwriteType,
  Routes,
  type APIApplication,
  type APIChannel,
} from "discord-api-types/v10";

import type { TakeBack } from "../../domain/probe.ts";
import { discordFailure } from "../rest/failures.ts";
import { bitsOf } from "../targets/permission-names.ts";
import type { DiscordProbeOptions } from "./options.ts";

/** A text channel that only the bot sees, gone when the probe is over. `name` unless another one is given. */
export async function openHiddenChannel(
  { rest, guildId, name: usual }: DiscordProbeOptions,
  takeBack: TakeBack,
  name = usual,
): Promise<{ readonly id: string; readonly name: string }> {
  const channel = await call("making a channel that only the bot sees", async () => {
    const { id, bot } = (await rest.get(Routes.currentApplication())) as APIApplication;
    const body = {
      name,
      type: ChannelType.GuildText,
      permission_overwrites: [
        { id: guildId, type: OverwriteType.Role, allow: "0", deny: bitsOf(["ViewChannel"]) },
        {
          id: bot?.id ?? id,
          type: OverwriteType.Member,
          allow: bitsOf(["ViewChannel", "SendMessages", "ReadMessageHistory"]),
          deny: "0",
        },
      ],
    };
    const reason = "flexcord doctor --live";
    return (await rest.post(Routes.guildChannels(guildId), { body, reason })) as APIChannel;
  });
  takeBack(`channel ${name} (${channel.id})`, () =>
    call("removing the channel", () => rest.delete(Routes.channel(channel.id))),
  );
  return { id: channel.id, name: "name" in channel ? (channel.name ?? "") : "" };
}

export async function call<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    throw discordFailure(thrown, doing);
  }
}
