import { GatewayDispatchEvents, type GatewayDispatchPayload } from "discord-api-types/v10";
import type { InboundEvent } from "../../domain/event.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Ignored } from "./ignored.ts";
import { interactionEvent } from "./interaction.ts";
import { deletionEvent, editEvent, messageEvent, reactionEvent, type Reader } from "./message.ts";

/** What a gateway dispatch means. Pure; throws nothing, whatever the gateway sends. `now` is when it came. */
export function inbound(
  dispatch: GatewayDispatchPayload,
  reader: Reader,
  now: EpochMs,
): InboundEvent | Ignored {
  try {
    const { MessageCreate, MessageUpdate, MessageDelete } = GatewayDispatchEvents;
    const { MessageReactionAdd, MessageReactionRemove, InteractionCreate } = GatewayDispatchEvents;
    if (dispatch.t === MessageCreate) return messageEvent(dispatch.d, reader);
    if (dispatch.t === MessageUpdate) return editEvent(dispatch.d, reader);
    if (dispatch.t === MessageDelete) return deletionEvent(dispatch.d, reader, now);
    if (dispatch.t === MessageReactionAdd) return reactionEvent(dispatch.d, true, reader, now);
    if (dispatch.t === MessageReactionRemove) return reactionEvent(dispatch.d, false, reader, now);
    if (dispatch.t === InteractionCreate) return interactionEvent(dispatch.d, reader);
    return { ignored: "not what a member says or does" };
  } catch {
    return { ignored: "not in a shape that Discord documents", unreadable: true };
  }
}
