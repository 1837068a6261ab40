import { readFileSync, rmSync } from "node:fs";

import { describe, expect, test } from "vitest";

import type { Resource } from "../../../src/domain/blueprint.ts";
import { isEmpty } from "../../../src/provision/plan/plan.ts";
import { changesOf } from "../../provision/round.ts";
import { contactCentre, contactCentreWith, openAccount } from "./account.ts";

describe("a contact centre", () => {
  test("is made as described, and the second plan is empty", async () => {
    const { deploy, mapPath } = await openAccount();
    const { result, after } = await deploy(contactCentre);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(after.unmanaged.map(({ kind }) => kind)).not.toContain("twilio.task-channel");
    expect(readFileSync(mapPath, "utf8")).not.toContain("s3cret");
  });

  test("has a flow that Studio finds valid, with the secret in it and our mark on it", async () => {
    const { deploy, client } = await openAccount();
    await deploy(contactCentre);
    const [flow] = await client.studio.v2.flows.list();
    const { definition, commitMessage, status, valid } = await client.studio.v2
      .flows(flow?.sid ?? "")
      .fetch();
    expect({ status, valid }).toEqual({ status: "published", valid: true });
    expect(commitMessage).toMatch(/^flexcord:game\/test\/support@[0-9a-f]{12}$/);
    expect(JSON.stringify(definition)).toContain("s3cret");
    expect(JSON.stringify(definition)).not.toContain("${");
  });

  test("that is as described is only read, nothing twice", async () => {
    const { deploy, plan, apply, tape } = await openAccount();
    await deploy(contactCentre);
    await tape();
    await apply(await plan(contactCentre));
    const calls = (await tape()).map(({ method, host, path }) => `${method} ${host}${path}`);
    expect(calls.every((call) => call.startsWith("GET"))).toBe(true);
    expect(calls.toSorted()).toEqual([...new Set(calls)].toSorted());
  });

  test("is validated before anything is written", async () => {
    const { plan, apply, tape, network } = await openAccount();
    const planned = await plan(contactCentre);
    const order: string[] = [];
    network.before = (method, path) => {
      if (method === "POST") order.push(path);
      return "pass";
    };
    await apply(planned);
    expect(order[0]).toContain("/v2/Flows/Validate");
    expect((await tape()).some(({ requestBody }) => requestBody.includes("s3cret"))).toBe(true);
  });

  test("whose flow Studio refuses is not begun, and the state at fault is named", async () => {
    const { plan, apply, tape } = await openAccount();
    const planned = await plan(contactCentreWith("twilio.flow", { askUrl: "" }));
    await tape();
    await expect(apply(planned)).rejects.toMatchObject({
      code: "twilio.refused",
      message: expect.stringContaining("state ask/properties/url") as string,
    });
    const writes = (await tape()).filter(
      ({ method, path }) => method !== "GET" && !path.includes("Validate"),
    );
    expect(writes).toEqual([]);
  });
});

describe("each change", () => {
  const cases: readonly [Resource["kind"], Resource["spec"], readonly string[]][] = [
    ["twilio.queue", { name: "Care" }, ["rename queue support: name"]],
    ["twilio.queue", { targetWorkers: 'team == "a"' }, ["change queue support: targetWorkers"]],
    ["twilio.workflow", { name: "Care" }, ["rename workflow support: name"]],
    ["twilio.workflow", { reservationTimeout: 90 }, ["change workflow support: reservationTimeout"]],
    ["twilio.flow", { name: "Care" }, ["rename Studio flow support: name"]],
    [
      "twilio.flow",
      { askUrl: "https://other.example/ask" },
      ["change Studio flow support: definition.states.ask.properties.url"],
    ],
    [
      "twilio.flow",
      { memberAuthorPrefix: "member_" },
      ["change Studio flow support: definition.states.is_member.transitions.match.conditions"],
    ],
    ["twilio.callback", { url: "https://other.example/events" }, ["change event callback support: url"]],
    ["twilio.callback", { events: ["task.created"] }, ["change event callback support: events"]],
  ];
  test.each(cases)("of %s %j is shown by its field, applied, and settled", async (kind, spec, shown) => {
    const { deploy } = await openAccount();
    await deploy(contactCentre);
    const { plan, result, after } = await deploy(contactCentreWith(kind, spec));
    expect(changesOf(plan)).toEqual(shown);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(isEmpty((await deploy(contactCentre)).after)).toBe(true);
  });
});

