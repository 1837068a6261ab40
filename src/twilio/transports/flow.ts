import type { TransportConversationId } from "../../domain/ids.ts";
import { call, callOn, unless, type FlexAccount, type WorkAccount } from "../conversations/flex-account.ts";

/** Takes the flow off the conversation, and tells whether it was still on it. */
export async function detachFlow(
  flex: FlexAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<boolean> {
  const gone = ["twilio.not-found", "twilio.closed"] as const;
  const webhooks = await unless(gone, () =>
    callOn(flex, id, signal, "list the webhooks", (context) => context.webhooks.list()),
  );
  const studio = (webhooks ?? []).filter(({ target }) => target === "studio");
  for (const { sid } of studio) {
    await unless(gone, () =>
      callOn(flex, id, signal, "take the flow off the conversation", (context) =>
        context.webhooks.get(sid).remove(),
      ),
    );
  }
  return studio.length > 0;
}

/**
 * Whether the flow is at work on the conversation right now. An execution names its contact and what began
 * it; which of them holds the conversation, and whether as SID or as the member's identity, is assumed to
 * vary.
 */
export async function flowIsRunning(
  flex: WorkAccount,
  names: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  // A flow that somebody deleted is at work on nothing.
  const active = await unless(["twilio.not-found"], () =>
    call(signal, "list the flow's executions", () =>
      flex.client.studio.v2.flows.get(flex.ids.flowSid).executions.list({ status: "active", limit: 1000 }),
    ),
  );
  return (active ?? []).some(
    ({ contactChannelAddress, initiatedBy }) =>
      names.includes(contactChannelAddress) || names.includes(initiatedBy),
  );
}
