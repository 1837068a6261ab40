import { describe, expect, it } from "vitest";

import type { TaskId } from "../../../src/domain/ids.ts";
import { benchEach, factsOf, going, MEMBER, once } from "../bench.ts";
import { refusal, sid } from "../twilio-like.ts";

const bench = benchEach();

describe("a request for an agent", () => {
  it("marks the conversation and leaves the marks of others", async () => {
    const id = await bench.open();
    bench.only().attributes = '{"theirs":1}';
    await bench.transport.requestAgent(factsOf(id), going);
    expect(JSON.parse(bench.only().attributes)).toEqual({
      theirs: 1,
      live_agent_requested: "true",
      case_number: "7",
      customer_name: "Mia the fox",
      customer_identity: `discord_${MEMBER}`,
    });
    const written = bench.count(({ method }) => method === "POST");
    await bench.transport.requestAgent(factsOf(id), going);
    expect(bench.count(({ method }) => method === "POST")).toBe(written);
  });

  it("of a conversation that is closed says so", async () => {
    const id = await bench.open();
    bench.only().state = "closed";
    await expect(bench.transport.requestAgent(factsOf(id), going)).rejects.toMatchObject({
      code: "twilio.closed",
    });
  });
});

describe("the task of a request", () => {
  const later = { found: null, comeBackMs: expect.any(Number) };

  it("is found when the flow made it", async () => {
    const id = await bench.open();
    bench.task(sid("CH"));
    const ours = bench.task(id);
    expect(await bench.transport.ensureTask(factsOf(id), going)).toEqual({ found: ours.sid });
    expect(bench.only().webhooks).toHaveLength(2);
  });

  it("is asked for once, after the flow was taken off and had its time", async () => {
    const id = await bench.open();
    const look = () => bench.transport.ensureTask(factsOf(id), going);
    expect(await look()).toEqual(later);
    expect(bench.only().webhooks.map(({ target }) => target)).toEqual(["webhook"]);
    bench.account.executions.push({ address: id, initiatedBy: sid("IM") });
    expect(await look()).toEqual(later);
    expect(bench.account.interactions).toEqual([]);
    bench.account.executions.length = 0;
    for (let turn = 0; turn < 5; turn += 1) expect(await look()).toEqual(later);
    expect(bench.account.interactions).toHaveLength(1);
    expect(bench.account.interactions[0]).toMatchObject({
      channel: { type: "web", initiated_by: "customer", properties: { media_channel_sid: id } },
      routing: {
        properties: {
          workspace_sid: expect.stringMatching(/^WS/),
          workflow_sid: expect.stringMatching(/^WW/),
          task_channel_sid: expect.stringMatching(/^TC/),
          attributes: {
            conversationSid: id,
            from: "Mia the fox",
            customerName: "Mia the fox",
            caseNumber: "7",
          },
        },
      },
    });
    const ours = bench.task(id);
    expect(await look()).toEqual({ found: ours.sid });
  });

  it.each([{ address: `discord_${MEMBER}` }, { initiatedBy: "conversation" }])(
    "is left to a flow at work that is known as %o",
    async (names) => {
      const id = await bench.open();
      await bench.transport.detachFlow(id, going);
      const initiatedBy = names.initiatedBy === undefined ? sid("IM") : id;
      bench.account.executions.push({ address: names.address ?? "", initiatedBy });
      expect(await bench.transport.ensureTask(factsOf(id), going)).toEqual(later);
      expect(bench.account.interactions).toEqual([]);
    },
  );

  it("is not kept waiting by the flow at work for others", async () => {
    const id = await bench.open();
    await bench.transport.detachFlow(id, going);
    bench.account.executions.push({ address: sid("CH"), initiatedBy: sid("IM") });
    await bench.transport.ensureTask(factsOf(id), going);
    expect(bench.account.interactions).toHaveLength(1);
  });

  it("is not asked for again when the answer was lost", async () => {
    const id = await bench.open();
    await bench.transport.detachFlow(id, going);
    bench.account.after = (call) => (call.path.endsWith("/Interactions") ? "reset" : null);
    await expect(bench.transport.ensureTask(factsOf(id), going)).rejects.toMatchObject({ certain: false });
    expect(await bench.transport.ensureTask(factsOf(id), going)).toEqual(later);
    expect(bench.account.interactions).toHaveLength(1);
  });

  it("is asked for again at once when it surely was not made", async () => {
    const id = await bench.open();
    await bench.transport.detachFlow(id, going);
    const limited = once((call) => call.path.endsWith("/Interactions"));
    bench.account.before = (call) => (limited(call) ? refusal(429, 20429, "Too many") : null);
    await expect(bench.transport.ensureTask(factsOf(id), going)).rejects.toMatchObject({
      code: "twilio.rate-limited",
    });
    await bench.transport.ensureTask(factsOf(id), going);
    expect(bench.account.interactions).toHaveLength(1);
  });

  it("is asked for again when a minute brought none, or the one there was is over", async () => {
    const id = await bench.open();
    await bench.transport.detachFlow(id, going);
    await bench.transport.ensureTask(factsOf(id), going);
    bench.task(id, "canceled");
    bench.pass(59_000);
    await bench.transport.ensureTask(factsOf(id), going);
    expect(bench.account.interactions).toHaveLength(1);
    bench.pass(2_000);
    await bench.transport.ensureTask(factsOf(id), going);
    expect(bench.account.interactions).toHaveLength(2);
  });

  it("is none of a conversation that is closed", async () => {
    const id = await bench.open();
    bench.only().state = "closed";
    await bench.transport.ensureTask(factsOf(id), going);
    await expect(bench.transport.ensureTask(factsOf(id), going)).rejects.toMatchObject({
      code: "twilio.closed",
    });
    expect(bench.account.interactions).toEqual([]);
  });
});

