import type { Twilio } from "twilio";

import type { Clock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import type { TransportConversationId } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import { twilioFailure } from "../failures.ts";
import type { MediaService } from "../media-service.ts";
import { requestSignal } from "../request-signal.ts";
import { isSid } from "../sids.ts";

/** The account as far as every transport needs it: where work for agents is made and found. */
export interface WorkAccount {
  readonly client: Twilio;
  readonly ids: {
    readonly workspaceSid: string;
    readonly workflowSid: string;
    readonly queueSid: string;
    readonly taskChannelSid: string;
    /** The flow that the transport's conversations start. */
    readonly flowSid: string;
  };
  readonly clock: Clock;
  readonly log: Log;
}

/** The account as the conversations transport needs it. */
export interface FlexAccount extends WorkAccount {
  readonly ids: WorkAccount["ids"] & {
    /** The chat service of Flex, which must be the account's default one. */
    readonly chatServiceSid: string;
  };
  /** The full URL of the conversation's own webhook. */
  readonly callbackUrl: string;
  readonly media: MediaService;
  /** When a conversation of ours that is quiet becomes inactive and is closed; the account's defaults when absent. */
  readonly timers?: { readonly inactiveMinutes: number | null; readonly closedMinutes: number | null };
}

export type ConversationContext = ReturnType<Twilio["conversations"]["v1"]["conversations"]["get"]>;

function conversationOf(flex: FlexAccount, id: TransportConversationId): ConversationContext {
  if (!isSid(id, "CH")) throw new Failure("bug.unexpected", "An id is not a conversation's.");
  return flex.client.conversations.v1.conversations.get(id);
}

/** One request, ended by the signal and failing by name. Its parameters may be a member's: no quotes. */
export async function call<T>(signal: AbortSignal, doing: string, run: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new Failure("run.interrupted", `Not begun: ${doing}.`, INTERRUPTED);
  try {
    return await requestSignal.run(signal, run);
  } catch (thrown) {
    throw twilioFailure(thrown, doing, { quote: false });
  }
}

const INTERRUPTED = { retry: true, certain: true } as const;

/**
 * A request about a conversation. How Twilio refuses one that is closed is not documented, so after any
 * lasting refusal the conversation itself is asked: "twilio.closed" when it is closed or gone.
 */
export async function callOn<T>(
  flex: FlexAccount,
  conversation: TransportConversationId,
  signal: AbortSignal,
  doing: string,
  run: (context: ConversationContext) => Promise<T>,
): Promise<T> {
  const context = conversationOf(flex, conversation);
  try {
    return await call(signal, doing, () => run(context));
  } catch (thrown) {
    if (hasCode(thrown, ...LASTING) && (await isOver(context, signal))) {
      throw new Failure("twilio.closed", `Could not ${doing}: the conversation is closed.`, {
        cause: thrown,
      });
    }
    throw thrown;
  }
}

/** Refusals that trying again will not change. */
export const LASTING = ["twilio.refused", "twilio.not-found", "twilio.permission", "twilio.closed"] as const;

async function isOver(context: ConversationContext, signal: AbortSignal): Promise<boolean> {
  try {
    const { state } = await call(signal, "read the conversation", () => context.fetch());
    return state === "closed";
  } catch (thrown) {
    return hasCode(thrown, "twilio.not-found");
  }
}

export function hasCode(thrown: unknown, ...codes: readonly Failure["code"][]): boolean {
  return thrown instanceof Failure && codes.includes(thrown.code);
}

/** Runs it, and takes failures of these codes for success. */
export async function unless<T>(codes: readonly Failure["code"][], run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (thrown) {
    if (hasCode(thrown, ...codes)) return null;
    throw thrown;
  }
}
