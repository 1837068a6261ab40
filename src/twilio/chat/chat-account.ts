import type { Twilio } from "twilio";

import { Failure } from "../../domain/failure.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import { readAttributes, withAttributes } from "../attributes.ts";
import { askLegacy } from "../legacy.ts";
import type { MediaService } from "../media-service.ts";
import { call, hasCode, LASTING, type WorkAccount } from "../transports/account.ts";
import { channelSid } from "./channel-id.ts";

/** The account as the legacy transport needs it. */
export interface ChatAccount extends WorkAccount {
  readonly chatServiceSid: string;
  readonly flexFlowSid: string;
  /** The full URL of the channel's own webhook. */
  readonly callbackUrl: string;
  readonly media: MediaService;
}

type Service = ReturnType<Twilio["chat"]["v2"]["services"]["get"]>;
type Channel = ReturnType<Service["channels"]["get"]>;

export function serviceOf({ client, chatServiceSid }: ChatAccount): Service {
  return client.chat.v2.services.get(chatServiceSid);
}

/** As `call`, for what names no one channel: refused for good, it says that the account has no Programmable Chat. */
export function callLegacy<T>(signal: AbortSignal, doing: string, run: () => Promise<T>): Promise<T> {
  return call(signal, doing, async () => {
    const answer = await askLegacy(doing, run, { quote: false });
    if (!answer.offered) throw answer.failure;
    return answer.value;
  });
}

/**
 * A request about a channel. After any lasting refusal the channel itself is asked: "twilio.closed" when Flex is
 * done with it, or it is gone.
 */
export async function callOn<T>(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
  doing: string,
  run: (channel: Channel) => Promise<T>,
): Promise<T> {
  const channel = serviceOf(chat).channels.get(channelSid(id));
  try {
    return await call(signal, doing, () => run(channel));
  } catch (thrown) {
    if (hasCode(thrown, ...LASTING) && (await isOver(channel, signal))) throw overFailure(doing, thrown);
    throw thrown;
  }
}

/** What Flex calls inactive, in the attributes and nowhere else. */
export function isInactive({ attributes }: { readonly attributes: string }): boolean {
  return readAttributes(attributes)["status"] === INACTIVE;
}

export const INACTIVE = "INACTIVE";

export function overFailure(doing: string, cause?: unknown): Failure {
  return new Failure("twilio.closed", `Could not ${doing}: Flex is done with the channel.`, { cause });
}

async function isOver(channel: Channel, signal: AbortSignal): Promise<boolean> {
  try {
    return isInactive(await call(signal, "read the channel", () => channel.fetch()));
  } catch (thrown) {
    return hasCode(thrown, "twilio.not-found");
  }
}

/**
 * Writes what differs; attributes of others stay. Chat knows no condition for it: what somebody else writes in the same
 * moment is lost, or ours is.
 */
export async function changeAttributes(
  chat: ChatAccount,
  id: TransportConversationId,
  signal: AbortSignal,
  wanted: Readonly<Record<string, string | number>>,
): Promise<void> {
  const doing = "mark the channel";
  const { attributes } = await callOn(chat, id, signal, doing, (channel) => channel.fetch());
  const merged = withAttributes(attributes, wanted);
  if (merged === null) return;
  await callOn(chat, id, signal, doing, (channel) => channel.update({ attributes: merged }));
}
