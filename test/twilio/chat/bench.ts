import { afterEach, beforeEach } from "vitest";

import type { KnownThere, Transport } from "../../../src/bridge/ports.ts";
import { createProgress } from "./clock.ts";
import { silentLog } from "../../../src/domain/log.ts";
import type { MemberId, TransportConversationId } from "../../../src/domain/ids.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { createChatTransport } from "../../../src/twilio/chat/transport.ts";
import { createTwilioClient, type TwilioClient } from "../../../src/twilio/client.ts";
import { expectConformance } from "../../contract/conformance/expect-conformance.ts";
import { createDials, type Dials } from "../../faults/support/dials.ts";
import { definitionOf, trigger } from "../../sandbox/twilio/flow-definition.ts";
import { noMedia } from "../bench.ts";

export const CALLBACK = "https://chat.example.com/twilio/chat";
export const MEMBER = "81384788765712384" as MemberId;
export const SPEC = { name: `discord-${MEMBER}-1-abc`, memberId: MEMBER, displayName: 'Mia "the fox"' };
export const going = new AbortController().signal;

/** The legacy transport against the sandbox's account, with nobody who listens. */
export interface ChatBench {
  readonly sandbox: Sandbox;
  readonly client: TwilioClient;
  readonly dials: Dials;
  readonly transport: Transport;
  /** Ours of today. */
  readonly service: ReturnType<TwilioClient["chat"]["v2"]["services"]["get"]>;
  readonly flexFlowSid: string;
  readonly flowSid: string;
  /** Our clock goes on by so much. */
  readonly pass: (ms: number) => void;
  readonly open: () => Promise<TransportConversationId>;
  /** The channel behind our id. */
  readonly channel: (id: TransportConversationId) => ReturnType<ChatBench["service"]["channels"]["get"]>;
  readonly tasksOf: (id: TransportConversationId) => Promise<readonly string[]>;
}

export function benchEach(): () => ChatBench {
  let bench: ChatBench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    await expectConformance(bench.sandbox, "answers");
    await bench.sandbox.close();
  });
  return () => bench;
}

async function openBench(): Promise<ChatBench> {
  const sandbox = await startSandbox();
  const { accountSid, apiKey, apiSecret, api, workspaceSid } = sandbox.ready.twilio;
  const client = createTwilioClient({ accountSid, apiKey, apiSecret, api });
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const [workflow] = await workspace.workflows.list();
  const [queue] = await workspace.taskQueues.list();
  const chat = (await workspace.taskChannels.list()).find(({ uniqueName }) => uniqueName === "chat");
  const nowhere = {
    name: "end",
    type: "split-based-on",
    properties: { input: "x" },
    transitions: [{ event: "noMatch" }],
  };
  const flow = await client.studio.v2.flows.create({
    friendlyName: "old",
    status: "published",
    definition: definitionOf([trigger("end", "incomingMessage"), nowhere]),
  });
  const { sid: chatServiceSid } = await client.chat.v2.services.create({ friendlyName: "old" });
  const flexFlow = await client.flexApi.v1.flexFlow.create({
    friendlyName: "old",
    chatServiceSid,
    channelType: "custom",
    integrationType: "studio",
    "integration.flowSid": flow.sid,
  });
  const clock = createProgress();
  const transport = createChatTransport({
    client,
    ids: {
      workspaceSid,
      workflowSid: workflow?.sid ?? "",
      queueSid: queue?.sid ?? "",
      taskChannelSid: chat?.sid ?? "",
      flowSid: flow.sid,
    },
    chatServiceSid,
    flexFlowSid: flexFlow.sid,
    media: noMedia,
    callbackUrl: CALLBACK,
    clock,
    log: silentLog,
  });
  const service = client.chat.v2.services.get(chatServiceSid);
  const sidOf = (id: TransportConversationId) => id.replace(/^chat-/u, "");
  return {
    sandbox,
    client,
    dials: createDials(sandbox.url),
    transport,
    service,
    flexFlowSid: flexFlow.sid,
    flowSid: flow.sid,
    pass: clock.pass,
    open: () => transport.ensureConversation(SPEC, going),
    channel: (id) => service.channels.get(sidOf(id)),
    async tasksOf(id) {
      const found = await workspace.tasks.list({ evaluateTaskAttributes: `channelSid == "${sidOf(id)}"` });
      return found.map(({ sid }) => sid);
    },
  };
}

/** A conversation that we know nothing of yet. */
export function unknown(conversation: TransportConversationId): KnownThere {
  return { conversation, accountedTo: -1, ahead: [], heard: [], answering: "assistant", taskId: null };
}
