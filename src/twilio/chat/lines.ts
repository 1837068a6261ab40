import type { LineThere, Posted, TransportLine } from "../../bridge/ports.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { messageMark } from "../attributes.ts";
import { authorOf } from "../names.ts";
import { findByKey, posted } from "../transports/find-line.ts";
import { unless } from "../transports/account.ts";
import { callOn, isInactive, overFailure, type ChatAccount } from "./chat-account.ts";

/** Where the lines come from, for whoever else reads the channel. */
const ORIGIN = { origin: "discord" } as const;

/**
 * Writes one line into the channel. Chat has no idempotency key: each line carries its key in its attributes, and a
 * line in doubt is looked up by it first. Chat takes messages into channels that Flex is done with, where nobody
 * would read them; so the channel is asked before each.
 */
export async function post(chat: ChatAccount, line: TransportLine, signal: AbortSignal): Promise<Posted> {
  if (line.inDoubt) {
    const earlier = await findLine(chat, line, signal);
    if (earlier !== null) {
      chat.log.info("a line in doubt had arrived", { conversation: line.conversation, key: line.key });
      return earlier;
    }
  }
  await refuseInactive(chat, line.conversation, signal);
  const content =
    line.file === undefined
      ? { body: line.text }
      : { mediaSid: await chat.media.upload(await line.file.open(signal), signal) };
  const message = await callOn(chat, line.conversation, signal, DOING, (channel) =>
    channel.messages.create({
      from: authorOf(line.voice, line.memberId),
      ...content,
      attributes: messageMark(line, ORIGIN),
      // Without the header the flow does not hear of the message.
      ...(line.startsFlow ? { xTwilioWebhookEnabled: "true" as const } : {}),
    }),
  );
  return posted(message);
}

const DOING = "write into the channel";

async function refuseInactive(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<void> {
  const channel = await callOn(chat, id, signal, DOING, (context) => context.fetch());
  if (isInactive(channel)) throw overFailure(DOING);
}

/** Without the webhook: it is no news to us. */
export async function edit(
  chat: ChatAccount,
  { conversation, id, text }: LineThere & { readonly text: string },
  signal: AbortSignal,
): Promise<void> {
  await callOn(chat, conversation, signal, "change a line of the channel", (channel) =>
    channel.messages.get(id).update({ body: text }),
  );
}

export async function remove(
  chat: ChatAccount,
  { conversation, id }: LineThere,
  signal: AbortSignal,
): Promise<void> {
  await unless(["twilio.not-found"], () =>
    callOn(chat, conversation, signal, "take back a line of the channel", (channel) =>
      channel.messages.get(id).remove(),
    ),
  );
}

const PAGE_SIZE = 100;

function findLine(chat: ChatAccount, line: TransportLine, signal: AbortSignal): Promise<Posted | null> {
  return findByKey(line, (page) =>
    callOn(chat, line.conversation, signal, "look for the line in the channel", async (channel) =>
      page === undefined ? channel.messages.page({ order: "desc", pageSize: PAGE_SIZE }) : page.nextPage(),
    ),
  );
}
