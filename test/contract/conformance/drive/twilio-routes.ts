import { openConversation, workspaceOf } from "../../../sandbox/twilio/floor.ts";
import { definitionOf, httpRequest, trigger } from "../../../sandbox/twilio/flow-definition.ts";
import { until, type Floor } from "../../../sandbox/twilio/host.ts";

/** An account with somebody who takes its callbacks. */
export interface Account extends Floor {
  /** What stands before a host's name. */
  readonly base: string;
  readonly callbacks: string;
}

/** The media service, which the helper library does not know: up, found, and down again. Gives the SID. */
export async function useMedia(
  { base, imitation }: Account,
  chatServiceSid = imitation.ready.chatServiceSid,
): Promise<string> {
  const { apiKey, apiSecret } = imitation.ready;
  const url = `${base}/mcs.us1.twilio.com/v1/Services/${chatServiceSid}/Media`;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  const headers = { authorization, "content-type": "text/plain" };
  const sent = await fetch(`${url}?Filename=a.txt`, { method: "POST", headers, body: "it broke" });
  const { sid } = (await sent.json()) as { readonly sid: string };
  const found = await fetch(`${url}/${sid}`, { headers: { authorization } });
  const { links } = (await found.json()) as { readonly links: { readonly content_direct_temporary: string } };
  await fetch(links.content_direct_temporary);
  return sid;
}

/** Everything of a conversation, by itself and below its service. */
export async function useConversations(host: Account) {
  const { v1 } = host.client.conversations;
  await v1.configuration().fetch();
  const { chatServiceSid } = host.imitation.ready;
  // The SDK gives the same calls, below a service, types of their own.
  const ofService = v1.services(chatServiceSid).conversations as unknown as typeof v1.conversations;
  for (const list of [v1.conversations, ofService]) {
    const { sid } = await list.create({
      "timers.inactive": "PT1M",
      "timers.closed": "PT10M",
      uniqueName: `${Math.random()}`,
    });
    const on = list(sid);
    await on.fetch();
    await on.update({ attributes: '{"a":1}' });
    await list.list();
    const participant = await on.participants.create({ identity: "discord_9" });
    await on.participants(participant.sid).fetch();
    await on.participants(participant.sid).update({ lastReadMessageIndex: 0 });
    await on.participants.list();
    const message = await on.messages.create({ body: "hello", author: "discord_9" });
    await on.messages.create({ mediaSid: await useMedia(host), author: "discord_9" });
    await on.messages(message.sid).fetch();
    await on.messages(message.sid).update({ body: "hello!" });
    await on.messages.list();
    const webhook = await on.webhooks.create({
      target: "trigger",
      "configuration.url": host.callbacks,
      "configuration.triggers": ["nothing"],
    });
    await on.webhooks.create({ target: "studio", "configuration.flowSid": `FW${"0".repeat(32)}` });
    await on.webhooks(webhook.sid).fetch();
    await on.webhooks(webhook.sid).update({ "configuration.method": "get" });
    await on.webhooks.list();
    await v1.participantConversations.list({ identity: "discord_9" });
    await v1.services(chatServiceSid).participantConversations.list({ identity: "discord_9" });
    await on.webhooks(webhook.sid).remove();
    await on.messages(message.sid).remove();
    await on.participants(participant.sid).remove();
    await on.remove();
  }
}

/** A flow that runs once, and everything that can be asked of it. */
export async function useStudio(host: Account) {
  const { v2 } = host.client.studio;
  const flow = {
    friendlyName: "test",
    status: "published" as const,
    definition: definitionOf([trigger("ask"), httpRequest("ask", host.callbacks, {})]),
  };
  await v2.flowValidate.update(flow);
  const { sid } = await v2.flows.create(flow);
  const on = v2.flows(sid);
  await on.update({ status: "published", commitMessage: "again" });
  await on.fetch();
  await v2.flows.list();
  await host.client.request({ method: "get", uri: `https://studio.twilio.com/v2/Flows/${sid}/Revisions` });
  await on.revisions("1").fetch();
  const conversation = await openConversation(host);
  await conversation.on.webhooks.create({ target: "studio", "configuration.flowSid": sid });
  await conversation.on.messages.create({ body: "hi", author: "discord_1", xTwilioWebhookEnabled: "true" });
  const execution = await until(async () => {
    const [first] = await on.executions.list();
    return first?.status === "ended" && first;
  }, "the execution");
  const run = on.executions(execution.sid);
  await run.fetch();
  await run.executionContext().fetch();
  const [step] = await run.steps.list();
  await run.steps(step?.sid ?? "").fetch();
  await run
    .steps(step?.sid ?? "")
    .stepContext()
    .fetch();
  await run.update({ status: "ended" });
  await on.remove();
}

