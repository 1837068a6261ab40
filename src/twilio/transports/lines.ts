import type { TransportLine } from "../../bridge/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { TransportMessageId } from "../../domain/ids.ts";
import { keyOf, messageMark } from "../attributes.ts";
import { authorOf } from "../names.ts";
import { callOn, type Desk } from "./desk.ts";

/**
 * Writes one line into the conversation. Twilio has no idempotency key for messages: each line carries its
 * key in its attributes, and a line in doubt is looked up by it first.
 */
export async function post(
  desk: Desk,
  line: TransportLine,
  signal: AbortSignal,
): Promise<TransportMessageId> {
  if (line.inDoubt) {
    const earlier = await findLine(desk, line, signal);
    if (earlier !== null) {
      desk.log.info("a line in doubt had arrived", { conversation: line.conversation, key: line.key });
      return earlier;
    }
  }
  const { sid } = await callOn(desk, line.conversation, signal, "write into the conversation", (context) =>
    context.messages.create({
      author: authorOf(line.voice, line.memberId),
      body: line.text,
      attributes: messageMark(line),
      // Without the header neither the flow nor the webhook hears of the message.
      ...(line.startsFlow ? { xTwilioWebhookEnabled: "true" as const } : {}),
    }),
  );
  return messageId(sid);
}

/** How far back a line in doubt is looked for. Nobody writes this much between a try and the next. */
const LOOK_BACK = { pageSize: 100, pages: 10 };

async function findLine(
  desk: Desk,
  { conversation, key }: TransportLine,
  signal: AbortSignal,
): Promise<TransportMessageId | null> {
  const doing = "look for the line in the conversation";
  let page: Page | undefined = await callOn(desk, conversation, signal, doing, (context) =>
    context.messages.page({ order: "desc", pageSize: LOOK_BACK.pageSize }),
  );
  for (let turned = 0; page !== undefined && turned < LOOK_BACK.pages; turned += 1) {
    const current: Page = page;
    const ours = current.instances.find(({ attributes }) => keyOf(attributes) === key);
    if (ours !== undefined) return messageId(ours.sid);
    page = await callOn(desk, conversation, signal, doing, async () => current.nextPage());
  }
  return null;
}

interface Page {
  readonly instances: readonly { readonly sid: string; readonly attributes: string }[];
  nextPage(): Promise<Page> | undefined;
}

function messageId(sid: unknown): TransportMessageId {
  if (typeof sid === "string" && sid !== "") return sid as TransportMessageId;
  throw new Failure("twilio.unavailable", "Twilio's answer names no message.");
}
