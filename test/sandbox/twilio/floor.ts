import { until, type Floor, type Host } from "./host.ts";

/** What an agent is offered, as the control API tells it. */
export interface Offer {
  readonly reservationSid: string;
  readonly taskSid: string;
  readonly status: string;
  readonly conversationSid: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export function workspaceOf(host: Floor) {
  return host.client.taskrouter.v1.workspaces(host.imitation.ready.workspaceSid);
}

/** The workflow and the task channel that a new account has. */
export async function defaultRouting(host: Floor) {
  const [workflow] = await workspaceOf(host).workflows.list();
  const channels = await workspaceOf(host).taskChannels.list();
  const chat = channels.find(({ uniqueName }) => uniqueName === "chat");
  return { workflow: workflow?.sid ?? "", chat: chat?.sid ?? "" };
}

/** A conversation of discord_1. */
export async function openConversation(host: Floor, attributes = "{}") {
  const { conversations } = host.client.conversations.v1;
  const { sid } = await conversations.create({ attributes, friendlyName: "Mia" });
  await conversations(sid).participants.create({ identity: "discord_1" });
  return { sid, on: conversations(sid) };
}

/** Everything to /hook (the conversation) and /tasks (TaskRouter). */
export async function listen(host: Host, sid: string) {
  await workspaceOf(host).update({ eventCallbackUrl: `${host.receiver.url}/tasks` });
  await host.client.conversations.v1.conversations(sid).webhooks.create({
    target: "webhook",
    "configuration.url": `${host.receiver.url}/hook`,
    "configuration.filters": [
      "onMessageAdded",
      "onParticipantAdded",
      "onParticipantRemoved",
      "onConversationStateUpdated",
    ],
  });
}

export async function interact(host: Floor, conversationSid: string, attributes: object = {}) {
  const { workflow } = await defaultRouting(host);
  return host.client.flexApi.v1.interaction.create({
    channel: { type: "web", initiated_by: "customer", properties: { media_channel_sid: conversationSid } },
    routing: {
      properties: {
        workspace_sid: host.imitation.ready.workspaceSid,
        workflow_sid: workflow,
        task_channel_unique_name: "chat",
        attributes,
      },
    },
  });
}

/** An agent who is available. */
export async function addAgent(host: Floor, name = "Alex", more: object = {}) {
  const agent = await host.control<{ workerSid: string; identity: string }>("POST", "/agents", {
    name,
    fullName: `${name} Rivers`,
    ...more,
  });
  await host.control("PUT", `/agents/${agent.workerSid}/available`, { available: true });
  return agent;
}

/** The offer an agent has, or will have in a moment. */
export function offerTo(host: Floor, workerSid: string): Promise<Offer> {
  return until(async () => {
    const { reservations } = await host.control<{ reservations: Offer[] }>(
      "GET",
      `/agents/${workerSid}/tasks`,
    );
    return reservations.find(({ status }) => status === "pending");
  }, "an offer");
}
