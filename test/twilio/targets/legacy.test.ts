import { describe, expect, test } from "vitest";

import { resource } from "../../provision/shelf.ts";
import { changesOf } from "../../provision/round.ts";
import { openAccount } from "./account.ts";
import { aroundFlexFlow, flexFlow, legacyCentre } from "./legacy.ts";

type Opened = Awaited<ReturnType<typeof openAccount>>;

const serviceOf = async ({ client }: Opened): Promise<string> => {
  const services = await client.chat.v2.services.list();
  return services.find(({ friendlyName }) => friendlyName === "Discord (legacy)")?.sid ?? "";
};

const foreignFlow = async (opened: Opened, changes: object = {}) =>
  opened.client.flexApi.v1.flexFlow.create({
    friendlyName: "Kiosk",
    chatServiceSid: await serviceOf(opened),
    channelType: "custom",
    integrationType: "external",
    "integration.url": "https://kiosk.example",
    ...changes,
  });

describe("the parts of Programmable Chat", () => {
  test("are made as the 2022 design has them, and the second plan is empty", async () => {
    const opened = await openAccount();
    const { plan, result, after } = await opened.deploy(legacyCentre);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(after.unmanaged.map(({ kind }) => kind)).not.toContain("twilio.legacy-chat-service");
    const { client } = opened;
    const [flow] = await client.flexApi.v1.flexFlow.list();
    const [studio] = await client.studio.v2.flows.list();
    expect(flow).toMatchObject({
      channelType: "custom",
      integrationType: "studio",
      integration: { flow_sid: studio?.sid },
      chatServiceSid: await serviceOf(opened),
      janitorEnabled: true,
      enabled: true,
    });
    const { definition, valid } = await client.studio.v2.flows(studio?.sid ?? "").fetch();
    expect(valid).toBe(true);
    expect(JSON.stringify(definition)).toContain('{"event":"incomingMessage","next":"is_member"}');
    expect(JSON.stringify(definition)).not.toContain("trigger.conversation.");
    const service = plan.steps.find(({ kind }) => kind === "twilio.legacy-chat-service");
    expect(service?.notes.join()).toContain("agents see in Flex what happens in Flex's own service");
  });

  test("are read with one call each, and the last plan takes them away in order", async () => {
    const { deploy, plan, apply, tape, client } = await openAccount();
    await deploy(legacyCentre);
    await tape();
    await apply(await plan(legacyCentre));
    const calls = (await tape()).map(({ method, host, path }) => `${method} ${host}${path}`);
    expect(calls.every((call) => call.startsWith("GET"))).toBe(true);
    expect(calls.toSorted()).toEqual([...new Set(calls)].toSorted());
    expect((await apply(await plan([], { prune: true }))).failed).toEqual([]);
    expect(await client.flexApi.v1.flexFlow.list()).toEqual([]);
    expect((await client.chat.v2.services.list()).map(({ friendlyName }) => friendlyName)).toEqual([
      "Flex Chat Service",
    ]);
  });

  test("work on Flex's own service when it is only referred to, and leave that one as it is", async () => {
    const { deploy, client, tape, plan, apply } = await openAccount();
    const [flexService] = await client.chat.v2.services.list();
    const referred = legacyCentre.map((item) =>
      item.kind === "twilio.legacy-chat-service"
        ? { ...item, managed: "reference" as const, spec: { ...item.spec, name: "Flex Chat Service" } }
        : item,
    );
    const { result, after } = await deploy(referred);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect((await client.flexApi.v1.flexFlow.list())[0]?.chatServiceSid).toBe(flexService?.sid);
    expect((await apply(await plan([], { prune: true }))).failed).toEqual([]);
    const writes = (await tape()).filter(
      ({ method, host }) => method !== "GET" && host === "chat.twilio.com",
    );
    expect(writes).toEqual([]);
  });

  test("that took Flex's own service over never delete it", async () => {
    const { plan, apply, tape } = await openAccount();
    const taken = resource("twilio.legacy-chat-service", "legacy", {
      name: "Flex Chat Service",
      userChannels: 1000,
    });
    await apply(await plan([taken], { adopt: true }));
    const { failed } = await apply(await plan([], { prune: true }));
    expect(failed.map(({ failure }) => failure.message)).toEqual([
      expect.stringContaining("is Flex's own and is never deleted"),
    ]);
    expect((await tape()).filter(({ method }) => method === "DELETE")).toEqual([]);
    const referred = { ...taken, managed: "reference" as const };
    await apply(await plan([referred]));
    expect((await apply(await plan([], { prune: true }))).failed).toEqual([]);
  });

  test("whose chat service got its name and nothing more is finished, not doubled", async () => {
    const { deploy, plan, apply, network, client } = await openAccount();
    const services = legacyCentre.filter(({ kind }) => kind === "twilio.legacy-chat-service");
    network.answer = (method, path) =>
      method === "POST" && /\/v2\/Services\/IS/u.test(path)
        ? { status: 400, body: { code: 20001, message: "no", more_info: "https://a.example", status: 400 } }
        : null;
    expect((await apply(await plan(services))).failed).toHaveLength(1);
    delete network.answer;
    const { plan: second, after } = await deploy(services);
    expect(changesOf(second)).toEqual(["adopt legacy chat service legacy: userChannels"]);
    expect(changesOf(after)).toEqual([]);
    expect(await client.chat.v2.services.list()).toHaveLength(2);
  });
});

