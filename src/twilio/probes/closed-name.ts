import type { Probe } from "../../domain/probe.ts";
import { Failure } from "../../domain/failure.ts";
import type { TwilioProbeOptions } from "./options.ts";
import { closeConversation, openConversation } from "./conversation.ts";

/** Names of conversations carry a number of their own because of it. */
export function closedName(options: TwilioProbeOptions): Probe {
  return {
    id: "twilio-closed-name",
    assumption: "a closed conversation keeps its unique name",
    async run(takeBack) {
      await closeConversation(options, await openConversation(options, options.name, takeBack));
      try {
        await openConversation(options, options.name, takeBack);
        return { asAssumed: false, found: "the name is free again" };
      } catch (thrown) {
        if (!(thrown instanceof Failure) || thrown.code !== "twilio.exists") throw thrown;
        return { asAssumed: true, found: "the name is taken" };
      }
    },
  };
}
