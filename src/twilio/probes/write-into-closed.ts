import type { Probe } from "../../domain/probe.ts";
import type { TwilioProbeOptions } from "./options.ts";
import { closeConversation, openConversation, refusalOf } from "./conversation.ts";

export function writeIntoClosed(options: TwilioProbeOptions): Probe {
  return {
    id: "twilio-write-into-closed",
    assumption: "a message into a closed conversation is refused",
    async run(takeBack) {
      const sid = await openConversation(options, `${options.name}-closed`, takeBack);
      await closeConversation(options, sid);
      const { messages } = options.client.conversations.v1.conversations.get(sid);
      const refusal = await refusalOf(() => messages.create({ body: "flexcord doctor" }));
      return {
        asAssumed: refusal !== null,
        found: refusal === null ? "it was taken" : `refused: ${refusal}`,
      };
    },
  };
}
