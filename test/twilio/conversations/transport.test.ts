import { describe, expect, it } from "vitest";

import { benchEach, CALLBACK, FLOW, going, line, MEMBER, once, SPEC, writes } from "../bench.ts";
import { refusal, sid, type Call } from "../twilio-like.ts";

const bench = benchEach();

describe("opening a conversation", () => {
  it("makes it with its member, its webhook and its flow, and nothing twice", async () => {
    const id = await bench.open();
    expect(await bench.open()).toBe(id);
    const { webhooks, ...made } = bench.only();
    expect(made).toMatchObject({
      sid: id,
      uniqueName: SPEC.name,
      friendlyName: "Mia the fox",
      attributes: JSON.stringify({ customer_name: "Mia the fox", customer_identity: `discord_${MEMBER}` }),
      participants: [`discord_${MEMBER}`],
    });
    expect(webhooks.map(({ target, configuration }) => ({ target, ...configuration }))).toEqual([
      {
        target: "webhook",
        url: CALLBACK,
        method: "post",
        filters: [
          "onMessageAdded",
          "onMessageUpdated",
          "onMessageRemoved",
          "onConversationStateUpdated",
          "onConversationRemoved",
        ],
        flow_sid: null,
      },
      { target: "studio", url: null, method: null, filters: ["onMessageAdded"], flow_sid: FLOW },
    ]);
  });

  it("completes what was left half made, whichever answer was lost", async () => {
    for (const part of ["/Conversations", "/Participants", "/Webhooks"]) {
      const lost = once(writes(part));
      bench.account.after = (call) => (lost(call) ? "reset" : null);
      await expect(bench.open()).rejects.toMatchObject({ code: "network.reset", certain: false });
      await bench.open();
      expect(bench.only().participants).toHaveLength(1);
      expect(bench.only().webhooks).toHaveLength(2);
      bench.account.conversations.clear();
    }
  });

  it("ten times at once makes one conversation with one webhook of each kind", async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => bench.open()));
    expect(new Set(ids).size).toBe(1);
    expect(
      bench
        .only()
        .webhooks.map(({ target }) => target)
        .toSorted(),
    ).toEqual(["studio", "webhook"]);
  });

  it("is not possible any more once it was closed", async () => {
    await bench.open();
    bench.only().state = "closed";
    await expect(bench.open()).rejects.toMatchObject({ code: "twilio.closed" });
  });

  it("is refused where Flex would not see it", async () => {
    await expect(bench.transportElsewhere().ensureConversation(SPEC, going)).rejects.toMatchObject({
      code: "config.invalid",
      fix: expect.stringMatching(/default/),
    });
  });

  it("comes back later when the name is taken and nobody is found under it", async () => {
    bench.account.before = (call) =>
      writes("/Conversations")(call) ? refusal(409, 50353, "taken") : refusal(404, 20404, "not found");
    await expect(bench.open()).rejects.toMatchObject({ code: "twilio.unavailable", retry: true });
  });

  it("stops at once when told to", async () => {
    await expect(bench.transport.ensureConversation(SPEC, AbortSignal.abort())).rejects.toMatchObject({
      code: "run.interrupted",
      retry: true,
    });
    expect(bench.account.calls).toEqual([]);
  });
});

function ofAgent(at: number, index: number) {
  const date_created = new Date(at).toISOString();
  return {
    sid: sid("IM"),
    index,
    author: "agent",
    body: "",
    attributes: "{}",
    announced: true,
    date_created,
  };
}

