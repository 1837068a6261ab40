import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addAgent, interact, offerTo, openConversation, workspaceOf } from "./floor.ts";
import { quiet, startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

describe("callbacks of TaskRouter", () => {
  test("are signed, filtered, and tell a task's story", async () => {
    const { sid } = await openConversation(host);
    await workspaceOf(host).update({ eventCallbackUrl: `${host.receiver.url}/tasks#rc=2&rp=all` });
    const agent = await addAgent(host);
    await interact(host, sid);
    const { taskSid } = await offerTo(host, agent.workerSid);
    const story = [
      "task.created",
      "workflow.entered",
      "workflow.target-matched",
      "task-queue.entered",
      "reservation.created",
    ];
    await until(() => story.every((event) => host.receiver.of(event).length === 1), "the whole story");
    const [call] = host.receiver.of("task-queue.entered");
    expect(call?.form).toMatchObject({
      TaskQueueName: "Everyone",
      TaskSid: taskSid,
      ResourceType: "task",
      WorkflowName: "Assign to Anyone",
    });
    // What stands behind the # is for Twilio alone.
    expect(call?.path).toBe("/tasks");
    const { authToken } = host.imitation.ready;
    const isValid = twilio.validateRequest(authToken, call?.signature ?? "", `${host.receiver.url}/tasks`, {
      ...call?.form,
    });
    expect(isValid).toBe(true);

    await workspaceOf(host).update({ eventsFilter: "task.canceled, task.completed" });
    await quiet();
    const before = host.receiver.calls.length;
    await workspaceOf(host).tasks(taskSid).update({ assignmentStatus: "canceled", reason: "gone" });
    const canceled = await until(() => host.receiver.of("task.canceled")[0], "task.canceled");
    await quiet();
    expect(canceled.form).toMatchObject({ TaskCanceledReason: "gone", TaskAssignmentStatus: "canceled" });
    expect(host.receiver.calls).toHaveLength(before + 1);
  });

  test("are tried again as the address says, with the same token", async () => {
    host.receiver.answerWith(() => ({ status: 503 }));
    await workspaceOf(host).update({
      eventCallbackUrl: `${host.receiver.url}/tasks#rc=2&rp=5xx`,
      eventsFilter: "task.created",
    });
    await workspaceOf(host).tasks.create({ attributes: "{}" });
    await until(() => host.receiver.calls.length === 3, "three tries");
    await quiet();
    expect(host.receiver.calls).toHaveLength(3);
    expect(
      new Set(host.receiver.calls.map(({ headers }) => headers["i-twilio-idempotency-token"])).size,
    ).toBe(1);
  });

  test("are not tried again on an error status when the address says nothing", async () => {
    host.receiver.answerWith(() => ({ status: 503 }));
    await workspaceOf(host).update({ eventCallbackUrl: host.receiver.url, eventsFilter: "task.created" });
    await workspaceOf(host).tasks.create({ attributes: "{}" });
    await until(() => host.receiver.calls[0], "the event");
    await quiet();
    expect(host.receiver.calls).toHaveLength(1);
  });
});
