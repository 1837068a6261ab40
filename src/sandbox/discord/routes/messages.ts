import { AUDIT } from "../guild/audit-log.ts";
import { deleteMessages } from "../messages/bulk-delete.ts";
import { crosspostMessage } from "../messages/crosspost.ts";
import type { Sublimit } from "../rest/sublimit.ts";
import { refusal } from "../rest/errors.ts";
import { invalidForm } from "../rest/form-errors.ts";
import { readForm } from "../rest/form.ts";
import { botBits, visibleChannel } from "../guild/guards.ts";
import { MESSAGE_MENTIONS } from "../messages/mentions.ts";
import { readMessage } from "../messages/form.ts";
import type { Page } from "../messages/store.ts";
import { deleteMessage, editMessage, isListed, listedMessage, sendMessage } from "../messages/messages.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { has } from "../guild/permissions.ts";
import { type Call, noContent, ok, type Route } from "../rest/rest.ts";
import { isSnowflake } from "../snowflake.ts";
import { messageToWire, readableToWire } from "../wire/message.ts";
import type { World } from "../world.ts";

const MOST_PER_PAGE = 100;
const USUAL_PER_PAGE = 50;

export function messageRoutes(world: World, crossposts: Sublimit): readonly Route[] {
  const all = "/channels/:channel_id/messages";
  const one = "/channels/:channel_id/messages/:message_id";
  return [
    { method: "GET", path: all, answer: (call) => ok(listMessages(world, call)) },
    {
      method: "POST",
      path: all,
      answer(call) {
        const form = readMessage(readForm(call.body), MESSAGE_MENTIONS, call.files);
        const message = sendMessage(world, call.param("channel_id"), form);
        return ok(messageToWire(world, message, form.nonce));
      },
    },
    { method: "GET", path: one, answer: (call) => ok(getMessage(world, call)) },
    {
      method: "PATCH",
      path: one,
      answer(call) {
        const form = readMessage(readForm(call.body), MESSAGE_MENTIONS);
        const message = editMessage(world, call.param("channel_id"), call.param("message_id"), form);
        return ok(messageToWire(world, message));
      },
    },
    {
      method: "DELETE",
      path: one,
      answer(call) {
        deleteMessage(world, call.param("channel_id"), call.param("message_id"));
        return noContent;
      },
    },
    {
      method: "POST",
      path: `${all}/bulk-delete`,
      audited: { action: AUDIT.MESSAGE_BULK_DELETE, target: "channel_id" },
      answer(call) {
        deleteMessages(world, call.param("channel_id"), readForm(call.body));
        return noContent;
      },
    },
    {
      method: "POST",
      path: `${one}/crosspost`,
      answer(call) {
        const [channelId, messageId] = [call.param("channel_id"), call.param("message_id")];
        return ok(messageToWire(world, crosspostMessage(world, channelId, messageId, crossposts.take)));
      },
    },
    { method: "POST", path: "/channels/:channel_id/typing", answer: (call) => startTyping(world, call) },
  ];
}

/** Newest first; nothing at all without READ_MESSAGE_HISTORY. */
function listMessages(world: World, call: Call): readonly object[] {
  const channel = visibleChannel(world, call.param("channel_id"));
  const page = readPage(call);
  if (channel.kind !== "dm" && !has(botBits(world, channel), PERMISSION.READ_MESSAGE_HISTORY)) return [];
  return world.messages.page(channel.id, page, isListed).map((message) => readableToWire(world, message));
}

function getMessage(world: World, call: Call): object {
  const channel = visibleChannel(world, call.param("channel_id"));
  if (channel.kind !== "dm" && !has(botBits(world, channel), PERMISSION.READ_MESSAGE_HISTORY)) {
    throw refusal("missingAccess");
  }
  return readableToWire(world, listedMessage(world, channel.id, call.param("message_id")));
}

function startTyping(world: World, call: Call) {
  const channel = visibleChannel(world, call.param("channel_id"));
  if (channel.kind !== "dm" && !has(botBits(world, channel), PERMISSION.SEND_MESSAGES)) {
    throw refusal("missingPermissions");
  }
  return noContent;
}

function readPage({ query }: Call): Page {
  const limit = query["limit"] === undefined ? USUAL_PER_PAGE : Number(query["limit"]);
  if (!Number.isInteger(limit)) {
    throw invalidForm(["limit"], "NUMBER_TYPE_COERCE", `Value "${query["limit"]}" is not int.`);
  }
  if (limit < 1) {
    throw invalidForm(["limit"], "NUMBER_TYPE_MIN", "int value should be greater than or equal to 1.");
  }
  if (limit > MOST_PER_PAGE) {
    throw invalidForm(
      ["limit"],
      "NUMBER_TYPE_MAX",
      `int value should be less than or equal to ${MOST_PER_PAGE}.`,
    );
  }
  const cursors = (["around", "before", "after"] as const).flatMap((key) => {
    const id = query[key];
    if (id === undefined) return [];
    if (isSnowflake(id)) return [[key, id] as const];
    throw invalidForm([key], "NUMBER_TYPE_COERCE", `Value "${id}" is not snowflake.`);
  });
  return { limit, ...Object.fromEntries(cursors.slice(0, 1)) };
}