describe("a line", () => {
  it("is written under the name of its voice, with our mark", async () => {
    const id = await bench.open();
    await bench.transport.post(line(id), going);
    await bench.transport.post(line(id, { voice: "assistant", key: "effect-2", postId: null }), going);
    await bench.transport.post(line(id, { voice: "notice", key: "effect-3", postId: null }), going);
    expect(bench.only().messages.map(({ author, attributes }) => [author, JSON.parse(attributes)])).toEqual([
      [`discord_${MEMBER}`, { flexcord: { key: "effect-1", voice: "member", postId: "99" } }],
      ["flexcord-assistant", { flexcord: { key: "effect-2", voice: "assistant" } }],
      ["flexcord-notice", { flexcord: { key: "effect-3", voice: "notice" } }],
    ]);
    expect(bench.only().messages[0]?.body).toBe("Where is my order?");
  });

  it("starts the flow only when it is to", async () => {
    const id = await bench.open();
    await bench.transport.post(line(id, { startsFlow: true }), going);
    await bench.transport.post(line(id, { key: "effect-2" }), going);
    expect(bench.only().messages.map(({ announced }) => announced)).toEqual([true, false]);
  });

  it("in doubt is looked for first, past a hundred others, and written once", async () => {
    const id = await bench.open();
    const lost = once(writes("/Messages"));
    bench.account.after = (call) => (lost(call) ? "reset" : null);
    await expect(bench.transport.post(line(id), going)).rejects.toMatchObject({ certain: false });
    const [arrived] = bench.only().messages;
    for (let other = 0; other < 150; other += 1) bench.only().messages.push(ofAgent(Date.now(), other + 1));
    expect(await bench.transport.post(line(id, { inDoubt: true }), going)).toEqual({
      id: arrived?.sid,
      index: 0,
    });
    expect(bench.count(writes("/Messages"))).toBe(1);
  });

  it("in doubt that never arrived is written", async () => {
    const id = await bench.open();
    await bench.transport.post(line(id, { inDoubt: true }), going);
    expect(bench.only().messages).toHaveLength(1);
  });

  it("in doubt is looked for no further back than it can be", async () => {
    const id = await bench.open();
    const hourAgo = Date.now() - 3_600_000;
    for (let other = 0; other < 1_000; other += 1) bench.only().messages.push(ofAgent(hourAgo, other + 1));
    for (let other = 0; other < 150; other += 1) bench.only().messages.push(ofAgent(Date.now(), other + 1));
    await bench.transport.post(line(id, { inDoubt: true }), going);
    // A hundred new ones, fifty new and fifty old, and a hundred old ones.
    const pages = ({ method, path }: Call) => method === "GET" && path.endsWith("/Messages");
    expect(bench.count(pages)).toBe(3);
    expect(bench.count(writes("/Messages"))).toBe(1);
  });

  it("is not taken any more by a conversation that is closed or gone", async () => {
    const id = await bench.open();
    bench.only().state = "closed";
    await expect(bench.transport.post(line(id), going)).rejects.toMatchObject({
      code: "twilio.closed",
      retry: false,
    });
    await expect(bench.transport.post(line(id, { inDoubt: true }), going)).rejects.toMatchObject({
      code: "twilio.closed",
    });
    bench.account.conversations.clear();
    await expect(bench.transport.post(line(id), going)).rejects.toMatchObject({ code: "twilio.closed" });
  });

  it("that is refused for itself leaves the conversation open", async () => {
    const id = await bench.open();
    bench.account.before = (call) =>
      writes("/Messages")(call) ? refusal(400, 20001, "Body: hunter2") : null;
    const failure = await bench.transport.post(line(id), going).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "twilio.refused" });
    expect(String(failure)).not.toContain("hunter2");
  });

  it.each(["429", "500"])("that meets a %s is a matter of time, and asks nothing more", async (status) => {
    const id = await bench.open();
    bench.account.before = () => ({
      ...refusal(Number(status), 0, "later"),
      headers: { "retry-after": "3" },
    });
    const before = bench.account.calls.length;
    await expect(bench.transport.post(line(id), going)).rejects.toMatchObject({ retry: true });
    expect(bench.account.calls.length - before).toBe(1);
  });
});

describe("the end", () => {
  it("takes the flow off and leaves our own webhook, once and again", async () => {
    const id = await bench.open();
    await bench.transport.detachFlow(id, going);
    await bench.transport.detachFlow(id, going);
    expect(bench.only().webhooks.map(({ target }) => target)).toEqual(["webhook"]);
    bench.account.conversations.clear();
    await bench.transport.detachFlow(id, going);
  });

  it("closes the conversation, once and again, even when it is gone", async () => {
    const id = await bench.open();
    await bench.transport.close(id, going);
    expect(bench.only().state).toBe("closed");
    await bench.transport.close(id, going);
    bench.account.conversations.clear();
    await bench.transport.close(id, going);
  });
});
