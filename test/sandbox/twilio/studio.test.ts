import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { definitionOf, httpRequest, sendToFlex, split, trigger, type TestState } from "./flow-definition.ts";
import { quiet, startHost, until, type Host } from "./host.ts";

let host: Host;
beforeEach(async () => {
  host = await startHost();
});
afterEach(() => host[Symbol.asyncDispose]());

const announced = { xTwilioWebhookEnabled: "true" } as const;

function publish(states: readonly TestState[], status: "published" | "draft" = "published") {
  return host.client.studio.v2.flows.create({
    friendlyName: "test",
    status,
    definition: definitionOf(states),
  });
}

/** A conversation of discord_1 that the flow listens to. */
async function openWith(flowSid: string, attributes = "{}") {
  const { conversations } = host.client.conversations.v1;
  const { sid } = await conversations.create({ attributes });
  const on = conversations(sid);
  await on.participants.create({ identity: "discord_1" });
  await on.webhooks.create({
    target: "studio",
    "configuration.flowSid": flowSid,
    "configuration.filters": ["onMessageAdded"],
  });
  return {
    sid,
    on,
    write: (body: string) => on.messages.create({ body, author: "discord_1", ...announced }),
  };
}

async function ended(flowSid: string, count: number) {
  return until(async () => {
    const all = await host.client.studio.v2.flows(flowSid).executions.list();
    return all.length === count && all.every(({ status }) => status === "ended") && all;
  }, `${count} ended executions`);
}

function faulty(states: readonly unknown[], more: Record<string, unknown> = {}) {
  const definition = { ...definitionOf([]), states, ...more };
  return host.client.studio.v2.flowValidate.update({ friendlyName: "test", status: "published", definition });
}

describe("a definition", () => {
  const flex = sendToFlex("Flex", `WW${"0".repeat(32)}`, `TC${"0".repeat(32)}`, "{}");

  test("that is right is valid", async () => {
    expect(await faulty([trigger("Flex"), flex])).toMatchObject({ valid: true });
  });

  test.each([
    [
      "a property of the wrong type",
      [{ ...flex, properties: { ...flex.properties, timeout: 3600 } }],
      {},
      "#/states/1/properties/timeout",
      "integer found, string expected",
    ],
    [
      "a missing property",
      [{ ...flex, properties: {} }],
      {},
      "#/states/1/properties/workflow",
      "is missing but it is required",
    ],
    [
      "a channel by name",
      [{ ...flex, properties: { ...flex.properties, channel: "chat" } }],
      {},
      "#/states/1/properties/channel",
      "does not match the pattern",
    ],
    [
      "attributes too long",
      [{ ...flex, properties: { ...flex.properties, attributes: "x".repeat(1025) } }],
      {},
      "#/states/1/properties/attributes",
      "1024",
    ],
    [
      "a way to nowhere",
      [{ ...flex, transitions: [{ event: "callComplete", next: "Nowhere" }] }],
      {},
      "#/states/1/transitions/0/next",
      "does not exist",
    ],
    [
      "an event the widget has not",
      [{ ...flex, transitions: [{ event: "sent" }] }],
      {},
      "#/states/1/transitions/0/event",
      "not an event",
    ],
    ["an unknown widget", [{ ...flex, type: "send-to-moon" }], {}, "#/states/1/type", "not a known widget"],
    ["a name twice", [flex, flex], {}, "#/states/2/name", "not unique"],
    [
      "flags without their flag",
      [flex],
      { flags: {} },
      "#/flags/allow_concurrent_calls",
      "is missing but it is required",
    ],
    ["no such first state", [flex], { initial_state: "Start" }, "#/initial_state", "does not exist"],
    ["a key of no schema", [flex], { extra: 1 }, "#/extra", "not defined"],
  ])("with %s is refused and says where", async (_name, states, more, path, message) => {
    const refusal = await faulty([trigger("Flex"), ...states], more).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({
      status: 400,
      details: {
        errors: expect.arrayContaining([{ property_path: path, message: expect.stringContaining(message) }]),
      },
    });
  });

  test("with faults can be kept as a draft, but not published", async () => {
    const states = [trigger("Nowhere")];
    await expect(publish(states)).rejects.toMatchObject({ status: 400 });
    expect(await publish(states, "draft")).toMatchObject({ valid: false, status: "draft", revision: 1 });
  });

  test("that changes becomes the next revision; lists leave it out", async () => {
    const { sid } = await publish([trigger("Flex"), flex]);
    const flow = host.client.studio.v2.flows(sid);
    await flow.update({ status: "draft", commitMessage: "second" });
    expect(await flow.fetch()).toMatchObject({ revision: 2, status: "draft", commitMessage: "second" });
    expect((await flow.revisions("LatestPublished").fetch()).revision).toBe(1);
    // The SDK (6.2.0) cannot read a list of revisions.
    const uri = `https://studio.twilio.com/v2/Flows/${sid}/Revisions`;
    const { body } = await host.client.request({ method: "get", uri });
    expect(body).toMatchObject({ revisions: [{ revision: 2 }, { revision: 1 }], meta: { key: "revisions" } });
    const [listed] = await host.client.studio.v2.flows.list();
    expect(listed).toMatchObject({ sid, definition: null });
    await flow.remove();
    await expect(flow.fetch()).rejects.toMatchObject({ code: 20404 });
  });
});

