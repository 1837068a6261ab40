import { sleep } from "../../domain/clock.ts";
import type { Probe, TakeBack } from "../../domain/probe.ts";
import { calling } from "../targets/account.ts";
import type { TwilioProbeOptions } from "./options.ts";
import { openConversation } from "./conversation.ts";

const LOOKS = 20;
const BETWEEN_LOOKS_MS = 500;

/** By it the bridge tells whether a flow still runs in a conversation. */
export function executionAddress(options: TwilioProbeOptions): Probe {
  return {
    id: "twilio-execution-address",
    assumption: "the execution of a conversation's flow names the conversation or its author as contact",
    async run(takeBack, signal) {
      const author = `discord_${options.name}`;
      const flowSid = await openFlow(options, takeBack);
      const sid = await openConversation(options, `${options.name}-flow`, takeBack);
      const conversation = options.client.conversations.v1.conversations.get(sid);
      await calling("add the author", () => conversation.participants.create({ identity: author }));
      await calling("add the flow", () =>
        conversation.webhooks.create({
          target: "studio",
          "configuration.flowSid": flowSid,
          "configuration.filters": ["onMessageAdded"],
        }),
      );
      await calling("start the flow", () =>
        conversation.messages.create({ author, body: "flexcord doctor", xTwilioWebhookEnabled: "true" }),
      );
      const address = await addressOf(options, flowSid, signal);
      if (address === null) return { asAssumed: false, found: "no execution was seen within ten seconds" };
      const found = address === sid ? "the conversation" : address === author ? "the author" : `"${address}"`;
      return { asAssumed: address === sid || address === author, found };
    },
  };
}

/** A flow that does nothing, gone when the probe is over. */
async function openFlow({ client, name }: TwilioProbeOptions, takeBack: TakeBack): Promise<string> {
  const { flows } = client.studio.v2;
  const { sid } = await calling("create a flow", () =>
    flows.create({ friendlyName: name, status: "published", definition: IDLE }),
  );
  takeBack(`flow ${sid}`, () => calling("remove the flow", () => flows(sid).remove()));
  return sid;
}

async function addressOf(
  { client, clock }: TwilioProbeOptions,
  flowSid: string,
  signal: AbortSignal,
): Promise<string | null> {
  for (let look = 0; look < LOOKS; look += 1) {
    const executions = await calling("list the executions", () =>
      client.studio.v2.flows(flowSid).executions.list({ limit: 1 }),
    );
    const [execution] = executions;
    if (execution !== undefined) return execution.contactChannelAddress;
    await sleep(clock, BETWEEN_LOOKS_MS, signal);
  }
  return null;
}

const IDLE = {
  description: "flexcord doctor",
  states: [
    {
      name: "Trigger",
      type: "trigger",
      transitions: [
        { event: "incomingMessage" },
        { event: "incomingCall" },
        { event: "incomingConversationMessage", next: "Idle" },
        { event: "incomingRequest" },
        { event: "incomingParent" },
      ],
      properties: { offset: { x: 0, y: 0 } },
    },
    {
      name: "Idle",
      type: "set-variables",
      transitions: [{ event: "next" }],
      properties: { variables: [{ key: "probe", value: "done" }], offset: { x: 0, y: 200 } },
    },
  ],
  initial_state: "Trigger",
  flags: { allow_concurrent_calls: true },
};
