import type { REST } from "@discordjs/rest";

import type { Probe } from "../../domain/probe.ts";
import { channelNames } from "./channel-names.ts";
import { nonceRead } from "./nonce-read.ts";
import { nonceRepeat } from "./nonce-repeat.ts";

export interface DiscordProbeOptions {
  readonly rest: REST;
  readonly guildId: string;
  /** Names what a probe makes; nothing else on the server is called so. */
  readonly name: string;
}

export function discordProbes(options: DiscordProbeOptions): readonly Probe[] {
  return [nonceRepeat(options), nonceRead(options), channelNames(options)];
}
