import { GatewayDispatchEvents, type GatewayDispatchPayload } from "discord-api-types/v10";
import type { InboundEvent } from "../../domain/event.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Ignored } from "./ignored.ts";
import { interactionEvent } from "./interaction.ts";
import {
  deletionEvent,
  deletionEvents,
  editEvent,
  messageEvent,
  reactionEvent,
  type Reader,
} from "./message.ts";

/**
 * What a gateway dispatch means: one event, or several where one dispatch tells of many things. Pure; throws nothing,
 * whatever the gateway sends. `now` is when it came.
 */
export function inbound(
  dispatch: GatewayDispatchPayload,
  reader: Reader,
  now: EpochMs,
): readonly InboundEvent[] | Ignored {
  try {
    if (dispatch.t === GatewayDispatchEvents.MessageDeleteBulk)
      return deletionEvents(dispatch.d, reader, now);
    const event = oneEvent(dispatch, reader, now);
    return "ignored" in event ? event : [event];
  } catch {
    return { ignored: "not in a shape that Discord documents", unreadable: true };
  }
}

function oneEvent(dispatch: GatewayDispatchPayload, reader: Reader, now: EpochMs): InboundEvent | Ignored {
  const { MessageCreate, MessageUpdate, MessageDelete } = GatewayDispatchEvents;
  const { MessageReactionAdd, MessageReactionRemove, InteractionCreate } = GatewayDispatchEvents;
  if (dispatch.t === MessageCreate) return messageEvent(dispatch.d, reader);
  if (dispatch.t === MessageUpdate) return editEvent(dispatch.d, reader);
  if (dispatch.t === MessageDelete) return deletionEvent(dispatch.d, reader, now);
  if (dispatch.t === MessageReactionAdd) return reactionEvent(dispatch.d, true, reader, now);
  if (dispatch.t === MessageReactionRemove) return reactionEvent(dispatch.d, false, reader, now);
  if (dispatch.t === InteractionCreate) return interactionEvent(dispatch.d, reader);
  return { ignored: "not what a member says or does" };
}