const writes = [
  ["the chat service", /\/v2\/Services$/u],
  ["its limit", /\/v2\/Services\/IS/u],
  ["the Studio flow", /\/v2\/Flows$/u],
  ["the Flex Flow", /\/v1\/FlexFlows$/u],
] as const;

describe.each(writes)("a connection that breaks at the write of %s", (_, path) => {
  test.each(["before", "after"] as const)("%s it happened leaves nothing double", async (moment) => {
    const { deploy, plan, apply, network, client } = await openAccount();
    const isIt = (method: string, at: string) => method === "POST" && path.test(at);
    if (moment === "before") network.before = (method, at) => (isIt(method, at) ? "cut" : "pass");
    else network.after = (method, at, body) => (isIt(method, at) ? null : body);
    expect((await apply(await plan(legacyCentre))).failed).toHaveLength(1);
    delete network.before;
    delete network.after;
    const { result, after } = await deploy(legacyCentre);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(await client.chat.v2.services.list()).toHaveLength(2);
    expect(await client.studio.v2.flows.list()).toHaveLength(1);
    expect(await client.flexApi.v1.flexFlow.list()).toHaveLength(1);
  });
});

describe("a foreign Flex Flow for custom channels of the service", () => {
  test("is in the way, by whatever name, and is taken over only when told", async () => {
    const opened = await openAccount();
    const { deploy, plan, apply, client } = opened;
    await deploy(aroundFlexFlow);
    const { sid } = await foreignFlow(opened);
    await expect(plan(legacyCentre)).rejects.toMatchObject({
      code: "state.conflict",
      message: expect.stringMatching(
        /legacy Flex Flow legacy .* made by somebody else: "Kiosk" \(FO/u,
      ) as string,
      fix: expect.stringMatching(/--adopt, disable it, or give twilio\.legacy\.chatService/u) as string,
    });
    const adopting = await plan(legacyCentre, { adopt: true });
    expect(changesOf(adopting)).toEqual(["adopt legacy Flex Flow legacy: name, flow, integration, janitor"]);
    expect((await apply(adopting)).failed).toEqual([]);
    expect(changesOf(await plan(legacyCentre))).toEqual([]);
    expect((await client.flexApi.v1.flexFlow.list()).map((flow) => flow.sid)).toEqual([sid]);
  });

  test("that is one of several is never guessed at", async () => {
    const opened = await openAccount();
    await opened.deploy(aroundFlexFlow);
    await foreignFlow(opened);
    await foreignFlow(opened, { friendlyName: "Terminal", contactIdentity: "terminal" });
    await expect(opened.plan(legacyCentre, { adopt: true })).rejects.toMatchObject({
      code: "state.conflict",
      message: expect.stringMatching(/any of several that are alike: "Kiosk" .*, "Terminal"/u) as string,
      fix: expect.stringContaining("disable all but one") as string,
    });
  });

  test.each([
    ["disabled", { enabled: false }],
    ["of another kind of channel", { channelType: "web" }],
  ])("that is %s is in nobody's way", async (_, changes) => {
    const opened = await openAccount();
    await opened.deploy(aroundFlexFlow);
    await foreignFlow(opened, changes);
    const { result, after } = await opened.deploy(legacyCentre);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(after.unmanaged).toContainEqual(expect.objectContaining({ name: "Kiosk" }));
  });

  test("keeps the service and the flow it uses from being deleted under it", async () => {
    const opened = await openAccount();
    await opened.deploy(aroundFlexFlow);
    await foreignFlow(opened, { channelType: "web" });
    await opened.deploy([...aroundFlexFlow, flexFlow]);
    await expect(opened.plan([], { prune: true })).rejects.toMatchObject({
      code: "policy.protected",
      message: expect.stringMatching(/legacy chat service legacy .* still used by "Kiosk"/u) as string,
    });
  });
});

describe("an account without Programmable Chat", () => {
  test.each([403, 404, 410])(
    "that answers %d is told of the switch before anything is written",
    async (status) => {
      const { plan, without, tape } = await openAccount();
      await without(status);
      await expect(plan(legacyCentre)).rejects.toMatchObject({
        code: "twilio.refused",
        message: expect.stringContaining(
          "no Programmable Chat, which Twilio ended for Flex on 1 June 2026",
        ) as string,
        fix: expect.stringContaining("transport: conversations") as string,
      });
      expect((await tape()).filter(({ method }) => method !== "GET")).toEqual([]);
    },
  );

  test("that had it plans on without the parts, and only forgets them", async () => {
    const { deploy, plan, apply, without } = await openAccount();
    const service = resource("twilio.legacy-chat-service", "legacy", { name: "Old", userChannels: 1000 });
    await deploy([service]);
    await without(410);
    expect(changesOf(await plan([]))).toEqual([]);
    const pruning = await plan([], { prune: true });
    expect(changesOf(pruning)).toEqual(["forget legacy chat service legacy: "]);
    expect((await apply(pruning)).failed).toEqual([]);
    expect((await plan([], { prune: true })).orphans).toEqual([]);
  });

  test("is not confused with one whose token was revoked or that is down", async () => {
    const { plan, network } = await openAccount();
    const refusing = (status: number, code: number) => () => ({
      status,
      body: { code, message: "no", more_info: "https://a.example", status },
    });
    network.answer = refusing(401, 20003);
    await expect(plan(legacyCentre)).rejects.toMatchObject({ code: "twilio.auth" });
    network.answer = refusing(503, 20503);
    await expect(plan(legacyCentre)).rejects.toMatchObject({ code: "twilio.unavailable" });
  });
});
