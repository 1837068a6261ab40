import { describe, expect, it } from "vitest";

import type { TransportLine } from "../../../src/bridge/ports.ts";
import type { PostId, TransportConversationId } from "../../../src/domain/ids.ts";
import { factsOf, line } from "../bench.ts";
import { benchEach, going, MEMBER, unknown } from "./bench.ts";

const bench = benchEach();

const lineTo = (id: TransportConversationId, change: Partial<TransportLine> = {}) =>
  line(id, { memberId: MEMBER, ...change });

describe("a line", () => {
  it("carries its origin and its key, and starts the flow only when it is to", async () => {
    const { transport, open, channel, client, flowSid } = bench();
    const id = await open();
    const { index } = await transport.post(lineTo(id, { postId: "99" as PostId }), going);
    const { executions } = client.studio.v2.flows.get(flowSid);
    expect(await executions.list()).toEqual([]);
    await transport.post(lineTo(id, { key: "effect-2", startsFlow: true }), going);
    await expect.poll(async () => (await executions.list()).length).toBe(1);
    const [first] = await channel(id).messages.list();
    expect(index).toBe(0);
    expect(first).toMatchObject({ from: `discord_${MEMBER}`, body: "Where is my order?", index: 0 });
    expect(JSON.parse(first?.attributes ?? "")).toEqual({
      origin: "discord",
      flexcord: { key: "effect-1", voice: "member", postId: "99" },
    });
  });

  it("in doubt is looked for by its key before it is written again", async () => {
    const { transport, open, channel, dials } = bench();
    const id = await open();
    const rule = await dials.befall({
      vendor: "twilio",
      method: "POST",
      path: "**/Messages",
      count: 1,
      effect: { kind: "drop", when: "after" },
    });
    await expect(transport.post(lineTo(id), going)).rejects.toMatchObject({ certain: false });
    expect(await rule.struck()).toBe(1);
    for (let n = 0; n < 20; n += 1) await channel(id).messages.create({ from: "alex", body: `${n}` });
    const again = await transport.post(lineTo(id, { inDoubt: true }), going);
    expect(again.index).toBe(0);
    const mine = (await channel(id).messages.list()).filter(({ from }) => from === `discord_${MEMBER}`);
    expect(mine).toHaveLength(1);
  });

  it("is refused where nobody would read it: Flex is done with the channel, or it was deleted", async () => {
    const { transport, open, channel } = bench();
    const id = await open();
    await transport.close(id, going);
    await expect(transport.post(lineTo(id), going)).rejects.toMatchObject({ code: "twilio.closed" });
    expect(await channel(id).messages.list()).toEqual([]);
    expect(await transport.stateOf(id, going)).toBe("closed");
    await channel(id).remove();
    await expect(transport.post(lineTo(id), going)).rejects.toMatchObject({ code: "twilio.closed" });
    await transport.close(id, going);
    expect((await transport.catchUp(unknown(id), going)).map(({ happening }) => happening.kind)).toEqual([
      "transport.closed",
    ]);
  });

  it("is changed and taken back, and a second time is no harm", async () => {
    const { transport, open, channel } = bench();
    const conversation = await open();
    const { id } = await transport.post(lineTo(conversation), going);
    await transport.edit({ conversation, id, text: "Where are my orders?" }, going);
    expect(await channel(conversation).messages.get(id).fetch()).toMatchObject({
      body: "Where are my orders?",
    });
    await transport.remove({ conversation, id }, going);
    await transport.remove({ conversation, id }, going);
    expect(await channel(conversation).messages.list()).toEqual([]);
    await expect(transport.edit({ conversation, id, text: "x" }, going)).rejects.toMatchObject({
      code: "twilio.not-found",
    });
  });
});

describe("a request for an agent", () => {
  it("marks the channel for the flow and leaves what Flex wrote", async () => {
    const { transport, open, channel } = bench();
    const id = await open();
    await transport.requestAgent(factsOf(id), going);
    expect(JSON.parse((await channel(id).fetch()).attributes)).toMatchObject({
      status: "ACTIVE",
      live_agent_requested: "true",
      case_number: "7",
    });
  });

  it("takes the flow off before a task is made, and makes one, whatever becomes of the answer", async () => {
    const { transport, open, channel, tasksOf, dials, pass } = bench();
    const id = await open();
    expect(await transport.ensureTask(factsOf(id), going)).toMatchObject({ found: null });
    expect((await channel(id).webhooks.list()).map(({ type }) => type)).toEqual(["webhook"]);
    expect(await tasksOf(id)).toEqual([]);
    const rule = await dials.befall({
      vendor: "twilio",
      method: "POST",
      path: "**/Tasks",
      count: 1,
      effect: { kind: "drop", when: "after" },
    });
    await expect(transport.ensureTask(factsOf(id), going)).rejects.toMatchObject({ certain: false });
    expect(await rule.struck()).toBe(1);
    const [only] = await tasksOf(id);
    expect(await transport.ensureTask(factsOf(id), going)).toEqual({ found: only });
    pass(120_000);
    expect(await transport.ensureTask(factsOf(id), going)).toEqual({ found: only });
    expect(await tasksOf(id)).toHaveLength(1);
  });

  it("waits a minute for a task that was asked for and is not there", async () => {
    const { transport, open, dials, pass, tasksOf } = bench();
    const id = await open();
    await transport.detachFlow(id, going);
    const rule = await dials.befall({
      vendor: "twilio",
      method: "POST",
      path: "**/Tasks",
      count: 1,
      effect: { kind: "drop" },
    });
    await expect(transport.ensureTask(factsOf(id), going)).rejects.toMatchObject({ certain: false });
    expect(await rule.struck()).toBe(1);
    expect(await transport.ensureTask(factsOf(id), going)).toMatchObject({ found: null });
    expect(await tasksOf(id)).toEqual([]);
    pass(61_000);
    const { found } = await transport.ensureTask(factsOf(id), going);
    expect(await tasksOf(id)).toEqual([found]);
  });
});
