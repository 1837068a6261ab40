import type { AgentFile } from "../domain/content.ts";
import type { InboundEvent } from "../domain/event.ts";
import type { EpochMs, TransportConversationId, TransportMessageId } from "../domain/ids.ts";
import { isInternal, keyOf } from "./attributes.ts";
import { isOurs } from "./names.ts";

/** A message of a conversation, told by a webhook or read from the API. */
export interface FlexMessage {
  readonly conversation: TransportConversationId;
  readonly sid: string;
  readonly index: number;
  readonly author: string;
  readonly body: string;
  readonly attributes: string | undefined;
  readonly files: readonly AgentFile[];
  readonly at: EpochMs;
}

/** What somebody else wrote, under the same source id whichever way it came; or why it is no such line. */
export function agentLine(
  message: FlexMessage,
): (InboundEvent & { readonly happening: { readonly kind: "agent.wrote" } }) | { readonly ignored: string } {
  const { conversation, sid, index, author, body, attributes, files, at } = message;
  if (isOurs(author) || keyOf(attributes) !== null) return { ignored: "written by flexcord" };
  if (body === "" && files.length === 0) return { ignored: "a message without text" };
  const happening = {
    kind: "agent.wrote",
    transportConversationId: conversation,
    transportMessageId: sid as TransportMessageId,
    index,
    author,
    text: body,
    ...(isInternal(attributes) ? { note: true as const } : {}),
    ...(files.length === 0 ? {} : { files }),
  } as const;
  return { source: "transport", sourceId: sid, at, happening };
}
