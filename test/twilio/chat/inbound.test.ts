import { describe, expect, it } from "vitest";

import { channelEvent } from "../../../src/twilio/chat/inbound.ts";
import type { Form } from "../../../src/twilio/form.ts";
import { studioQuestion } from "../../../src/twilio/studio-question.ts";
import { taskEvent } from "../../../src/twilio/task-events.ts";
import { sid } from "../twilio-like.ts";

const CHANNEL = sid("CH");
const ID = `chat-${CHANNEL}`;
const MESSAGE = sid("IM");
const NOW = 1_795_000_000_000;
const AT = Date.UTC(2026, 10, 22, 10);

function told(eventType: string, change: Readonly<Record<string, string | undefined>> = {}): Form {
  const parameters = {
    EventType: eventType,
    InstanceSid: sid("IS"),
    ChannelSid: CHANNEL,
    MessageSid: MESSAGE,
    Index: "7",
    From: "agent_alex",
    Body: "Hello there",
    Attributes: "{}",
    DateCreated: "2026-11-22T10:00:00.000Z",
    Source: "SDK",
    RetryCount: "0",
    ...change,
  };
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

describe("a channel's webhook", () => {
  it("tells what an agent wrote, under the same id however often it is called", () => {
    const event = {
      source: "transport",
      sourceId: MESSAGE,
      at: AT,
      happening: {
        kind: "agent.wrote",
        transportConversationId: ID,
        transportMessageId: MESSAGE,
        index: 7,
        author: "agent_alex",
        text: "Hello there",
      },
    };
    expect(channelEvent(told("onMessageSent"), NOW)).toEqual({ event });
    expect(channelEvent(told("onMessageSent", { RetryCount: "2" }), NOW)).toEqual({ event });
  });

  it("tells of a file, which is a message of its own", () => {
    const media = {
      Body: "",
      MediaSid: sid("ME"),
      MediaFilename: "log.txt",
      MediaContentType: "text/plain",
      MediaSize: "12",
    };
    expect(channelEvent(told("onMediaMessageSent", media), NOW)).toMatchObject({
      event: {
        happening: {
          kind: "agent.wrote",
          text: "",
          files: [
            {
              from: "agent",
              transportConversationId: ID,
              fileId: media.MediaSid,
              name: "log.txt",
              contentType: "text/plain",
              bytes: 12,
            },
          ],
        },
      },
    });
  });

  it("tells each change of a message as an event of its own, and that it was taken back", () => {
    const change = { Body: "Hello!", DateUpdated: "2026-11-22T10:00:05.000Z" };
    expect(channelEvent(told("onMessageUpdated", change), NOW)).toMatchObject({
      event: {
        sourceId: `${MESSAGE}:edit:${AT + 5_000}`,
        happening: { kind: "agent.edited", text: "Hello!", index: 7 },
      },
    });
    expect(channelEvent(told("onMessageRemoved"), NOW)).toMatchObject({
      event: { sourceId: `${MESSAGE}:deleted`, happening: { kind: "agent.deleted", index: 7 } },
    });
  });

  it("never tells us what we wrote: known by the key, and by who wrote", () => {
    const ours = '{"origin":"discord","flexcord":{"key":"k","voice":"notice"}}';
    for (const change of [
      { Attributes: ours, Source: "API" },
      { From: "discord_1", Source: "API" },
      { From: "flexcord-assistant", Source: "API" },
    ]) {
      for (const event of ["onMessageSent", "onMessageUpdated", "onMessageRemoved"]) {
        expect(channelEvent(told(event, change), NOW)).toEqual({ ignored: "written by flexcord" });
      }
    }
  });

  it("tells the end of a channel, which stands in its attributes", () => {
    const closed = { event: { sourceId: `${ID}:closed`, happening: { kind: "transport.closed" } } };
    expect(channelEvent(told("onChannelDestroyed"), NOW)).toMatchObject(closed);
    const inactive = { Attributes: '{"status":"INACTIVE"}' };
    expect(channelEvent(told("onChannelUpdated", inactive), NOW)).toMatchObject(closed);
    const active = { Attributes: '{"status":"ACTIVE"}' };
    expect(channelEvent(told("onChannelUpdated", active), NOW)).toEqual({
      ignored: "the conversation goes on",
    });
  });

  it.each([
    ["no channel", { ChannelSid: "CH1" }],
    ["no event", { EventType: undefined }],
    ["no message", { MessageSid: undefined }],
    ["no index", { Index: "-1" }],
    ["no author", { From: undefined }],
    ["no content", { Body: undefined }],
  ])("with %s makes no sense", (_, change) => {
    expect(channelEvent(told("onMessageSent", change), NOW)).toHaveProperty("invalid");
  });

  it("says nothing by events that nobody follows", () => {
    expect(channelEvent(told("onMemberAdded"), NOW)).toHaveProperty("ignored");
  });
});

it("the old flow names the channel, and the question is about it", () => {
  const question = { channelSid: CHANNEL, messageSid: MESSAGE };
  expect(studioQuestion(question, NOW)).toMatchObject({
    event: { happening: { kind: "assistant.asked", transportConversationId: ID } },
  });
});

it("a task that names a channel is about it; one of today's that names both is about its conversation", () => {
  const conversationSid = sid("CH");
  const moved = (attributes: object) =>
    taskEvent(
      [
        ["EventType", "task.created"],
        ["Sid", sid("EV")],
        ["TaskSid", sid("WT")],
        ["TaskAttributes", JSON.stringify(attributes)],
      ],
      NOW,
    );
  expect(moved({ channelSid: CHANNEL })).toMatchObject({
    event: { happening: { transportConversationId: ID } },
  });
  expect(moved({ channelSid: CHANNEL, conversationSid })).toMatchObject({
    event: { happening: { transportConversationId: conversationSid } },
  });
});
