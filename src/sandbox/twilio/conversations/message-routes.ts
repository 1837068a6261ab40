import { page } from "../wire/page.ts";
import type { Call } from "../wire/routes.ts";
import { originOf, type Level } from "./level.ts";
import { addMessage, findMessage, readNewMessage, removeMessage, updateMessage } from "./messages.ts";

export function messageRoutes({ routes, base, account, show }: Level): void {
  const path = `${base}/Conversations/:ConversationSid/Messages`;
  /** The message of a path whose conversation can still be written into. */
  const findWritable = (call: Call) => {
    const { conversations } = account(call);
    const conversation = conversations.store.findOpen(call.path("ConversationSid"));
    return findMessage(conversations, conversation, call.path("Sid"));
  };
  routes.create(path, (call) => {
    const { runtime, conversations, limits } = account(call);
    const conversation = conversations.store.findOpen(call.path("ConversationSid"));
    limits.take("messages of a conversation", conversation.sid);
    const wanted = readNewMessage(conversations, call.form);
    return show(call).message(addMessage(runtime, conversations, conversation, wanted, originOf(call)));
  });
  routes.get(path, (call) => {
    const { store } = account(call).conversations;
    const oldestFirst = store.messages.of(store.find(call.path("ConversationSid")).sid);
    const isDescending = call.query.text("Order")?.toLowerCase() === "desc";
    const items = isDescending ? oldestFirst.toReversed() : oldestFirst;
    return page(call, { key: "messages", items, show: show(call).message, max: 100 });
  });
  routes.get(`${path}/:Sid`, (call) => {
    const { conversations } = account(call);
    const conversation = conversations.store.find(call.path("ConversationSid"));
    return show(call).message(findMessage(conversations, conversation, call.path("Sid")));
  });
  routes.update(`${path}/:Sid`, (call) => {
    const { runtime, conversations } = account(call);
    const message = findWritable(call);
    return show(call).message(updateMessage(runtime, conversations, message, call.form, originOf(call)));
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const { runtime, conversations } = account(call);
    removeMessage(runtime, conversations, findWritable(call), originOf(call));
  });
}
