import { afterEach, beforeEach, expect, test } from "vitest";
import { addAgent, defaultRouting, listen, offerTo, openConversation } from "./floor.ts";
import { definitionOf, sendToFlex, split, trigger } from "./flow-definition.ts";
import { quiet, startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

const announced = { xTwilioWebhookEnabled: "true" } as const;

test("from a member's message to a closed conversation", async () => {
  const { workflow, chat } = await defaultRouting(host);
  const flow = await host.client.studio.v2.flows.create({
    friendlyName: "route",
    status: "published",
    definition: definitionOf([
      trigger("route"),
      split("route", "{{trigger.conversation.ChannelAttributes.liveAgent}}", [
        { type: "equal_to", value: "true", next: "flex" },
      ]),
      sendToFlex("flex", workflow, chat, '{"from":"{{trigger.conversation.Author}}","case":7}'),
    ]),
  });
  const { sid, on } = await openConversation(host);
  await listen(host, sid);
  await on.webhooks.create({ target: "studio", "configuration.flowSid": flow.sid });
  await on.update({ attributes: '{"liveAgent":true}' });
  await on.messages.create({ body: "a human, please", author: "discord_1", ...announced });

  const agent = await addAgent(host);
  const offer = await offerTo(host, agent.workerSid);
  expect(offer).toMatchObject({
    conversationSid: sid,
    attributes: {
      from: "discord_1",
      case: 7,
      conversationSid: sid,
      channelType: "web",
      flexInteractionSid: expect.stringMatching(/^KD/),
      flexInteractionChannelSid: expect.stringMatching(/^UO/),
    },
  });
  await host.control("POST", `/agents/${agent.workerSid}/accept`, { reservationSid: offer.reservationSid });
  const joined = await until(() => host.receiver.of("onParticipantAdded")[0], "the agent to join");
  expect(joined.form).toMatchObject({ Identity: agent.identity, ConversationSid: sid });
  const accepted = await until(() => host.receiver.of("reservation.accepted")[0], "reservation.accepted");
  expect(accepted.form).toMatchObject({
    TaskSid: offer.taskSid,
    TaskAssignmentStatus: "assigned",
    WorkerName: "Alex",
    WorkerAttributes: expect.stringContaining("Alex Rivers"),
    ReservationSid: offer.reservationSid,
    WorkspaceName: "Flex Task Assignment",
  });

  await host.control("POST", `/agents/${agent.workerSid}/write`, {
    conversationSid: sid,
    body: "Hello, Mia",
  });
  const written = await until(
    () => host.receiver.of("onMessageAdded").find(({ form }) => form["Source"] === "SDK"),
    "the agent's message",
  );
  expect(written.form).toMatchObject({
    Body: "Hello, Mia",
    Author: agent.identity,
    ClientIdentity: agent.identity,
  });

  await host.control("POST", `/agents/${agent.workerSid}/end`, { taskSid: offer.taskSid });
  await until(() => host.receiver.of("task.wrapup")[0], "task.wrapup");
  expect((await on.fetch()).state).toBe("closed");
  await expect(on.messages.create({ body: "?" })).rejects.toMatchObject({ status: 400 });
  await host.control("POST", `/agents/${agent.workerSid}/complete`, { taskSid: offer.taskSid });
  await until(() => host.receiver.of("task.completed")[0], "task.completed");
  await quiet();
  // Flex closes by itself, so the conversation's own webhooks hear of neither the closing nor the leaving.
  expect(host.receiver.of("onConversationStateUpdated")).toEqual([]);
  expect(host.receiver.of("onParticipantRemoved")).toEqual([]);
  // Nobody takes the flow's webhook away when the task exists.
  expect((await on.webhooks.list()).map(({ target }) => target)).toContain("studio");

  const seen = await host.control<{ state: string; messages: { body: string; source: string }[] }>(
    "GET",
    `/conversations/${sid}`,
  );
  expect(seen.state).toBe("closed");
  expect(seen.messages.map(({ body, source }) => [body, source])).toEqual([
    ["a human, please", "API"],
    ["Hello, Mia", "SDK"],
  ]);
});
