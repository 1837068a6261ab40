import { AUDIT } from "../guild/audit-log.ts";
import { refusal } from "../rest/errors.ts";
import { botBits, visibleChannel } from "../guild/guards.ts";
import { emitMessage } from "../messages/events.ts";
import { isListed, listedMessage } from "../messages/messages.ts";
import type { Message } from "../messages/model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { has } from "../guild/permissions.ts";
import { type Call, noContent, ok, type Route } from "../rest/rest.ts";
import { readableToWire } from "../wire/message.ts";
import type { World } from "../world.ts";

const MOST_PINS = 250;

export function pinRoutes(world: World): readonly Route[] {
  const all = "/channels/:channel_id/messages/pins";
  const one = `${all}/:message_id`;
  return [
    { method: "GET", path: all, answer: (call) => ok(listPins(world, call)) },
    {
      method: "PUT",
      path: one,
      audited: { action: AUDIT.MESSAGE_PIN, target: "message_id" },
      answer: (call) => setPin(world, call, world.context.now()),
    },
    {
      method: "DELETE",
      path: one,
      audited: { action: AUDIT.MESSAGE_UNPIN, target: "message_id" },
      answer: (call) => setPin(world, call, null),
    },
  ];
}

function setPin(world: World, call: Call, pinnedAt: number | null) {
  const channel = visibleChannel(world, call.param("channel_id"));
  const message = listedMessage(world, channel.id, call.param("message_id"));
  if (channel.kind !== "dm" && !has(botBits(world, channel), PERMISSION.PIN_MESSAGES)) {
    throw refusal("missingPermissions");
  }
  const isPinned = message.pinnedAt !== null;
  if (isPinned === (pinnedAt !== null)) return noContent;
  if (pinnedAt !== null && pinned(world, channel.id).length >= MOST_PINS) throw refusal("tooManyPins");
  const changed = { ...message, pinnedAt };
  world.messages.put(changed);
  emitMessage(world, "MESSAGE_UPDATE", changed);
  return noContent;
}

function listPins(world: World, call: Call): object {
  const channel = visibleChannel(world, call.param("channel_id"));
  const items = pinned(world, channel.id)
    .toSorted((one, other) => (other.pinnedAt ?? 0) - (one.pinnedAt ?? 0))
    .map((message) => ({
      pinned_at: new Date(message.pinnedAt ?? 0).toISOString(),
      message: readableToWire(world, message),
    }));
  return { items: items.slice(0, Number(call.query["limit"] ?? 50)), has_more: false };
}

function pinned(world: World, channelId: string): readonly Message[] {
  return world.messages
    .inChannel(channelId)
    .filter((message) => isListed(message) && message.pinnedAt !== null);
}
