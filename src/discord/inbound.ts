import { GatewayDispatchEvents, type GatewayDispatchPayload } from "discord-api-types/v10";
import type { InboundEvent } from "../domain/event.ts";
import type { Ignored } from "./ignored.ts";
import type { IsThread } from "./threads.ts";
import { interactionEvent } from "./inbound-interaction.ts";
import { messageEvent } from "./inbound-message.ts";

/**
 * What a gateway dispatch means. Pure; throws nothing, whatever the gateway sends.
 * @param isThread whether a channel of the server is one of our private threads
 */
export function inbound(
  dispatch: GatewayDispatchPayload,
  botId: string,
  isThread: IsThread,
): InboundEvent | Ignored {
  try {
    if (dispatch.t === GatewayDispatchEvents.MessageCreate) return messageEvent(dispatch.d, botId, isThread);
    if (dispatch.t === GatewayDispatchEvents.InteractionCreate) return interactionEvent(dispatch.d, isThread);
    return { ignored: "not what a member says or does" };
  } catch {
    return { ignored: "not in a shape that Discord documents", unreadable: true };
  }
}
