import { newSid } from "../sids.ts";
import type { Runtime } from "../runtime.ts";
import { ApiError, invalidParameter, notFound } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import type { Conversations } from "./conversations.ts";
import { CONVERSATION_EVENTS, type Conversation, type ScopedWebhook } from "./model.ts";

/** How many scoped webhooks one conversation takes. */
export const WEBHOOKS_MAX = 5;

const TARGETS: readonly ScopedWebhook["target"][] = ["webhook", "trigger", "studio"];

type Settings = Pick<ScopedWebhook, "url" | "method" | "filters" | "triggers" | "flowSid">;
const NO_SETTINGS: Settings = { url: null, method: "post", filters: [], triggers: [], flowSid: null };

/** Adds a scoped webhook; 50361 when the conversation has five. */
export function addWebhook(
  runtime: Runtime,
  conversations: Conversations,
  conversation: Conversation,
  form: Form,
): ScopedWebhook {
  const { store } = conversations;
  form.required("Target");
  const target = form.choice("Target", TARGETS) ?? "webhook";
  const settings = readSettings(form, NO_SETTINGS);
  refuseIncomplete(target, settings);
  if (store.webhooks.of(conversation.sid).length >= WEBHOOKS_MAX) {
    throw new ApiError(400, 50361, "Conversation scoped webhooks limit exceeded");
  }
  const now = runtime.now();
  const webhook = store.webhooks.put({
    ...settings,
    sid: newSid("WH"),
    conversationSid: conversation.sid,
    target,
    replayAfter: form.integer("Configuration.ReplayAfter") ?? null,
    createdAt: now,
    updatedAt: now,
  });
  replayOld(conversations, webhook);
  return webhook;
}

export function updateWebhook(
  runtime: Runtime,
  conversations: Conversations,
  webhook: ScopedWebhook,
  form: Form,
): ScopedWebhook {
  const settings = readSettings(form, webhook);
  refuseIncomplete(webhook.target, settings);
  return conversations.store.webhooks.put({ ...webhook, ...settings, updatedAt: runtime.now() });
}

export function findWebhook(
  conversations: Conversations,
  conversation: Conversation,
  sid: string,
): ScopedWebhook {
  const found = conversations.store.webhooks.get(sid);
  if (found?.conversationSid !== conversation.sid) {
    throw notFound(`/Conversations/${conversation.sid}/Webhooks/${sid}`);
  }
  return found;
}

/** Messages with a greater Index are delivered again (seen on the live service). */
function replayOld({ store, announcer }: Conversations, webhook: ScopedWebhook): void {
  const { replayAfter } = webhook;
  if (replayAfter === null) return;
  const old = store.messages.of(webhook.conversationSid).filter(({ index }) => index > replayAfter);
  announcer.replay(webhook, old);
}

function readSettings(form: Form, before: Settings): Settings {
  const filters = form.has("Configuration.Filters") ? form.list("Configuration.Filters") : before.filters;
  const unknown = filters.find((filter) => !CONVERSATION_EVENTS.some((event) => event === filter));
  if (unknown !== undefined) throw invalidParameter(`Configuration.Filters: ${unknown} is no event`);
  return {
    url: form.text("Configuration.Url") ?? before.url,
    method: form.choice("Configuration.Method", ["get", "post"]) ?? before.method,
    filters,
    triggers: form.has("Configuration.Triggers") ? form.list("Configuration.Triggers") : before.triggers,
    flowSid: form.text("Configuration.FlowSid") ?? before.flowSid,
  };
}

function refuseIncomplete(target: ScopedWebhook["target"], settings: Settings): void {
  if (target === "studio") {
    if (settings.flowSid === null) throw invalidParameter("Configuration.FlowSid is required for studio");
    return;
  }
  if (settings.url === null || !URL.canParse(settings.url)) {
    throw invalidParameter("Configuration.Url must be an absolute URL");
  }
  if (target === "webhook" && settings.filters.length === 0) {
    throw invalidParameter("Configuration.Filters is required for a webhook");
  }
  if (target === "trigger" && settings.triggers.length === 0) {
    throw invalidParameter("Configuration.Triggers is required for a trigger");
  }
}
