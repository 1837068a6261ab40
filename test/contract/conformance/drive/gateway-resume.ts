import { REST } from "@discordjs/rest";
import { type SessionInfo, WebSocketManager, WebSocketShardEvents } from "@discordjs/ws";
import type { DiscordReady } from "../../../../src/sandbox/imitation.ts";

/** Connects, leaves without giving the session up, and takes it up again in a manager of its own. */
export async function resumeSession(discord: DiscordReady, intents: number): Promise<void> {
  const rest = new REST({ version: "10", api: discord.api }).setToken(discord.token);
  let session: SessionInfo | null = null;
  const open = () =>
    new WebSocketManager({
      token: discord.token,
      intents,
      rest,
      retrieveSessionInfo: () => session,
      updateSessionInfo(_shard, info) {
        if (info !== null) session = info;
      },
    });
  const first = open();
  await first.connect();
  await first.destroy({ code: 4200 });
  const second = open();
  const resumed = new Promise<void>((resolve) => {
    second.once(WebSocketShardEvents.Resumed, () => resolve());
  });
  await second.connect();
  await resumed;
  await second.destroy({ code: 1000 });
}
