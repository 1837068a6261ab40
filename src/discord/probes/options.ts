import type { REST } from "@discordjs/rest";

export interface DiscordProbeOptions {
  readonly rest: REST;
  readonly guildId: string;
  /** Names what a probe makes; nothing else on the server is called so. */
  readonly name: string;
}
