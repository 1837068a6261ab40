import { call, unless, type WorkAccount } from "./account.ts";

/**
 * Takes the flow's webhooks off a conversation, and tells whether there were any. A conversation that is gone has none.
 */
export async function removeFlow(
  list: () => Promise<readonly { readonly sid: string }[]>,
  remove: (sid: string) => Promise<unknown>,
): Promise<boolean> {
  const webhooks = await unless(GONE, list);
  for (const { sid } of webhooks ?? []) await unless(GONE, () => remove(sid));
  return webhooks !== null && webhooks.length > 0;
}

const GONE = ["twilio.not-found", "twilio.closed"] as const;

/**
 * Whether the flow is at work on the conversation right now. An execution names its contact and what began
 * it; which of them holds the conversation, and whether as SID or as the member's identity, is assumed to
 * vary.
 */
export async function flowIsRunning(
  account: WorkAccount,
  names: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  const { client, ids } = account;
  // A flow that somebody deleted is at work on nothing.
  const active = await unless(["twilio.not-found"], () =>
    call(signal, "list the flow's executions", () =>
      client.studio.v2.flows.get(ids.flowSid).executions.list({ status: "active", limit: 1000 }),
    ),
  );
  return (active ?? []).some(
    ({ contactChannelAddress, initiatedBy }) =>
      names.includes(contactChannelAddress) || names.includes(initiatedBy),
  );
}
