import type { Masked, Side } from "../../provision/ports.ts";
import type { TwilioClient } from "../client.ts";
import { openAccount } from "./account.ts";
import { activityTarget } from "./activity.ts";
import { callbackTarget } from "./callback.ts";
import { conversationTimersTarget } from "./conversation-timers.ts";
import { eventSinkTarget } from "./event-sink.ts";
import { eventSubscriptionTarget } from "./event-subscription.ts";
import { flexConfigurationTarget } from "./flex-configuration.ts";
import { flowTarget } from "./flow.ts";
import { validateFlows } from "./flow-validation.ts";
import { legacyChatServiceTarget } from "./legacy-chat-service.ts";
import { legacyFlexFlowTarget } from "./legacy-flex-flow.ts";
import { queueTarget } from "./queue.ts";
import { referenceTargets } from "./references.ts";
import { taskChannelTarget } from "./task-channel.ts";
import { workflowTarget } from "./workflow.ts";

export interface TwilioSideOptions {
  readonly client: TwilioClient;
  /** Digests what may be a secret in something found. */
  readonly mask: (text: string) => Masked;
}

/** Twilio's share of one plan. It remembers what it read, so each plan needs a side of its own. */
export function createTwilioSide({ client, mask }: TwilioSideOptions): Side {
  const account = openAccount(client);
  return {
    name: "twilio",
    // Twilio refuses with 20429 what comes more than a handful at a time.
    concurrency: 4,
    targets: [
      ...referenceTargets(account),
      taskChannelTarget(account),
      activityTarget(account),
      queueTarget(account),
      workflowTarget(account),
      flowTarget(account, mask),
      legacyChatServiceTarget(account),
      legacyFlexFlowTarget(account),
      callbackTarget(account),
      eventSinkTarget(account),
      eventSubscriptionTarget(account),
      conversationTimersTarget(account),
      flexConfigurationTarget(account),
    ],
    preflight: (intentions) => validateFlows(account, intentions),
  };
}
