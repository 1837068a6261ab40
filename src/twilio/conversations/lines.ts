import type { LineThere, Posted, TransportLine } from "../../bridge/ports.ts";
import { messageMark } from "../attributes.ts";
import { authorOf } from "../names.ts";
import { findByKey, posted } from "../transports/find-line.ts";
import { callOn, type FlexAccount } from "./flex-account.ts";
import { unless } from "../transports/account.ts";

/**
 * Writes one line into the conversation. Twilio has no idempotency key for messages: each line carries its
 * key in its attributes, and a line in doubt is looked up by it first.
 */
export async function post(flex: FlexAccount, line: TransportLine, signal: AbortSignal): Promise<Posted> {
  if (line.inDoubt) {
    const earlier = await findLine(flex, line, signal);
    if (earlier !== null) {
      flex.log.info("a line in doubt had arrived", { conversation: line.conversation, key: line.key });
      return earlier;
    }
  }
  const content =
    line.file === undefined
      ? { body: line.text }
      : { mediaSid: await flex.media.upload(await line.file.open(signal), signal) };
  const message = await callOn(flex, line.conversation, signal, "write into the conversation", (context) =>
    context.messages.create({
      author: authorOf(line.voice, line.memberId),
      ...content,
      attributes: messageMark(line),
      // Without the header neither the flow nor the webhook hears of the message.
      ...(line.startsFlow ? { xTwilioWebhookEnabled: "true" as const } : {}),
    }),
  );
  return posted(message);
}

/** Without the webhook: it is no news to us. */
export async function edit(
  flex: FlexAccount,
  { conversation, id, text }: LineThere & { readonly text: string },
  signal: AbortSignal,
): Promise<void> {
  await callOn(flex, conversation, signal, "change a line of the conversation", (context) =>
    context.messages.get(id).update({ body: text }),
  );
}

export async function remove(
  flex: FlexAccount,
  { conversation, id }: LineThere,
  signal: AbortSignal,
): Promise<void> {
  await unless(["twilio.not-found"], () =>
    callOn(flex, conversation, signal, "take back a line of the conversation", (context) =>
      context.messages.get(id).remove(),
    ),
  );
}

const PAGE_SIZE = 100;

function findLine(flex: FlexAccount, line: TransportLine, signal: AbortSignal): Promise<Posted | null> {
  const doing = "look for the line in the conversation";
  return findByKey(line, (page) =>
    callOn(flex, line.conversation, signal, doing, async (context) =>
      page === undefined ? context.messages.page({ order: "desc", pageSize: PAGE_SIZE }) : page.nextPage(),
    ),
  );
}
