import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, beforeEach, expect, test } from "vitest";

import { addAgent, defaultRouting, interact, offerTo, openConversation, workspaceOf } from "./floor.ts";
import { startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost({ pace: 600 });
});
afterEach(() => host[Symbol.asyncDispose]());

test("a quiet conversation falls asleep, wakes with a message and closes at last", async () => {
  const { sid, on } = await openConversation(host);
  await on.webhooks.create({
    target: "webhook",
    "configuration.url": host.receiver.url,
    "configuration.filters": ["onConversationStateUpdated"],
  });
  await on.update({ "timers.inactive": "PT1M", "timers.closed": "PT10M" });
  const changes = () =>
    host.receiver.calls.map(({ form }) => `${form["StateFrom"]} ${form["StateTo"]} ${form["Reason"]}`);
  await until(() => changes().includes("active inactive TIMER"), "sleep");
  await on.messages.create({ body: "still there?", author: "discord_1" });
  await until(() => changes().includes("inactive active EVENT"), "waking");
  await until(() => changes().includes("inactive closed TIMER"), "the end");
  expect((await host.client.conversations.v1.conversations(sid).fetch()).state).toBe("closed");
});

test("an offer nobody answers is over, and its agent goes offline", async () => {
  const { workflow } = await defaultRouting(host);
  await workspaceOf(host).workflows(workflow).update({ taskReservationTimeout: 60 });
  const agent = await addAgent(host);
  const { sid } = await openConversation(host);
  await interact(host, sid);
  const { taskSid, reservationSid } = await offerTo(host, agent.workerSid);
  const reservation = workspaceOf(host).tasks(taskSid).reservations(reservationSid);
  await until(async () => (await reservation.fetch()).reservationStatus === "timeout", "the timeout");
  const worker = await until(async () => {
    const found = await workspaceOf(host).workers(agent.workerSid).fetch();
    return found.activityName === "Offline" && found;
  }, "the agent to go offline");
  expect(worker.available).toBe(false);
  expect((await workspaceOf(host).tasks(taskSid).fetch()).assignmentStatus).toBe("pending");
});

test("a task moves on to the next target, and ends with the last", async () => {
  const [first, second] = [
    await workspaceOf(host).taskQueues.create({ friendlyName: "First" }),
    await workspaceOf(host).taskQueues.create({ friendlyName: "Second" }),
  ];
  await workspaceOf(host).update({ eventCallbackUrl: host.receiver.url });
  const targets = [
    { queue: first.sid, timeout: 60 },
    { queue: second.sid, timeout: 60 },
  ];
  const workflow = await workspaceOf(host).workflows.create({
    friendlyName: "two steps",
    configuration: JSON.stringify({ task_routing: { filters: [{ expression: "1==1", targets }] } }),
  });
  const { sid } = await workspaceOf(host).tasks.create({ workflowSid: workflow.sid });
  const canceled = await until(() => host.receiver.of("task.canceled")[0], "the end");
  expect(canceled.form).toMatchObject({ TaskSid: sid, TaskCanceledReason: "Workflow TTL Exceeded" });
  await until(() => host.receiver.of("task-queue.moved")[0], "the move");
  expect(host.receiver.of("task-queue.entered")[0]?.form["TaskQueueName"]).toBe("First");
  expect(host.receiver.of("task-queue.moved")[0]?.form["TaskQueueName"]).toBe("Second");
});

test("a task lives no longer than its timeout", async () => {
  const { sid } = await workspaceOf(host).tasks.create({ timeout: 60 });
  const task = await until(async () => {
    const found = await workspaceOf(host).tasks(sid).fetch();
    return found.assignmentStatus === "canceled" && found;
  }, "the end");
  expect(task.reason).toBe("Task TTL Exceeded");
});

test("a receiver that never answers is given up", async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", resolve);
  });
  const { on } = await openConversation(host);
  await on.webhooks.create({
    target: "webhook",
    "configuration.url": `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`,
    "configuration.filters": ["onMessageAdded"],
  });
  await on.messages.create({ body: "hello?", author: "discord_1", xTwilioWebhookEnabled: "true" });
  const entry = await until(() => host.tape.read({ vendor: "callback" })[0], "the end of waiting");
  expect(entry).toMatchObject({ status: 0, error: "timeout" });
  silent.closeAllConnections();
  silent.close();
});
