import { page } from "../wire/page.ts";
import type { Call } from "../wire/routes.ts";
import type { Level } from "./level.ts";
import { addWebhook, findWebhook, updateWebhook, WEBHOOKS_MAX } from "./webhooks.ts";

/** A webhook may still be read and removed once the conversation is closed (assumed). */
export function webhookRoutes({ routes, base, account, show }: Level): void {
  const path = `${base}/Conversations/:ConversationSid/Webhooks`;
  const find = (call: Call) => {
    const { conversations } = account(call);
    const conversation = conversations.store.find(call.path("ConversationSid"));
    return findWebhook(conversations, conversation, call.path("Sid"));
  };
  routes.create(path, (call) => {
    const { runtime, conversations } = account(call);
    const conversation = conversations.store.findOpen(call.path("ConversationSid"));
    return show(call).webhook(addWebhook(runtime, conversations, conversation, call.form));
  });
  routes.get(path, (call) => {
    const { store } = account(call).conversations;
    const items = store.webhooks.of(store.find(call.path("ConversationSid")).sid);
    return page(call, { key: "webhooks", items, show: show(call).webhook, max: WEBHOOKS_MAX });
  });
  routes.get(`${path}/:Sid`, (call) => show(call).webhook(find(call)));
  routes.update(`${path}/:Sid`, (call) => {
    const { runtime, conversations } = account(call);
    conversations.store.findOpen(call.path("ConversationSid"));
    return show(call).webhook(updateWebhook(runtime, conversations, find(call), call.form));
  });
  routes.remove(`${path}/:Sid`, (call) => account(call).conversations.store.webhooks.delete(find(call).sid));
}