describe("the place in the queue", () => {
  it("counts those ahead in the same queue", async () => {
    bench.task(sid("CH"), "pending", "WQ2");
    bench.task(sid("CH"), "assigned");
    const first = bench.task(sid("CH"));
    const second = bench.task(sid("CH"));
    const place = async (name: string) =>
      (await bench.transport.queueStanding(name as TaskId, going))?.position;
    expect([await place(first.sid), await place(second.sid)]).toEqual([1, 2]);
  });

  const listings = () => bench.count(({ method, path }) => method === "GET" && path.endsWith("/Tasks"));
  const placeOf = async (name: string) =>
    (await bench.transport.queueStanding(name as TaskId, going))?.position ?? null;

  it("is read once for all who join at about the same time", async () => {
    const first = bench.task(sid("CH"));
    expect(await placeOf(first.sid)).toBe(1);
    bench.pass(10);
    const crowd = Array.from({ length: 40 }, () => bench.task(sid("CH")));
    const places = await Promise.all(crowd.map(({ sid: name }) => placeOf(name)));
    expect(places).toEqual(crowd.map((_, at) => at + 2));
    expect(listings()).toBe(2);
  });

  it("is not looked for again and again behind the five hundredth", async () => {
    const crowd = Array.from({ length: 501 }, () => bench.task(sid("CH")));
    const last = crowd.at(-1)?.sid ?? "";
    expect(await placeOf(last)).toBeNull();
    expect(await placeOf(last)).toBeNull();
    expect(await placeOf(crowd[499]?.sid ?? "")).toBe(500);
    expect(listings()).toBe(1);
  });

  it("is nobody's who does not wait", async () => {
    const taken = bench.task(sid("CH"), "assigned");
    expect(await bench.transport.queueStanding(taken.sid as TaskId, going)).toBeNull();
    expect(await bench.transport.queueStanding(sid("WT") as TaskId, going)).toBeNull();
  });
});
