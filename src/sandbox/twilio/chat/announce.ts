import { callOut, signedForm, type CallbackAnswer } from "../callback.ts";
import type { Origin } from "../conversations/model.ts";
import type { Runtime } from "../runtime.ts";
import type { ChatStore } from "./chat-store.ts";
import type { Channel, ChannelEvent, ChannelWebhook, ChatMessage } from "./model.ts";
import { commonFields, type Fields } from "./payload.ts";

/** Starts a Studio flow with a message that was sent. */
export type StartChannelFlow = (flowSid: string, channel: Channel, message: ChatMessage) => void;

export interface Announcement {
  readonly channel: Channel;
  readonly event: ChannelEvent;
  readonly origin: Origin;
  readonly fields: Fields;
  /** The message it is about. */
  readonly message?: ChatMessage;
}

const TIMEOUT_MS = 5_000;
/** How long a call that failed waits for its next try: not documented. */
const RETRY_AFTER_MS = 400;
/** What is tried again (documented for a service's webhooks): no answer in time, and these. */
const TRIED_AGAIN: ReadonlySet<number> = new Set([429, 503, 504]);

/** Tells a channel's webhooks what happened, each in its own time: no order between two calls is kept. */
export function createChannelAnnouncer(
  runtime: Runtime,
  store: ChatStore,
  startFlow: StartChannelFlow,
): (announcement: Announcement) => void {
  const post = async (webhook: ChannelWebhook, event: ChannelEvent, fields: Fields, retry = 0) => {
    const { url, method } = webhook;
    if (url === null) return;
    const route = `channel ${event}`;
    const form = { ...fields, RetryCount: String(retry) };
    const request = signedForm(runtime, { url, method, fields: form, timeoutMs: TIMEOUT_MS, route });
    const answer = await callOut(runtime, request);
    if (!isTriedAgain(answer) || retry >= webhook.retryCount) return;
    runtime.after(RETRY_AFTER_MS, () => void post(webhook, event, fields, retry + 1));
  };
  return ({ channel, event, origin, fields, message }) => {
    runtime.context.changed("flex", channel.sid);
    if (origin.source === "API" && !origin.announced) return;
    const form = { ...commonFields(runtime, channel, event, origin), ...fields };
    for (const webhook of store.webhooks.of(channel.sid)) {
      if (!wants(webhook, event, message)) continue;
      const { flowSid } = webhook;
      if (webhook.type !== "studio") runtime.soon(() => void post(webhook, event, form));
      else if (flowSid !== null && message !== undefined) {
        runtime.soon(() => {
          const current = store.channels.get(channel.sid);
          if (current !== undefined) startFlow(flowSid, current, message);
        });
      }
    }
  };
}

function isTriedAgain({ status, failure }: CallbackAnswer): boolean {
  return failure === "timeout" || TRIED_AGAIN.has(status);
}

/** A file is a message too, for who listens to messages only as text it is none (assumed, the harsher reading). */
function wants(webhook: ChannelWebhook, event: ChannelEvent, message: ChatMessage | undefined): boolean {
  if (webhook.type === "trigger") {
    return (
      event === "onMessageSent" && webhook.triggers.some((word) => message?.body.includes(word) ?? false)
    );
  }
  return webhook.filters.includes(event);
}
