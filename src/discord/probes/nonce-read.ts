import { Routes, type APIMessage } from "discord-api-types/v10";

import type { Probe } from "../../domain/probe.ts";
import type { DiscordProbeOptions } from "./options.ts";
import { call, openHiddenChannel } from "./hidden-channel.ts";

/** Were it told, a message in doubt could be recognised for longer than Discord remembers nonces. */
export function nonceRead(options: DiscordProbeOptions): Probe {
  return {
    id: "discord-nonce-read",
    assumption: "a message that is read again does not tell its nonce",
    async run(takeBack) {
      const { id } = await openHiddenChannel(options, takeBack);
      const nonce = options.name.slice(-24);
      const body = { content: "flexcord doctor", nonce, enforce_nonce: true };
      await call("sending a message", () => options.rest.post(Routes.channelMessages(id), { body }));
      const messages = (await call("reading the messages", () =>
        options.rest.get(Routes.channelMessages(id)),
      )) as readonly APIMessage[];
      const told = messages.some((message) => String(message.nonce) === nonce);
      return { asAssumed: !told, found: told ? "the nonce is told" : "no nonce" };
    },
  };
}
