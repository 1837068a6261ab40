import type { LineThere, Posted, TransportLine } from "../../bridge/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { TransportMessageId } from "../../domain/ids.ts";
import { keyOf, messageMark } from "../attributes.ts";
import { authorOf } from "../names.ts";
import { callOn, unless, type FlexAccount } from "./flex-account.ts";

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
/** By how much Twilio's clock may be behind ours. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** Reads backwards, page by page, as far as the line can be. */
async function findLine(
  flex: FlexAccount,
  { conversation, key, decidedAt }: TransportLine,
  signal: AbortSignal,
): Promise<Posted | null> {
  const doing = "look for the line in the conversation";
  const since = decidedAt - CLOCKS_DIFFER_MS;
  let page: Page | undefined = await callOn(flex, conversation, signal, doing, (context) =>
    context.messages.page({ order: "desc", pageSize: PAGE_SIZE }),
  );
  while (page !== undefined) {
    const { instances }: Page = page;
    const ours = instances.find(({ attributes }) => keyOf(attributes) === key);
    if (ours !== undefined) return posted(ours);
    if (instances.every(({ dateCreated }) => dateCreated !== null && dateCreated.getTime() < since))
      return null;
    const current: Page = page;
    page = await callOn(flex, conversation, signal, doing, async () => current.nextPage());
  }
  return null;
}

interface Page {
  readonly instances: readonly {
    readonly sid: string;
    readonly index: number;
    readonly attributes: string;
    readonly dateCreated: Date | null;
  }[];
  nextPage(): Promise<Page> | undefined;
}

function posted({ sid, index }: { readonly sid: unknown; readonly index: unknown }): Posted {
  if (typeof sid === "string" && sid !== "" && typeof index === "number") {
    return { id: sid as TransportMessageId, index };
  }
  throw new Failure("twilio.unavailable", "Twilio's answer names no message.");
}
