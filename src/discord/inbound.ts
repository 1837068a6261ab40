import { GatewayDispatchEvents, type GatewayDispatchPayload } from "discord-api-types/v10";
import type { InboundEvent } from "../domain/event.ts";
import type { EpochMs } from "../domain/ids.ts";
import type { Ignored } from "./ignored.ts";
import { interactionEvent } from "./inbound-interaction.ts";
import { deletionEvent, editEvent, messageEvent, reactionEvent, type Reader } from "./inbound-message.ts";

/** What a gateway dispatch means. Pure; throws nothing, whatever the gateway sends. `now` is when it came. */
export function inbound(
  dispatch: GatewayDispatchPayload,
  reader: Reader,
  now: EpochMs,
): InboundEvent | Ignored {
  try {
    switch (dispatch.t) {
      case GatewayDispatchEvents.MessageCreate:
        return messageEvent(dispatch.d, reader);
      case GatewayDispatchEvents.MessageUpdate:
        return editEvent(dispatch.d, reader);
      case GatewayDispatchEvents.MessageDelete:
        return deletionEvent(dispatch.d, now);
      case GatewayDispatchEvents.MessageReactionAdd:
      case GatewayDispatchEvents.MessageReactionRemove:
        return reactionEvent(
          dispatch.d,
          dispatch.t === GatewayDispatchEvents.MessageReactionAdd,
          reader,
          now,
        );
      case GatewayDispatchEvents.InteractionCreate:
        return interactionEvent(dispatch.d);
      default:
        return { ignored: "not what a member says or does" };
    }
  } catch {
    return { ignored: "not in a shape that Discord documents", unreadable: true };
  }
}
