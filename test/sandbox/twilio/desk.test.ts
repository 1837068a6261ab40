import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addAgent, interact, offerTo, openConversation, workspaceOf } from "./floor.ts";
import { startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

describe("the desk", () => {
  test("offers a rejected task again, and to others first", async () => {
    const [alex, sam] = [await addAgent(host, "Alex"), await addAgent(host, "Sam")];
    const { sid } = await openConversation(host);
    await interact(host, sid);
    const first = await offerTo(host, alex.workerSid);
    await host.control("POST", `/agents/${alex.workerSid}/reject`, { reservationSid: first.reservationSid });
    expect((await offerTo(host, sam.workerSid)).taskSid).toBe(first.taskSid);
  });

  test("gives an agent no more chats than they take", async () => {
    const agent = await addAgent(host, "Alex", { capacity: 1 });
    const [one, two] = [await openConversation(host), await openConversation(host)];
    await interact(host, one.sid);
    const { reservationSid, taskSid } = await offerTo(host, agent.workerSid);
    await host.control("POST", `/agents/${agent.workerSid}/accept`, { reservationSid });
    await interact(host, two.sid);
    await until(
      async () =>
        (await workspaceOf(host).tasks.list({ assignmentStatus: ["pending"], taskQueueName: "Everyone" }))
          .length === 1,
      "a waiting task",
    );
    const [queue] = await workspaceOf(host).taskQueues.list();
    const statistics = await workspaceOf(host)
      .taskQueues(queue?.sid ?? "")
      .realTimeStatistics()
      .fetch();
    expect(statistics).toMatchObject({
      totalTasks: 2,
      tasksByStatus: { pending: 1, assigned: 1 },
      totalAvailableWorkers: 1,
    });
    await host.control("POST", `/agents/${agent.workerSid}/complete`, { taskSid });
    expect((await offerTo(host, agent.workerSid)).conversationSid).toBe(two.sid);
    const cumulative = await workspaceOf(host)
      .taskQueues(queue?.sid ?? "")
      .cumulativeStatistics()
      .fetch();
    expect(cumulative).toMatchObject({ tasksEntered: 2, tasksCompleted: 1, reservationsAccepted: 1 });
  });

  test("says no in sentences", async () => {
    const agent = await addAgent(host);
    const { sid } = await openConversation(host);
    await expect(
      host.control("POST", `/agents/${agent.workerSid}/write`, { conversationSid: sid, body: "hi" }),
    ).rejects.toThrow("409");
    await expect(host.control("POST", "/agents", { name: "Alex" })).rejects.toThrow("409");
    await expect(host.control("POST", "/agents", {})).rejects.toThrow("name is missing");
    await expect(host.control("GET", "/agents/WK0/tasks")).rejects.toThrow("404");
    const desk = await host.control<{ agents: unknown[]; tasks: unknown[] }>("GET", "/desk");
    expect(desk).toMatchObject({ agents: [{ name: "Alex", available: true, reservations: [] }], tasks: [] });
  });
});
