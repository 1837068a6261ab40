import { Routes, type APIMessage } from "discord-api-types/v10";

import type { Probe } from "../../domain/probe.ts";
import type { DiscordProbeOptions } from "./options.ts";
import { call, openHiddenChannel } from "./hidden-channel.ts";

/** What keeps a message from being doubled when the answer to the first try was lost. */
export function nonceRepeat(options: DiscordProbeOptions): Probe {
  return {
    id: "discord-nonce-repeat",
    assumption: "a message sent twice with one nonce is made once",
    async run(takeBack) {
      const { id } = await openHiddenChannel(options, takeBack);
      const send = () =>
        call("sending a message", () =>
          options.rest.post(Routes.channelMessages(id), {
            body: { content: "flexcord doctor", nonce: options.name.slice(-24), enforce_nonce: true },
          }),
        ) as Promise<APIMessage>;
      const first = await send();
      const second = await send();
      const asAssumed = first.id === second.id;
      return { asAssumed, found: asAssumed ? "one message" : "two messages" };
    },
  };
}
