import { newSid } from "../sids.ts";
import { ApiError, invalidParameter, notFound } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import { CHANNEL_EVENTS, type Channel, type ChannelWebhook } from "./model.ts";
import type { ProgrammableChat } from "./programmable-chat.ts";

/** How many webhooks one channel takes. */
export const WEBHOOKS_MAX = 5;

const TYPES = ["webhook", "trigger", "studio"] as const;

type Settings = Pick<ChannelWebhook, "url" | "method" | "filters" | "triggers" | "flowSid" | "retryCount">;
const NO_SETTINGS: Settings = {
  url: null,
  method: "POST",
  filters: [],
  triggers: [],
  flowSid: null,
  retryCount: 0,
};

/** 50321 when the channel has five. */
export function addWebhook(
  { runtime, store }: ProgrammableChat,
  channel: Channel,
  wanted: Settings & Pick<ChannelWebhook, "type">,
): ChannelWebhook {
  refuseIncomplete(wanted.type, wanted);
  if (store.webhooks.of(channel.sid).length >= WEBHOOKS_MAX) {
    throw new ApiError(400, 50321, "Too many channel webhooks");
  }
  const now = runtime.now();
  return store.webhooks.put({
    ...wanted,
    sid: newSid("WH"),
    channelSid: channel.sid,
    createdAt: now,
    updatedAt: now,
  });
}

/** The webhook through which a channel's messages start a flow. */
export function studioWebhook(flowSid: string, retryCount: number): Settings & Pick<ChannelWebhook, "type"> {
  return { ...NO_SETTINGS, type: "studio", flowSid, retryCount, filters: ["onMessageSent"] };
}

export function readNewWebhook(form: Form): Settings & Pick<ChannelWebhook, "type"> {
  form.required("Type");
  return { ...readSettings(form, NO_SETTINGS), type: form.choice("Type", TYPES) ?? "webhook" };
}

export function updateWebhook(
  { runtime, store }: ProgrammableChat,
  webhook: ChannelWebhook,
  form: Form,
): ChannelWebhook {
  const settings = readSettings(form, webhook);
  refuseIncomplete(webhook.type, settings);
  return store.webhooks.put({ ...webhook, ...settings, updatedAt: runtime.now() });
}

export function findWebhook({ store }: ProgrammableChat, channel: Channel, sid: string): ChannelWebhook {
  const found = store.webhooks.get(sid);
  if (found?.channelSid !== channel.sid) throw notFound(`/Channels/${channel.sid}/Webhooks/${sid}`);
  return found;
}

function readSettings(form: Form, before: Settings): Settings {
  const filters = form.has("Configuration.Filters") ? form.list("Configuration.Filters") : before.filters;
  const unknown = filters.find((filter) => !CHANNEL_EVENTS.some((event) => event === filter));
  if (unknown !== undefined) throw invalidParameter(`Configuration.Filters: ${unknown} is no event`);
  return {
    url: form.text("Configuration.Url") ?? before.url,
    method: form.choice("Configuration.Method", ["GET", "POST"]) ?? before.method,
    filters,
    triggers: form.has("Configuration.Triggers") ? form.list("Configuration.Triggers") : before.triggers,
    flowSid: form.text("Configuration.FlowSid") ?? before.flowSid,
    retryCount: form.integer("Configuration.RetryCount", { max: 3 }) ?? before.retryCount,
  };
}

function refuseIncomplete(type: ChannelWebhook["type"], settings: Settings): void {
  if (type === "studio") {
    if (settings.flowSid === null) throw invalidParameter("Configuration.FlowSid is required for studio");
    return;
  }
  if (settings.url === null || !URL.canParse(settings.url)) {
    throw invalidParameter("Configuration.Url must be an absolute URL");
  }
  if (type === "webhook" && settings.filters.length === 0) {
    throw invalidParameter("Configuration.Filters is required for a webhook");
  }
  if (type === "trigger" && settings.triggers.length === 0) {
    throw invalidParameter("Configuration.Triggers is required for a trigger");
  }
}
