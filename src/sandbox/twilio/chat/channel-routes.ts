import { originOf } from "../conversations/level.ts";
import type { ActionLimits } from "../action-limits.ts";
import { page } from "../wire/page.ts";
import type { Call, HostRoutes } from "../wire/routes.ts";
import { channelsOf, createChannel, readNewChannel, removeChannel, updateChannel } from "./channels.ts";
import { addMessage, findMessage, readNewMessage, removeMessage, updateMessage } from "./messages.ts";
import type { Channel } from "./model.ts";
import type { ProgrammableChat } from "./programmable-chat.ts";
import { showChat, type ChatShow } from "./show.ts";
import { createUser, readNewUser, updateUser } from "./users.ts";
import { addWebhook, findWebhook, readNewWebhook, updateWebhook, WEBHOOKS_MAX } from "./webhooks.ts";

/** What a chat service holds is served below the service. */
export interface ServiceLevel {
  readonly routes: HostRoutes;
  /** The chat services, while the account has any. */
  readonly chat: () => ProgrammableChat;
  readonly limits: () => ActionLimits;
}

const SERVICE = "/v2/Services/:ServiceSid";
const PAGE_MAX = 100;
const USER_CHANNELS_MAX = 50;

export function userRoutes(level: ServiceLevel): void {
  const { routes, chat } = level;
  const path = `${SERVICE}/Users`;
  const find = (call: Call) => chat().store.findUser(serviceOf(level, call), call.path("Sid"));
  routes.create(path, (call) =>
    show(level, call).user(createUser(chat(), serviceOf(level, call), readNewUser(call.form))),
  );
  routes.get(path, (call) => {
    const items = chat().store.users.of(serviceOf(level, call));
    return page(call, { key: "users", items, show: show(level, call).user, max: PAGE_MAX });
  });
  routes.get(`${path}/:Sid`, (call) => show(level, call).user(find(call)));
  routes.update(`${path}/:Sid`, (call) => show(level, call).user(updateUser(chat(), find(call), call.form)));
  routes.get(`${path}/:UserSid/Channels`, (call) => {
    const user = chat().store.findUser(serviceOf(level, call), call.path("UserSid"));
    const items = channelsOf(chat().store, user);
    return page(call, {
      key: "channels",
      items,
      show: show(level, call).userChannel,
      max: USER_CHANNELS_MAX,
    });
  });
}

export function channelRoutes(level: ServiceLevel): void {
  const { routes, chat } = level;
  const path = `${SERVICE}/Channels`;
  const find = (call: Call) => channelOf(level, call, "Sid");
  routes.create(path, (call) =>
    show(level, call).channel(createChannel(chat(), readNewChannel(serviceOf(level, call), call.form))),
  );
  routes.get(path, (call) => {
    const items = chat().store.channels.of(serviceOf(level, call));
    return page(call, { key: "channels", items, show: show(level, call).channel, max: PAGE_MAX });
  });
  routes.get(`${path}/:Sid`, (call) => show(level, call).channel(find(call)));
  routes.update(`${path}/:Sid`, (call) =>
    show(level, call).channel(updateChannel(chat(), find(call), call.form, originOf(call))),
  );
  routes.remove(`${path}/:Sid`, (call) => removeChannel(chat(), find(call), originOf(call)));
}

export function messageRoutes(level: ServiceLevel): void {
  const { routes, chat, limits } = level;
  const path = `${SERVICE}/Channels/:ChannelSid/Messages`;
  const parent = (call: Call) => channelOf(level, call, "ChannelSid");
  routes.create(path, (call) => {
    const channel = parent(call);
    limits().take("messages of a conversation", channel.sid);
    const wanted = readNewMessage(chat(), channel, call.form);
    return show(level, call).message(addMessage(chat(), channel, wanted, originOf(call)));
  });
  routes.get(path, (call) => {
    const oldestFirst = chat().store.messages.of(parent(call).sid);
    const isDescending = call.query.choice("Order", ["asc", "desc"]) === "desc";
    const items = isDescending ? oldestFirst.toReversed() : oldestFirst;
    return page(call, { key: "messages", items, show: show(level, call).message, max: PAGE_MAX });
  });
  routes.get(`${path}/:Sid`, (call) =>
    show(level, call).message(findMessage(chat(), parent(call), call.path("Sid"))),
  );
  routes.update(`${path}/:Sid`, (call) => {
    const channel = parent(call);
    const message = findMessage(chat(), channel, call.path("Sid"));
    return show(level, call).message(updateMessage(chat(), channel, message, call.form, originOf(call)));
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const channel = parent(call);
    removeMessage(chat(), channel, findMessage(chat(), channel, call.path("Sid")), originOf(call));
  });
}

export function webhookRoutes(level: ServiceLevel): void {
  const { routes, chat } = level;
  const path = `${SERVICE}/Channels/:ChannelSid/Webhooks`;
  const parent = (call: Call) => channelOf(level, call, "ChannelSid");
  const find = (call: Call) => findWebhook(chat(), parent(call), call.path("Sid"));
  routes.create(path, (call) =>
    show(level, call).webhook(addWebhook(chat(), parent(call), readNewWebhook(call.form))),
  );
  routes.get(path, (call) => {
    const items = chat().store.webhooks.of(parent(call).sid);
    return page(call, { key: "webhooks", items, show: show(level, call).webhook, max: WEBHOOKS_MAX });
  });
  routes.get(`${path}/:Sid`, (call) => show(level, call).webhook(find(call)));
  routes.update(`${path}/:Sid`, (call) =>
    show(level, call).webhook(updateWebhook(chat(), find(call), call.form)),
  );
  routes.remove(`${path}/:Sid`, (call) => chat().store.webhooks.delete(find(call).sid));
}

function serviceOf({ chat }: ServiceLevel, call: Call): string {
  return chat().find(call.path("ServiceSid")).sid;
}

function channelOf(level: ServiceLevel, call: Call, name: string): Channel {
  return level.chat().store.findChannel(serviceOf(level, call), call.path(name));
}

function show(level: ServiceLevel, call: Call): ChatShow {
  const { runtime, store } = level.chat();
  return showChat(runtime.ready, store, serviceOf(level, call));
}