describe("what others do in the account", () => {
  test("a queue, workflow or flow removed by hand is made again", async () => {
    const { deploy, client, workspace } = await openAccount();
    const { after } = await deploy(contactCentre);
    const idOf = (kind: Resource["kind"]) => after.steps.find((step) => step.kind === kind)?.id ?? "";
    await client.studio.v2.flows(idOf("twilio.flow")).remove();
    await workspace.workflows.get(idOf("twilio.workflow")).remove();
    const { plan, result, after: settled } = await deploy(contactCentre);
    expect(plan.steps.filter(({ action }) => action === "create").map(({ kind }) => kind)).toEqual([
      "twilio.workflow",
      "twilio.flow",
    ]);
    expect(result.failed).toEqual([]);
    expect(isEmpty(settled)).toBe(true);
  });

  test("a flow edited in the console is drift, and its secret stays hidden", async () => {
    const { deploy, plan, client } = await openAccount();
    const { after } = await deploy(contactCentre);
    const sid = after.steps.find(({ kind }) => kind === "twilio.flow")?.id ?? "";
    const { definition } = await client.studio.v2.flows(sid).fetch();
    const text = JSON.stringify(definition).replace("s3cret", "somebody's").replace('"agent"', '"person"');
    await client.studio.v2.flows(sid).update({ status: "published", definition: JSON.parse(text) });
    const seen = await plan(contactCentre);
    expect(changesOf(seen)).toEqual([
      "change Studio flow support: definition.states.ask.properties.parameters.secret.value, definition.states.is_for_agent.transitions.match.conditions",
    ]);
    expect(JSON.stringify(seen)).not.toContain("somebody's");
    expect(seen.steps.flatMap(({ fields }) => fields).every(({ drift }) => drift)).toBe(true);
  });

  test("a flow moved about on the canvas is no difference", async () => {
    const { deploy, plan, client } = await openAccount();
    const { after } = await deploy(contactCentre);
    const sid = after.steps.find(({ kind }) => kind === "twilio.flow")?.id ?? "";
    const { definition } = await client.studio.v2.flows(sid).fetch();
    const text = JSON.stringify(definition, null, 4).replaceAll(/"x":\s*-?\d+/g, '"x": 17');
    await client.studio.v2.flows(sid).update({ status: "published", definition: JSON.parse(text) });
    expect(isEmpty(await plan(contactCentre))).toBe(true);
  });

  test("without an identity map the flow is known by its mark; what only has the name needs leave", async () => {
    const { deploy, plan, apply, mapPath } = await openAccount();
    const { after } = await deploy(contactCentre);
    rmSync(mapPath);
    await expect(plan(contactCentre)).rejects.toMatchObject({
      code: "state.conflict",
      message: expect.not.stringContaining("Studio flow") as string,
    });
    const adopting = await plan(contactCentre, { adopt: true });
    expect(changesOf(adopting)).toEqual(["adopt queue support: ", "adopt workflow support: "]);
    const idsOf = (steps: typeof after.steps) => steps.map(({ kind, id }) => [kind, id]);
    expect(idsOf(adopting.steps)).toEqual(idsOf(after.steps));
    await apply(adopting);
    expect(isEmpty(await plan(contactCentre))).toBe(true);
  });

  test("somebody else's event callback is not overwritten without leave", async () => {
    const { plan, apply, workspace } = await openAccount();
    await workspace.update({
      eventCallbackUrl: "https://user:word@theirs.example/events",
      eventsFilter: "task.created",
    });
    const refused = plan(contactCentre);
    await expect(refused).rejects.toMatchObject({
      code: "state.conflict",
      message: expect.stringContaining("https://***@theirs.example/events") as string,
    });
    const adopting = await plan(contactCentre, { adopt: true });
    expect(changesOf(adopting)).toContain("adopt event callback support: url, events");
    await apply(adopting);
    expect((await workspace.fetch()).eventCallbackUrl).toBe("https://bridge.example/twilio/taskrouter");
    expect(isEmpty(await plan(contactCentre))).toBe(true);
  });
});

test("a task channel that does not exist stops the plan", async () => {
  const { plan } = await openAccount();
  await expect(
    plan(contactCentreWith("twilio.task-channel", { uniqueName: "pigeon" })),
  ).rejects.toMatchObject({
    code: "state.conflict",
    message: expect.stringContaining("pigeon") as string,
  });
});

const creates = ["TaskQueues", "Workflows", "Flows"];
test.each(creates.flatMap((path) => [[path, "before"] as const, [path, "after"] as const]))(
  "a create of %s cut off %s it happened doubles nothing when run again",
  async (path, moment) => {
    const { plan, apply, deploy, client, workspace, network } = await openAccount();
    const planned = await plan(contactCentre);
    const isIt = (method: string, url: string) => method === "POST" && url.endsWith(`/${path}`);
    if (moment === "before") network.before = (method, url) => (isIt(method, url) ? "cut" : "pass");
    else network.after = (method, url, body) => (isIt(method, url) ? null : body);
    expect((await apply(planned)).failed).toHaveLength(1);
    delete network.before;
    delete network.after;
    const { result, after } = await deploy(contactCentre);
    expect(result.failed).toEqual([]);
    expect(isEmpty(after)).toBe(true);
    const named = (items: readonly { readonly friendlyName: string }[], name: string) =>
      items.filter(({ friendlyName }) => friendlyName === name);
    expect(named(await workspace.taskQueues.list(), "Help desk")).toHaveLength(1);
    expect(named(await workspace.workflows.list(), "Help desk")).toHaveLength(1);
    expect(named(await client.studio.v2.flows.list(), "Discord")).toHaveLength(1);
  },
);