/** Everything of a workspace, and one task on its way. */
export async function useTaskRouter(host: Account) {
  await host.client.taskrouter.v1.workspaces.list();
  const workspace = workspaceOf(host);
  await workspace.fetch();
  await workspace.update({ eventCallbackUrl: host.callbacks, eventsFilter: "task.created" });
  const activity = await workspace.activities.create({ friendlyName: "Lunch" });
  await workspace.activities(activity.sid).fetch();
  await workspace.activities.list();
  const channel = await workspace.taskChannels.create({ friendlyName: "Discord", uniqueName: "discord" });
  await workspace.taskChannels(channel.sid).update({ friendlyName: "Discord DMs" });
  await workspace.taskChannels(channel.sid).fetch();
  await workspace.taskChannels.list();
  const queue = await workspace.taskQueues.create({
    friendlyName: "Help",
    assignmentActivitySid: activity.sid,
  });
  await workspace.taskQueues(queue.sid).update({ taskOrder: "LIFO" });
  await workspace.taskQueues(queue.sid).fetch();
  await workspace.taskQueues.list();
  await workspace.taskQueues(queue.sid).realTimeStatistics().fetch();
  await workspace.taskQueues(queue.sid).cumulativeStatistics().fetch();
  const configuration = JSON.stringify({ task_routing: { default_filter: { queue: queue.sid } } });
  const workflow = await workspace.workflows.create({ friendlyName: "Help", configuration });
  await workspace.workflows(workflow.sid).update({ taskReservationTimeout: 60 });
  await workspace.workflows(workflow.sid).fetch();
  await workspace.workflows.list();
  const worker = await workspace.workers.create({ friendlyName: "one" });
  await workspace.workers(worker.sid).update({ attributes: '{"team":"discord"}' });
  await workspace.workers(worker.sid).fetch();
  await workspace.workers.list();
  await workspace.workers(worker.sid).workerChannels("chat").update({ capacity: 2 });
  await workspace.workers(worker.sid).workerChannels("chat").fetch();
  await workspace.workers(worker.sid).workerChannels.list();
  const task = await workspace.tasks.create({
    attributes: "{}",
    workflowSid: workflow.sid,
    taskChannel: "chat",
  });
  await workspace.tasks(task.sid).update({ priority: 3 });
  await workspace.tasks(task.sid).fetch();
  await workspace.tasks.list({ ordering: "Priority:desc,DateCreated:asc" });
  const [available] = await workspace.activities.list({ available: "true" });
  await workspace.workers(worker.sid).update({ activitySid: available?.sid ?? "" });
  const [offer] = await until(async () => {
    const offers = await workspace.tasks(task.sid).reservations.list();
    return offers.length > 0 && offers;
  }, "the offer");
  const reservationSid = offer?.sid ?? "";
  await workspace.workers(worker.sid).reservations.list();
  await workspace.workers(worker.sid).reservations(reservationSid).fetch();
  await workspace.tasks(task.sid).reservations(reservationSid).fetch();
  await workspace.workers(worker.sid).reservations(reservationSid).update({ reservationStatus: "rejected" });
  const next = await until(async () => {
    const [again] = await workspace.tasks(task.sid).reservations.list({ reservationStatus: "pending" });
    return again;
  }, "the next offer");
  await workspace.tasks(task.sid).reservations(next.sid).update({ reservationStatus: "accepted" });
  await workspace.workers(worker.sid).update({ activitySid: activity.sid });
  await workspace.tasks(task.sid).remove();
  await workspace.workflows(workflow.sid).remove();
  await workspace.taskQueues(queue.sid).remove();
  await workspace.taskChannels(channel.sid).remove();
}

/** A document of Sync, from its writing to its removal. */
export async function useSync(host: Account) {
  const { documents } = host.client.sync.v1.services("default");
  await documents.create({ uniqueName: "kept", data: { a: 1 } });
  const { revision } = await documents("kept").fetch();
  await documents("kept").update({ data: { a: 2 }, ttl: 60, ifMatch: revision });
  await documents.list();
  await documents("kept").remove();
}

/** A sink, and what is sent to it. */
export async function useEventStreams(host: Account) {
  const { sinks, subscriptions } = host.client.events.v1;
  const sinkConfiguration = { destination: "https://bridge.example/events", method: "POST" };
  const { sid } = await sinks.create({ description: "ours", sinkConfiguration, sinkType: "webhook" });
  await sinks.list();
  await sinks(sid).fetch();
  await sinks(sid).update({ description: "still ours" });
  const types = [{ type: "com.twilio.taskrouter.task.created", schema_version: 1 }];
  const made = await subscriptions.create({ description: "tasks", sinkSid: sid, types });
  const subscription = subscriptions(made.sid);
  await subscriptions.list();
  await subscription.fetch();
  await subscription.update({ description: "all tasks" });
  await subscription.subscribedEvents.create({ type: "com.twilio.taskrouter.task.canceled" });
  await subscription.subscribedEvents.list();
  await subscription.subscribedEvents("com.twilio.taskrouter.task.canceled").remove();
  await subscription.remove();
  await sinks(sid).remove();
  await host.client.events.v1
    .sinks(`DG${"0".repeat(32)}`)
    .fetch()
    .catch(() => undefined);
}

/** Settings of Flex and of Conversations, written back. */
export async function changeSettings(host: Account) {
  const { accountSid } = host.imitation.ready;
  await host.client.conversations.v1.configuration().update({ defaultClosedTimer: "P1D" });
  await host.client.flexApi.v1.configuration().update({ account_sid: accountSid, ui_attributes: {} });
  const { sid } = await workspaceOf(host).activities.create({ friendlyName: "Training" });
  await workspaceOf(host).activities(sid).update({ friendlyName: "Course" });
  await workspaceOf(host).activities(sid).remove();
}
