import { readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { callsTo } from "../../src/demo/call.ts";
import type { TaskFacts, Transport } from "../../src/bridge/ports.ts";
import { systemClock } from "../../src/domain/clock.ts";
import type { DoorRequest, Route } from "../../src/domain/door.ts";
import type { Happening, InboundEvent } from "../../src/domain/event.ts";
import type { CaseNumber, MemberId, PostId, TransportConversationId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { openHttp, type HttpServer } from "../../src/http/server.ts";
import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { createTwilioClient, type TwilioClient } from "../../src/twilio/client.ts";
import { doorPaths, twilioDoors } from "../../src/twilio/doors.ts";
import { createMediaService } from "../../src/twilio/media-service.ts";
import { createConversationsTransport } from "../../src/twilio/conversations/transport.ts";

const MEMBER = { memberId: "123456789012345678" as MemberId, displayName: 'Mia "the fox"' };
const SECRET = "the-flow-s-secret";
const going = new AbortController().signal;
const within = { timeout: 10_000 };

let sandbox: Sandbox;
let server: HttpServer;
let client: TwilioClient;
let transport: Transport;
let flex: Parameters<typeof createConversationsTransport>[0];
/** What came in through the doors, each once, as the ledger would have it. */
let happened: Map<string, InboundEvent>;

beforeEach(async () => {
  happened = new Map();
  sandbox = await startSandbox();
  const { twilio } = sandbox.ready;
  client = createTwilioClient({ ...twilio, timeoutMs: 5_000 });
  server = await openDoors();
  const ids = await deploy(server.url);
  const callbackUrl = server.url + doorPaths.conversations;
  const media = createMediaService({ ...twilio, loopback: true });
  flex = { client, ids, media, callbackUrl, clock: systemClock, log: silentLog };
  transport = createConversationsTransport(flex);
});

afterEach(async () => {
  await server.close();
  await sandbox.close();
});

/** The doors must know their public address, which is known once they are open: so they are hung in late. */
async function openDoors(): Promise<HttpServer> {
  let doors: readonly Route[] = [];
  const routes = Object.values(doorPaths).map((path): Route => {
    const handle = async (request: DoorRequest) =>
      (await doors.find((door) => door.path === path)?.handle(request)) ?? { status: 503 };
    return { method: "POST", path, handle };
  });
  const readiness = () => Promise.resolve({ ready: true });
  const opened = await openHttp({
    host: "127.0.0.1",
    port: 0,
    log: silentLog,
    routes,
    readiness,
    signal: going,
  });
  doors = twilioDoors({
    accept(events) {
      for (const event of events) happened.set(`${event.source}/${event.sourceId}`, event);
      return Promise.resolve(events.map(() => ({ state: "duplicate" })));
    },
    authTokens: [sandbox.ready.twilio.authToken],
    publicUrl: opened.url,
    studioSecret: SECRET,
    routeOf: () => Promise.resolve("assistant"),
    missed: () => undefined,
    clock: systemClock,
    log: silentLog,
  });
  return opened;
}

/** What `flexcord deploy` makes, by hand. */
async function deploy(publicUrl: string) {
  const { workspaceSid, chatServiceSid } = sandbox.ready.twilio;
  const workspace = client.taskrouter.v1.workspaces.get(workspaceSid);
  const queue = await workspace.taskQueues.create({ friendlyName: "help" });
  const filter = { default_filter: { queue: queue.sid } };
  const configuration = JSON.stringify({ task_routing: { filters: [], ...filter } });
  const workflow = await workspace.workflows.create({ friendlyName: "help", configuration });
  const channel = (await workspace.taskChannels.list()).find(({ uniqueName }) => uniqueName === "chat");
  const taskChannelSid = channel?.sid ?? "none";
  await workspace.update({ eventCallbackUrl: publicUrl + doorPaths.taskRouter });
  const values: Readonly<Record<string, string>> = {
    memberAuthorPrefix: "discord_",
    askUrl: publicUrl + doorPaths.studioAsk,
    secret: SECRET,
    workflow: workflow.sid,
    taskChannel: taskChannelSid,
  };
  const template = readFileSync(
    new URL("../../templates/flows/assistant-then-agent.json", import.meta.url),
    "utf8",
  );
  const definition: unknown = JSON.parse(
    template.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? ""),
  );
  const flow = await client.studio.v2.flows.create({ friendlyName: "help", status: "published", definition });
  return {
    workspaceSid,
    workflowSid: workflow.sid,
    queueSid: queue.sid,
    taskChannelSid,
    flowSid: flow.sid,
    chatServiceSid,
  };
}

function kinds(): readonly string[] {
  return [...happened.values()].map(({ happening }) =>
    happening.kind === "task.moved" ? happening.stage : happening.kind,
  );
}

function find<Kind extends Happening["kind"]>(kind: Kind) {
  const all = [...happened.values()].map(({ happening }) => happening);
  return all.filter((one): one is Extract<Happening, { kind: Kind }> => one.kind === kind);
}

function post(conversation: TransportConversationId, key: string, startsFlow: boolean) {
  const { memberId } = MEMBER;
  const text = `line ${key}`;
  const postId = key as PostId;
  const common = { voice: "member", inDoubt: false, decidedAt: Date.now() } as const;
  return transport.post({ conversation, key, memberId, text, postId, startsFlow, ...common }, going);
}

function facts(conversation: TransportConversationId): TaskFacts {
  return { conversation, ...MEMBER, caseNumber: 7 as CaseNumber, preferred: null };
}

async function hire(): Promise<string> {
  const agent = await callsTo(sandbox.url, "/flex")<{
    readonly workerSid: string;
  }>("POST", "/agents", { name: "alex", fullName: "Alex Rivers" });
  await callsTo(sandbox.url, "/flex")("PUT", `/agents/${agent.workerSid}/available`, { available: true });
  return agent.workerSid;
}

async function offered(workerSid: string) {
  const { reservations } = await callsTo(sandbox.url, "/flex")<{
    readonly reservations: readonly {
      readonly reservationSid: string;
      readonly taskSid: string;
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  }>("GET", `/agents/${workerSid}/tasks`);
  return reservations[0];
}

async function accept(workerSid: string) {
  await expect.poll(() => offered(workerSid), within).toBeDefined();
  const reservation = await offered(workerSid);
  if (reservation === undefined) throw new Error("the offer is gone");
  await callsTo(sandbox.url, "/flex")("POST", `/agents/${workerSid}/accept`, {
    reservationSid: reservation.reservationSid,
  });
  return reservation;
}

describe("against the sandbox", () => {
  it("conversations have timers of their own where they are told, and the account's where not", async () => {
    const timers = { inactiveMinutes: null, closedMinutes: 30 };
    const quick = createConversationsTransport({ ...flex, timers });
    const closing = async (id: TransportConversationId) => {
      const { timers } = await client.conversations.v1.conversations(id).fetch();
      const { date_closed: at } = timers as { readonly date_closed?: string };
      return at === undefined ? null : Math.round((Date.parse(at) - Date.now()) / 60_000);
    };
    expect(await closing(await quick.ensureConversation({ name: "discord-8", ...MEMBER }, going))).toBe(30);
    expect(
      await closing(await transport.ensureConversation({ name: "discord-9", ...MEMBER }, going)),
    ).toBeNull();
  });

  it("a member asks, wants a human, is answered, and the agent ends it", async () => {
    const id = await transport.ensureConversation({ name: "discord-1", ...MEMBER }, going);
    const asked = await post(id, "1", true);
    await expect
      .poll(() => find("assistant.asked"), within)
      .toEqual([{ kind: "assistant.asked", transportConversationId: id, transportMessageId: asked.id }]);
    await transport.requestAgent(facts(id), going);
    // The flow may still be at work on the question; until it has ended, a line would start none.
    await expect.poll(async () => (await running()) === 0, within).toBe(true);
    await post(id, "2", true);
    await expect.poll(kinds, within).toContain("queued");
    const search = await transport.ensureTask(facts(id), going);
    expect(search.found).toBe(find("task.moved")[0]?.taskId);
    await transport.detachFlow(id, going);

    const workerSid = await hire();
    const { taskSid, attributes } = await accept(workerSid);
    expect(attributes).toMatchObject({ from: "Mia the fox", caseNumber: "7", conversationSid: id });
    await expect
      .poll(() => find("task.moved").find(({ stage }) => stage === "accepted")?.agentName, within)
      .toBe("Alex Rivers");
    await callsTo(sandbox.url, "/flex")("POST", `/agents/${workerSid}/write`, {
      conversationSid: id,
      body: "Hello Mia",
    });
    await post(id, "3", false);
    await expect.poll(() => find("agent.wrote").map(({ text }) => text), within).toEqual(["Hello Mia"]);
    await callsTo(sandbox.url, "/flex")("POST", `/agents/${workerSid}/end`, { taskSid });
    await expect.poll(kinds, within).toContain("wrapup");
    await expect(post(id, "4", false)).rejects.toMatchObject({ code: "twilio.closed" });
    // Nothing of what flexcord wrote came back as an agent's word, and the flow was asked once.
    expect([find("agent.wrote").length, find("assistant.asked").length]).toEqual([1, 1]);
  });

  it("a request the flow slept through becomes one task all the same", async () => {
    const id = await transport.ensureConversation({ name: "discord-2", ...MEMBER }, going);
    await transport.requestAgent(facts(id), going);
    await post(id, "1", false);
    const look = () => transport.ensureTask(facts(id), going);
    expect(await look()).toMatchObject({ found: null });
    expect(await look()).toMatchObject({ found: null });
    await expect.poll(async () => (await look()).found, within).toMatch(/^WT/);
    await expect.poll(kinds, within).toContain("queued");
    const { found } = await look();
    expect(find("task.moved").every(({ taskId }) => taskId === found)).toBe(true);
    expect(found === null ? null : await transport.queueStanding(found, going)).toEqual({
      position: 1,
      minutes: null,
    });
  });

  it("a line whose answer was lost is found by its key", async () => {
    const id = await transport.ensureConversation({ name: "discord-3", ...MEMBER }, going);
    const first = await post(id, "1", false);
    const { memberId } = MEMBER;
    const line = { conversation: id, key: "1", memberId, text: "line 1", postId: "1" as PostId } as const;
    const again = {
      ...line,
      voice: "member",
      startsFlow: false,
      inDoubt: true,
      decidedAt: Date.now(),
    } as const;
    expect(await transport.post(again, going)).toEqual(first);
  });
});

async function running(): Promise<number> {
  const [flow] = await client.studio.v2.flows.list();
  if (flow === undefined) return 0;
  return (await client.studio.v2.flows.get(flow.sid).executions.list({ status: "active" })).length;
}
