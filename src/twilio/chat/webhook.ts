import { Failure } from "../../domain/failure.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { unless } from "../transports/account.ts";
import { callOn, type ChatAccount } from "./chat-account.ts";

/** Every event that the door makes something of. */
const FILTERS = [
  "onMessageSent",
  "onMessageUpdated",
  "onMessageRemoved",
  "onMediaMessageSent",
  "onChannelUpdated",
  "onChannelDestroyed",
];

/** As often as Twilio tries again at most. */
const RETRIES = 3;
const TOO_MANY_WEBHOOKS = 50321;

/** Exactly one webhook of ours on the channel. */
export async function ensureWebhook(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<void> {
  if ((await ours(chat, id, signal)).length > 0) return;
  await callOn(chat, id, signal, "add the channel's webhook", (channel) =>
    channel.webhooks
      .create({
        type: "webhook",
        "configuration.url": chat.callbackUrl,
        "configuration.method": "POST",
        "configuration.filters": FILTERS,
        "configuration.retryCount": RETRIES,
      })
      .catch((thrown: unknown) => {
        throw isLimit(thrown) ? tooMany() : thrown;
      }),
  );
  // Two tries at once may both have added it; both then keep the same one.
  const [, ...surplus] = (await ours(chat, id, signal)).toSorted();
  for (const sid of surplus) {
    await unless(["twilio.not-found"], () =>
      callOn(chat, id, signal, "remove a surplus webhook", (channel) => channel.webhooks.get(sid).remove()),
    );
  }
}

async function ours(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const all = await callOn(chat, id, signal, "list the channel's webhooks", (channel) =>
    channel.webhooks.list(),
  );
  return all
    .filter(({ type, configuration }) => {
      const { url } = (configuration ?? {}) as { readonly url?: unknown };
      return type === "webhook" && url === chat.callbackUrl;
    })
    .map(({ sid }) => sid);
}

const isLimit = (thrown: unknown): boolean =>
  (thrown as { readonly code?: unknown } | null)?.code === TOO_MANY_WEBHOOKS;

const tooMany = (): Failure =>
  new Failure("twilio.refused", "The channel has five webhooks of others, and Twilio allows no more.", {
    fix: "Remove one of them from the channel, or whatever adds them to every channel of the chat service; then `flexcord replay`.",
    where: `https://www.twilio.com/docs/api/errors/${TOO_MANY_WEBHOOKS}`,
  });
