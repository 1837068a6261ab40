import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addAgent, defaultRouting, interact, offerTo, openConversation, workspaceOf } from "./floor.ts";
import { startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

describe("an interaction", () => {
  test("is accepted at once; its task, named in the answer, comes a little later", async () => {
    const { sid } = await openConversation(host);
    const release = host.hold();
    const {
      sid: interactionSid,
      routing,
      channel,
    } = await interact(host, sid, { customerName: "Mia", customerAddress: "discord_1" });
    const taskSid = (routing as { properties: { sid: string } }).properties.sid;
    await expect(workspaceOf(host).tasks(taskSid).fetch()).rejects.toMatchObject({ code: 20404 });
    release();
    const task = await until(
      () =>
        workspaceOf(host)
          .tasks(taskSid)
          .fetch()
          .catch(() => undefined),
      "the task",
    );
    expect(task).toMatchObject({ assignmentStatus: "pending", taskChannelUniqueName: "chat" });
    expect(JSON.parse(task.attributes)).toMatchObject({
      conversationSid: sid,
      flexInteractionSid: interactionSid,
      customers: { name: "Mia" },
    });
    const on = host.client.flexApi.v1.interaction(interactionSid);
    expect((await on.fetch()).channel).toEqual(channel);
    expect(await on.channels.list()).toMatchObject([{ status: "active", type: "web" }]);
  });

  test("with a conversation that cannot be used fails later, and silently", async () => {
    const { sid, on } = await openConversation(host);
    await on.update({ state: "closed" });
    const { sid: interactionSid } = await interact(host, sid);
    const failed = await until(async () => {
      const [channel] = await host.client.flexApi.v1.interaction(interactionSid).channels.list();
      return channel?.status === "failed" && channel;
    }, "the failure");
    expect(failed.errorCode).toBe(45360);
    expect(await workspaceOf(host).tasks.list()).toEqual([]);
  });

  test("must be well formed", async () => {
    const { sid } = await openConversation(host);
    const { interaction } = host.client.flexApi.v1;
    await expect(interaction.create({ channel: { type: "pigeon" }, routing: {} })).rejects.toMatchObject({
      status: 400,
    });
    await expect(
      interaction.create({
        channel: { type: "web", initiated_by: "customer", properties: { media_channel_sid: sid } },
        routing: {},
      }),
    ).rejects.toMatchObject({ status: 400 });
  });

  test("twice for one conversation makes two tasks: nobody here guards against it", async () => {
    const { sid } = await openConversation(host);
    await interact(host, sid);
    await interact(host, sid);
    const tasks = await until(async () => {
      const found = await workspaceOf(host).tasks.list({
        evaluateTaskAttributes: `conversationSid == '${sid}'`,
      });
      return found.length === 2 && found;
    }, "both tasks");
    expect(tasks).toHaveLength(2);
  });

  test("closed by REST wraps up or completes, once: then 80906", async () => {
    const agent = await addAgent(host);
    const { sid, on } = await openConversation(host);
    const { sid: interactionSid } = await interact(host, sid);
    const { reservationSid, taskSid } = await offerTo(host, agent.workerSid);
    await host.control("POST", `/agents/${agent.workerSid}/accept`, { reservationSid });
    const channels = host.client.flexApi.v1.interaction(interactionSid).channels;
    const [channel] = await channels.list();
    const one = channels(channel?.sid ?? "");
    await one.update({ status: "closed" });
    expect((await workspaceOf(host).tasks(taskSid).fetch()).assignmentStatus).toBe("wrapping");
    expect((await on.fetch()).state).toBe("closed");
    await expect(one.update({ status: "closed" })).rejects.toMatchObject({ code: 80906 });
    await one.update({ status: "closed", routing: { status: "closed" } });
    expect((await workspaceOf(host).tasks(taskSid).fetch()).assignmentStatus).toBe("completed");
    await expect(one.update({ status: "closed", routing: { status: "closed" } })).rejects.toMatchObject({
      code: 80906,
    });
  });

  test("can invite another agent", async () => {
    const { sid } = await openConversation(host);
    const { workflow, chat } = await defaultRouting(host);
    const { sid: interactionSid } = await interact(host, sid);
    const channels = host.client.flexApi.v1.interaction(interactionSid).channels;
    const [channel] = await channels.list();
    const { workspaceSid } = host.imitation.ready;
    const properties = { workspace_sid: workspaceSid, workflow_sid: workflow, task_channel_sid: chat };
    const invite = await channels(channel?.sid ?? "").invites.create({ routing: { properties } });
    expect(invite.sid).toMatch(/^KG/);
    await until(async () => (await workspaceOf(host).tasks.list()).length === 2, "both tasks");
  });
});
