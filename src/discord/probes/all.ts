import type { Probe } from "../../domain/probe.ts";
import { channelNames } from "./channel-names.ts";
import { nonceRead } from "./nonce-read.ts";
import { nonceRepeat } from "./nonce-repeat.ts";
import type { DiscordProbeOptions } from "./options.ts";

export function discordProbes(options: DiscordProbeOptions): readonly Probe[] {
  return [nonceRepeat(options), nonceRead(options), channelNames(options)];
}
