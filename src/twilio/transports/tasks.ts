import type { TaskFacts, TaskSearch } from "../../bridge/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { TaskId, TransportConversationId } from "../../domain/ids.ts";
import { customerAttributes, plainName, readAttributes } from "../attributes.ts";
import { identityOf } from "../names.ts";
import { call, callOn, unless, type FlexAccount } from "./flex-account.ts";
import { findTaskBy, workspaceOf } from "./find-task.ts";
import { detachFlow, flowIsRunning } from "./flow.ts";

/**
 * Marks the conversation "live agent requested". The flow reads it as
 * `trigger.conversation.ChannelAttributes.live_agent_requested`, and puts the rest into the task.
 */
export async function requestAgent(flex: FlexAccount, facts: TaskFacts, signal: AbortSignal): Promise<void> {
  await changeAttributes(flex, facts.conversation, signal, {
    live_agent_requested: "true",
    case_number: String(facts.caseNumber),
    ...customerAttributes(facts),
  });
}

/** How long Studio and the Interactions API are given to turn what they accepted into a task. */
const SETTLE_MS = 5_000;
/** An Interaction without a task by then has failed; Twilio reports that to nobody who does not ask. */
const INTERACTION_FAILED_MS = 60_000;

/**
 * Finds the task of a request, or has one made, in steps small enough to be stopped between any two:
 * the flow is taken off first, what it may have begun is waited for, and the intent to ask for an
 * Interaction is written down before asking. So no second task is made, whoever dies when.
 */
export async function ensureTask(
  flex: FlexAccount,
  facts: TaskFacts,
  signal: AbortSignal,
): Promise<TaskSearch> {
  const { conversation, memberId } = facts;
  const found = await findTask(flex, conversation, signal);
  if (found !== null) return { found };
  const later: TaskSearch = { found: null, comeBackMs: SETTLE_MS };
  if (await detachFlow(flex, conversation, signal)) return later;
  if (await flowIsRunning(flex, [conversation, identityOf(memberId)], signal)) return later;
  // It may have made one and ended since the first look. Nothing can from here on.
  const foundNow = await findTask(flex, conversation, signal);
  if (foundNow !== null) return { found: foundNow };
  const { attributes } = await callOn(flex, conversation, signal, "read the conversation", (context) =>
    context.fetch(),
  );
  const askedAt = readAttributes(attributes)[ASKED_AT];
  const now = flex.clock.now();
  if (typeof askedAt === "number" && Math.abs(now - askedAt) < INTERACTION_FAILED_MS) return later;
  await changeAttributes(flex, conversation, signal, { [ASKED_AT]: now });
  await askForInteraction(flex, facts, signal);
  flex.log.info("the flow made no task, so an interaction was asked for", { conversation });
  return later;
}

const ASKED_AT = "flexcord_interaction_asked_at";

/** The live task of a conversation. */
export function findTask(
  flex: FlexAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<TaskId | null> {
  return findTaskBy(flex, "conversationSid", id, signal);
}

async function askForInteraction(flex: FlexAccount, facts: TaskFacts, signal: AbortSignal): Promise<void> {
  const { workspaceSid, taskChannelSid } = flex.ids;
  const target = await targetOf(flex, facts, signal);
  const { conversation, memberId, caseNumber } = facts;
  const name = plainName(facts.displayName);
  const attributes = {
    conversationSid: conversation,
    from: name,
    customerName: name,
    customerAddress: identityOf(memberId),
    caseNumber: String(caseNumber),
    channelType: "web",
    direction: "inbound",
  };
  const asking = callOn(flex, conversation, signal, "ask for an interaction", () =>
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
  try {
    await asking;
  } catch (thrown) {
    // What surely did not happen need not be waited for. Should this fail too, the next try waits a minute.
    if (thrown instanceof Failure && thrown.certain) {
      await changeAttributes(flex, conversation, signal, { [ASKED_AT]: 0 }).catch(() => undefined);
    }
    throw thrown;
  }
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
  const found = readAttributes(attributes);
  if (Object.entries(wanted).every(([key, value]) => found[key] === value)) return;
  const merged = JSON.stringify({ ...found, ...wanted });
  await callOn(flex, id, signal, doing, (context) => context.update({ attributes: merged }));
}
