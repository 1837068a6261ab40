import { expect, it } from "vitest";

import type { Transport } from "../../../src/bridge/ports.ts";
import type { TransportConversationId } from "../../../src/domain/ids.ts";
import { channelId } from "../../../src/twilio/chat/channel-id.ts";
import { byConversation } from "../../../src/twilio/transports/by-conversation.ts";
import { line } from "../bench.ts";
import { sid } from "../twilio-like.ts";

const going = new AbortController().signal;
const clock = { now: () => 7 };
const SID = sid("CH");
const CONVERSATION = SID as TransportConversationId;
const CHANNEL = channelId(SID) as TransportConversationId;

/** Says which of the two was asked for what. */
function recorder() {
  const asked: string[] = [];
  const transportNamed = (name: string): Transport => {
    const note = (what: string) => () => {
      asked.push(`${name}: ${what}`);
      return Promise.resolve(`${name}'s` as never);
    };
    return {
      openingsPerSecond: name === "chat" ? 20 : 30,
      ensureConversation: note("open"),
      post: note("post"),
      edit: note("edit"),
      remove: note("remove"),
      openFile: note("file"),
      requestAgent: note("request"),
      ensureTask: note("task"),
      detachFlow: note("detach"),
      close: note("close"),
      stateOf: note("state"),
      catchUp: note("read"),
      describe: note("describe"),
      rate: note("rate"),
      queueStanding: note("standing"),
    };
  };
  return { asked, conversations: transportNamed("conversations"), chat: transportNamed("chat") };
}

it("asks the transport that a conversation was opened on, whichever opens new ones", async () => {
  const { asked, conversations, chat } = recorder();
  const both = { conversations, "programmable-chat": chat };
  for (const opens of [conversations, chat]) {
    const transport = byConversation(both, opens, clock);
    expect(transport.openingsPerSecond).toBe(opens.openingsPerSecond);
    await transport.ensureConversation({ name: "n" } as never, going);
    for (const id of [CONVERSATION, CHANNEL]) {
      await transport.post(line(id), going);
      await transport.catchUp({ conversation: id } as never, going);
      await transport.openFile({ transportConversationId: id } as never, going);
      await transport.close(id, going);
    }
  }
  const each = ["conversations", "chat"].flatMap((name) =>
    ["post", "read", "file", "close"].map((what) => `${name}: ${what}`),
  );
  expect(asked).toEqual(["conversations: open", ...each, "chat: open", ...each]);
});

it("a conversation whose transport was removed is over, and nothing is asked of the other", async () => {
  const { asked, conversations } = recorder();
  const transport = byConversation({ conversations, "programmable-chat": null }, conversations, clock);
  await expect(transport.post(line(CHANNEL), going)).rejects.toMatchObject({
    code: "twilio.closed",
    certain: true,
  });
  expect(await transport.stateOf(CHANNEL, going)).toBe("closed");
  expect(await transport.catchUp({ conversation: CHANNEL } as never, going)).toMatchObject([
    { sourceId: `${CHANNEL}:closed`, at: 7, happening: { kind: "transport.closed" } },
  ]);
  await transport.close(CHANNEL, going);
  expect(asked).toEqual([]);
});
