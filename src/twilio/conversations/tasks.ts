import type { TaskFacts, TaskSearch } from "../../bridge/ports.ts";
import type { TaskId, TransportConversationId } from "../../domain/ids.ts";
import { withAttributes } from "../attributes.ts";
import { identityOf } from "../names.ts";
import { callOn, type FlexAccount } from "./flex-account.ts";
import { call, unless } from "../transports/account.ts";
import { findTaskBy, workspaceOf } from "../transports/find-task.ts";
import { flowIsRunning, removeFlow } from "../transports/flow.ts";
import { requestAttributes, searchTask, taskAttributes } from "../transports/task-search.ts";

/**
 * Marks the conversation "live agent requested". The flow reads it as
 * `trigger.conversation.ChannelAttributes.live_agent_requested`, and puts the rest into the task.
 */
export async function requestAgent(flex: FlexAccount, facts: TaskFacts, signal: AbortSignal): Promise<void> {
  await changeAttributes(flex, facts.conversation, signal, requestAttributes(facts));
}

const ASKED_AT = "flexcord_interaction_asked_at";

/** Finds the task of a request, or asks for an Interaction, which makes one. */
export async function ensureTask(
  flex: FlexAccount,
  facts: TaskFacts,
  signal: AbortSignal,
): Promise<TaskSearch> {
  const { conversation, memberId } = facts;
  return searchTask(flex.clock, ASKED_AT, {
    find: () => findTask(flex, conversation, signal),
    detachFlow: () => detachFlow(flex, conversation, signal),
    flowIsRunning: () => flowIsRunning(flex, [conversation, identityOf(memberId)], signal),
    async attributes() {
      const found = await callOn(flex, conversation, signal, "read the conversation", (one) => one.fetch());
      return found.attributes;
    },
    write: (attributes) => changeAttributes(flex, conversation, signal, attributes),
    async ask() {
      await askForInteraction(flex, facts, signal);
      flex.log.info("the flow made no task, so an interaction was asked for", { conversation });
      return null;
    },
  });
}

/** The live task of a conversation. */
export function findTask(
  flex: FlexAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<TaskId | null> {
  return findTaskBy(flex, "conversationSid", id, signal);
}

/** Takes the flow off the conversation, and tells whether it was still on it. */
export function detachFlow(
  flex: FlexAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<boolean> {
  return removeFlow(
    async () => {
      const webhooks = await callOn(flex, id, signal, "list the webhooks", (one) => one.webhooks.list());
      return webhooks.filter(({ target }) => target === "studio");
    },
    (sid) =>
      callOn(flex, id, signal, "take the flow off the conversation", (one) => one.webhooks.get(sid).remove()),
  );
}

async function askForInteraction(flex: FlexAccount, facts: TaskFacts, signal: AbortSignal): Promise<void> {
  const { workspaceSid, taskChannelSid } = flex.ids;
  const target = await targetOf(flex, facts, signal);
  const { conversation } = facts;
  const attributes = { conversationSid: conversation, ...taskAttributes(facts) };
  await callOn(flex, conversation, signal, "ask for an interaction", () =>
    flex.client.flexApi.v1.interaction.create({
      channel: {
        type: "web",
        initiated_by: "customer",
        properties: { media_channel_sid: conversation },
      },
      routing: {
        properties: {
          workspace_sid: workspaceSid,
          ...target,
          task_channel_sid: taskChannelSid,
          attributes,
        },
      },
    }),
  );
}

/** How long only the agent whom the member knows is asked; then the task ends, and anybody may. */
const PREFERRED_SECONDS = 60;

/** The agent whom the member knows, when they are there; else whoever the workflow finds. */
async function targetOf(
  flex: FlexAccount,
  { preferred }: TaskFacts,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string | number>>> {
  const { workflowSid: workflow_sid, queueSid: queue_sid } = flex.ids;
  if (preferred === null) return { workflow_sid };
  const worker = await unless(["twilio.not-found"], () =>
    call(signal, "look whether the agent is there", () => workspaceOf(flex).workers.get(preferred).fetch()),
  );
  if (worker?.available !== true) return { workflow_sid };
  return { workflow_sid, queue_sid, worker_sid: preferred, timeout: PREFERRED_SECONDS };
}

/** Writes what differs; attributes of others stay. */
async function changeAttributes(
  flex: FlexAccount,
  id: TransportConversationId,
  signal: AbortSignal,
  wanted: Readonly<Record<string, string | number>>,
): Promise<void> {
  const doing = "mark the conversation";
  const { attributes } = await callOn(flex, id, signal, doing, (context) => context.fetch());
  const merged = withAttributes(attributes, wanted);
  if (merged === null) return;
  await callOn(flex, id, signal, doing, (context) => context.update({ attributes: merged }));
}
