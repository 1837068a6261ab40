import type { Probe } from "../../domain/probe.ts";
import { channelName } from "../targets/channel-names.ts";
import type { DiscordProbeOptions } from "./options.ts";
import { openHiddenChannel } from "./hidden-channel.ts";

/** Capitals, spaces, a run of dashes, punctuation, and letters of another alphabet. */
const ODD = " Ä b--c, d.e 日本";

export function channelNames(options: DiscordProbeOptions): Probe {
  const given = options.name + ODD;
  const expected = channelName(given, "text");
  return {
    id: "discord-channel-names",
    assumption: `a channel named "${given}" is stored as "${expected}"`,
    async run(takeBack) {
      const { name } = await openHiddenChannel(options, takeBack, given);
      return { asAssumed: name === expected, found: `"${name}"` };
    },
  };
}
