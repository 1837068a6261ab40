import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

const workspace = () => host.client.taskrouter.v1.workspaces(host.imitation.ready.workspaceSid);

async function names(list: Promise<readonly { friendlyName: string }[]>) {
  return (await list).map(({ friendlyName }) => friendlyName);
}

function configuration(queue: string, more: object = {}) {
  return JSON.stringify({ task_routing: { filters: [], default_filter: { queue }, ...more } });
}

test("a new account has what Flex puts into it", async () => {
  const [only, ...others] = await host.client.taskrouter.v1.workspaces.list();
  expect(only).toMatchObject({
    friendlyName: "Flex Task Assignment",
    eventCallbackUrl: "",
    eventsFilter: null,
  });
  expect(others).toEqual([]);
  expect(await names(workspace().activities.list())).toEqual([
    "Offline",
    "Available",
    "Unavailable",
    "Break",
  ]);
  expect(await names(workspace().taskQueues.list())).toEqual(["Everyone"]);
  expect(await names(workspace().workflows.list())).toEqual(["Assign to Anyone"]);
  const channels = await workspace().taskChannels.list();
  expect(channels.map(({ uniqueName }) => uniqueName)).toEqual([
    "default",
    "voice",
    "chat",
    "sms",
    "video",
    "email",
  ]);
  const flex = await host.client.flexApi.v1.configuration().fetch();
  expect(flex).toMatchObject({
    taskrouterWorkspaceSid: host.imitation.ready.workspaceSid,
    chatServiceInstanceSid: host.imitation.ready.chatServiceSid,
    flexInstanceSid: host.imitation.ready.flexInstanceSid,
  });
});

describe("a workflow", () => {
  test("must be JSON that names queues which are there", async () => {
    const create = (text: string) =>
      workspace().workflows.create({ friendlyName: "mine", configuration: text });
    await expect(create("yaml: no")).rejects.toMatchObject({ code: 20001 });
    await expect(create(configuration("WQ0"))).rejects.toMatchObject({
      message: expect.stringContaining("default_filter.queue"),
    });
    const { sid } = await workspace().taskQueues.create({
      friendlyName: "Discord",
      targetWorkers: "team == 'discord'",
    });
    const filters = [{ expression: "a ==", targets: [{ queue: sid }] }];
    await expect(create(configuration(sid, { filters }))).rejects.toMatchObject({
      message: expect.stringContaining("filters[0]"),
    });
    expect(await create(configuration(sid))).toMatchObject({
      friendlyName: "mine",
      taskReservationTimeout: 120,
    });
    await expect(workspace().taskQueues(sid).remove()).rejects.toMatchObject({ status: 400 });
  });

  test("sends a task to the queue of the first filter that holds, and cancels what nobody takes", async () => {
    const [everyone] = await workspace().taskQueues.list();
    const vip = await workspace().taskQueues.create({ friendlyName: "VIP" });
    const { sid } = await workspace().workflows.create({
      friendlyName: "by member",
      configuration: JSON.stringify({
        task_routing: {
          filters: [
            {
              filter_friendly_name: "vip",
              expression: "vip == true",
              targets: [{ queue: vip.sid, priority: "5" }],
            },
            {
              filter_friendly_name: "plain",
              expression: "vip == false",
              targets: [{ queue: everyone?.sid, timeout: 0 }],
            },
          ],
        },
      }),
    });
    const put = (attributes: object) =>
      workspace().tasks.create({ workflowSid: sid, attributes: JSON.stringify(attributes) });
    const [important, plain, strange] = [await put({ vip: true }), await put({ vip: false }), await put({})];
    const placed = await until(async () => {
      const task = await workspace().tasks(important.sid).fetch();
      return task.taskQueueSid === vip.sid && task;
    }, "the queue");
    expect(placed).toMatchObject({ taskQueueFriendlyName: "VIP", priority: 5 });
    const reasonOf = (taskSid: string) =>
      until(async () => {
        const task = await workspace().tasks(taskSid).fetch();
        return task.assignmentStatus === "canceled" && task.reason;
      }, "the cancellation");
    expect(await reasonOf(plain.sid)).toBe("Workflow TTL Exceeded");
    expect(await reasonOf(strange.sid)).toContain("did not match");
    expect(await workspace().tasks.list({ taskQueueName: "VIP" })).toHaveLength(1);
    expect(await workspace().tasks.list({ assignmentStatus: ["canceled"] })).toHaveLength(2);
  });
});