describe("a flow", () => {
  test("takes its way by the conversation's attributes", async () => {
    const { sid } = await publish([
      trigger("route"),
      split(
        "route",
        "{{trigger.conversation.ChannelAttributes.liveAgent}}",
        [{ type: "equal_to", value: "true", next: "human" }],
        "bot",
      ),
      httpRequest("bot", `${host.receiver.url}/bot`, { to: "bot" }),
      httpRequest("human", `${host.receiver.url}/human`, { to: "human" }),
    ]);
    const plain = await openWith(sid);
    await plain.write("hello");
    await until(() => host.receiver.calls.length === 1, "the bot's request");
    const asking = await openWith(sid, '{"liveAgent":true}');
    await asking.write("hello");
    await until(() => host.receiver.calls.length === 2, "the human's request");
    expect(host.receiver.calls.map(({ path }) => path)).toEqual(["/bot", "/human"]);
  });

  test("asks without a signature, with Liquid in what it sends, and reads a JSON answer", async () => {
    host.receiver.answerWith(() => ({ status: 200, json: { route: "flex" } }));
    const { sid } = await publish([
      trigger("gate"),
      httpRequest(
        "gate",
        `${host.receiver.url}/gate?c={{trigger.conversation.ConversationSid}}`,
        {
          author: "{{trigger.conversation.Author}}",
          body: "{{trigger.conversation.Body}}",
          message: "{{trigger.conversation.MessageSid}}",
        },
        "keep",
      ),
      {
        name: "keep",
        type: "set-variables",
        properties: { variables: [{ key: "route", value: "{{widgets.gate.parsed.route}}" }] },
        transitions: [{ event: "next", next: "tell" }],
      },
      httpRequest("tell", `${host.receiver.url}/tell`, {
        route: "{{flow.variables.route}}",
        code: "{{widgets.gate.status_code}}",
      }),
    ]);
    const conversation = await openWith(sid);
    const message = await conversation.write('she said "hi" & left');
    const tell = await until(
      () => host.receiver.calls.find(({ path }) => path === "/tell"),
      "the second request",
    );
    expect(tell.form).toEqual({ route: "flex", code: "200" });
    const gate = host.receiver.calls[0];
    expect(gate).toMatchObject({ path: `/gate?c=${conversation.sid}`, signature: undefined });
    expect(gate?.form).toEqual({ author: "discord_1", body: 'she said "hi" & left', message: message.sid });

    const [execution] = await ended(sid, 1);
    const on = host.client.studio.v2.flows(sid).executions(execution?.sid ?? "");
    const steps = await on.steps.list();
    expect(
      steps.map(({ transitionedFrom, transitionedTo, name }) => [transitionedFrom, name, transitionedTo]),
    ).toEqual([
      ["tell", "success", "Ended"],
      ["keep", "next", "tell"],
      ["gate", "success", "keep"],
      ["Trigger", "incomingConversationMessage", "gate"],
    ]);
    const { context } = await on.executionContext().fetch();
    expect(context).toMatchObject({ flow: { variables: { route: "flex" } } });
  });

  test("knows nothing of an answer that is not JSON, and of no answer at all", async () => {
    host.receiver.answerWith(() => ({ status: 503 }));
    const { sid } = await publish([
      trigger("ask"),
      httpRequest("ask", `${host.receiver.url}/ask`, {}, "check"),
      split("check", "{{widgets.ask.parsed.route}}", [{ type: "is_blank", value: " ", next: "blank" }]),
      httpRequest("blank", `${host.receiver.url}/blank`, {}),
    ]);
    await (await openWith(sid)).write("hello");
    await until(() => host.receiver.calls.find(({ path }) => path === "/blank"), "the blank branch");
    expect(host.receiver.calls.map(({ path }) => path)).toEqual(["/ask", "/blank"]);
  });

  test("runs once at a time in a conversation: what arrives meanwhile starts nothing", async () => {
    const held = Promise.withResolvers<void>();
    const slow = await holdingServer(held.promise);
    const { sid } = await publish([trigger("ask"), httpRequest("ask", slow.url, {})]);
    const [first, other] = [await openWith(sid), await openWith(sid)];
    await first.write("one");
    await until(() => slow.count() === 1, "the first request");
    await first.write("two");
    await other.write("elsewhere");
    await until(() => slow.count() === 2, "the other conversation's request");
    await quiet();
    held.resolve();
    await ended(sid, 2);
    await first.write("three");
    expect(await ended(sid, 3)).toHaveLength(3);
    await slow.close();
  });

  test("starts for everybody's message, the bot's own included, when it carries the header", async () => {
    const { sid } = await publish([
      trigger("tell"),
      httpRequest("tell", host.receiver.url, { author: "{{trigger.conversation.Author}}" }),
    ]);
    const { on } = await openWith(sid);
    await on.messages.create({ body: "an answer", author: "assistant" });
    await quiet();
    expect(host.receiver.calls).toHaveLength(0);
    await on.messages.create({ body: "an answer", author: "assistant", ...announced });
    await until(() => host.receiver.calls[0], "the flow");
    expect(host.receiver.calls[0]?.form).toEqual({ author: "assistant" });
  });

  test("that is a draft does not run; one that cannot go on ends", async () => {
    const draft = await publish([trigger("tell"), httpRequest("tell", host.receiver.url, {})], "draft");
    await (await openWith(draft.sid)).write("hello");
    const broken = await publish([
      trigger("tell"),
      httpRequest("tell", "{{ trigger.conversation.Body | nonsense }}", {}),
    ]);
    await (await openWith(broken.sid)).write("hello");
    await ended(broken.sid, 1);
    expect(host.receiver.calls).toHaveLength(0);
    expect(await host.client.studio.v2.flows(draft.sid).executions.list()).toHaveLength(0);
  });
});

async function holdingServer(held: Promise<void>) {
  const { createServer } = await import("node:http");
  let count = 0;
  const server = createServer((_request, response) => {
    count += 1;
    void held.then(() => response.end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    count: () => count,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