describe("a task", () => {
  test("is changed only by who has seen its last version", async () => {
    const { sid } = await workspace().tasks.create({ attributes: '{"a":1}' });
    await until(async () => (await workspace().tasks(sid).fetch()).taskQueueSid, "the queue");
    const uri = `https://taskrouter.twilio.com/v1/Workspaces/${host.imitation.ready.workspaceSid}/Tasks/${sid}`;
    const { headers } = await host.client.request({ method: "get", uri });
    const seen = String((headers as Record<string, unknown>)["etag"]);
    await workspace().tasks(sid).update({ attributes: '{"a":2}', ifMatch: seen });
    await expect(
      workspace().tasks(sid).update({ attributes: '{"a":3}', ifMatch: seen }),
    ).rejects.toMatchObject({ status: 412 });
    expect((await workspace().tasks(sid).fetch()).attributes).toBe('{"a":2}');
  });

  test("goes only the ways that there are, one change at a time", async () => {
    const { sid } = await workspace().tasks.create({ attributes: "{}" });
    const task = workspace().tasks(sid);
    await expect(task.update({ assignmentStatus: "completed" })).rejects.toMatchObject({ status: 400 });
    await expect(task.update({ assignmentStatus: "canceled", attributes: "{}" })).rejects.toMatchObject({
      status: 400,
    });
    await expect(task.update({ attributes: "no" })).rejects.toMatchObject({ status: 400 });
    await task.update({ assignmentStatus: "canceled", reason: "done" });
    await task.remove();
    await expect(task.fetch()).rejects.toMatchObject({ code: 20404 });
  });
});

test("a reservation is accepted by REST too, and the others are rescinded", async () => {
  const [everyone] = await workspace().taskQueues.list();
  await workspace()
    .taskQueues(everyone?.sid ?? "")
    .update({ maxReservedWorkers: 2 });
  const [available] = await workspace().activities.list({ friendlyName: "Available" });
  for (const friendlyName of ["one", "two"]) {
    await workspace().workers.create({ friendlyName, activitySid: available?.sid ?? "" });
  }
  const { sid } = await workspace().tasks.create({ attributes: "{}" });
  const offers = await until(async () => {
    const found = await workspace().tasks(sid).reservations.list({ reservationStatus: "pending" });
    return found.length === 2 && found;
  }, "two offers");
  const [first] = offers;
  await workspace()
    .workers(first?.workerSid ?? "")
    .reservations(first?.sid ?? "")
    .update({ reservationStatus: "accepted" });
  const statuses = (await workspace().tasks(sid).reservations.list()).map(
    ({ reservationStatus }) => reservationStatus,
  );
  expect(new Set(statuses)).toEqual(new Set(["accepted", "rescinded"]));
  const channels = await workspace()
    .workers(first?.workerSid ?? "")
    .workerChannels.list();
  expect(channels.find(({ taskChannelUniqueName }) => taskChannelUniqueName === "default")).toMatchObject({
    assignedTasks: 1,
    availableCapacityPercentage: 0,
  });
  await workspace().tasks(sid).update({ assignmentStatus: "completed", reason: "solved" });
  const { reservationStatus } = await workspace()
    .tasks(sid)
    .reservations(first?.sid ?? "")
    .fetch();
  expect(reservationStatus).toBe("completed");
});

test("a new task channel reaches every worker", async () => {
  const worker = await workspace().workers.create({ friendlyName: "one" });
  await workspace().taskChannels.create({ friendlyName: "Discord", uniqueName: "discord" });
  await expect(
    workspace().taskChannels.create({ friendlyName: "Discord", uniqueName: "discord" }),
  ).rejects.toMatchObject({ status: 400 });
  const channel = workspace().workers(worker.sid).workerChannels("discord");
  expect(await channel.fetch()).toMatchObject({ configuredCapacity: 1 });
  expect(await channel.update({ capacity: 4 })).toMatchObject({ configuredCapacity: 4 });
});
