import { describe, expect, it } from "vitest";

import type { Form } from "../../src/twilio/form.ts";
import { conversationEvent } from "../../src/twilio/conversations/inbound.ts";
import { studioQuestion } from "../../src/twilio/studio-question.ts";
import { taskEvent } from "../../src/twilio/task-events.ts";
import { seeded } from "../random.ts";
import { sid } from "./twilio-like.ts";

const CONVERSATION = sid("CH");
const MESSAGE = sid("IM");
const TASK = sid("WT");
const NOW = 1_795_000_000_000;

function formOf(parameters: Readonly<Record<string, string | undefined>>): Form {
  return Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

function message(change: Readonly<Record<string, string | undefined>> = {}): Form {
  return formOf({
    EventType: "onMessageAdded",
    ConversationSid: CONVERSATION,
    MessageSid: MESSAGE,
    Index: "7",
    Author: "agent_alex",
    Body: "Hello there",
    Attributes: "{}",
    DateCreated: "2026-11-22T10:00:00.000Z",
    Source: "SDK",
    ...change,
  });
}

function task(eventType: string, change: Readonly<Record<string, string | undefined>> = {}): Form {
  return formOf({
    EventType: eventType,
    Sid: sid("EV"),
    ResourceSid: TASK,
    Timestamp: "1795341600",
    TaskSid: TASK,
    TaskAttributes: JSON.stringify({ conversationSid: CONVERSATION, from: "Mia" }),
    TaskAssignmentStatus: "pending",
    ...change,
  });
}

describe("a conversation's webhook", () => {
  it("tells what an agent wrote", () => {
    expect(conversationEvent(message(), NOW)).toEqual({
      event: {
        source: "transport",
        sourceId: MESSAGE,
        at: Date.UTC(2026, 10, 22, 10),
        happening: {
          kind: "agent.wrote",
          transportConversationId: CONVERSATION,
          transportMessageId: MESSAGE,
          index: 7,
          author: "agent_alex",
          text: "Hello there",
        },
      },
    });
  });

  it.each(["discord_123456789012345678", "flexcord-assistant", "flexcord-notice"])(
    "is not news when %s wrote, with or without our mark",
    (Author) => {
      expect(conversationEvent(message({ Author }), NOW)).toHaveProperty("ignored");
    },
  );

  it("is not news when it carries our mark, whoever is named", () => {
    const Attributes = JSON.stringify({ flexcord: { key: "k1", voice: "member" } });
    expect(conversationEvent(message({ Attributes }), NOW)).toHaveProperty("ignored");
  });

  it("keeps what others wrote with attributes of their own", () => {
    for (const Attributes of ['{"flexcord":1}', '{"media":true}', "not json", "[]", "null", undefined]) {
      expect(conversationEvent(message({ Attributes }), NOW)).toHaveProperty("event");
    }
  });

  it("stands at the time of arrival when it tells none", () => {
    expect(conversationEvent(message({ DateCreated: "yesterday" }), NOW)).toHaveProperty("event.at", NOW);
  });

  it("has nothing to say without text", () => {
    expect(conversationEvent(message({ Body: "" }), NOW)).toHaveProperty("ignored");
    expect(conversationEvent(message({ Body: undefined, Media: "[]" }), NOW)).toHaveProperty("ignored");
  });

  it.each([
    { ConversationSid: undefined },
    { ConversationSid: "CH1" },
    { ConversationSid: sid("IM") },
    { EventType: undefined },
    { MessageSid: undefined },
    { MessageSid: "IM' or 1=1" },
    { Index: undefined },
    { Index: "-1" },
    { Index: "1e3" },
    { Author: undefined },
    { Body: undefined },
  ])("makes no sense with %o", (change) => {
    expect(conversationEvent(message(change), NOW)).toHaveProperty("invalid");
  });

  it("makes no sense with two values for one parameter", () => {
    expect(conversationEvent([...message(), ["Body", "other"]], NOW)).toHaveProperty("invalid");
    expect(conversationEvent([...message(), ["Body", "Hello there"]], NOW)).toHaveProperty("event");
  });

  it("tells once that the conversation is over, however it ends", () => {
    const ended = { kind: "transport.closed", transportConversationId: CONVERSATION };
    const closed = formOf({
      EventType: "onConversationStateUpdated",
      ConversationSid: CONVERSATION,
      StateFrom: "active",
      StateTo: "closed",
    });
    const removed = formOf({ EventType: "onConversationRemoved", ConversationSid: CONVERSATION });
    const wanted = { event: { source: "transport", sourceId: `${CONVERSATION}:closed`, happening: ended } };
    expect(conversationEvent(closed, NOW)).toMatchObject(wanted);
    expect(conversationEvent(removed, NOW)).toMatchObject(wanted);
  });

  it("is not news when the conversation only rests", () => {
    const rests = { EventType: "onConversationStateUpdated", ConversationSid: CONVERSATION };
    expect(conversationEvent(formOf({ ...rests, StateTo: "inactive" }), NOW)).toHaveProperty("ignored");
    expect(conversationEvent(formOf(rests), NOW)).toHaveProperty("invalid");
  });
});

function accepted(change: Readonly<Record<string, string>>) {
  return taskEvent(task("reservation.accepted", change), NOW);
}

describe("a TaskRouter event", () => {
  it.each([
    ["task.created", "created"],
    ["task-queue.entered", "queued"],
    ["reservation.accepted", "accepted"],
    ["task.wrapup", "wrapup"],
    ["task.completed", "completed"],
    ["task.canceled", "canceled"],
    ["workflow.timeout", "canceled"],
    ["task.deleted", "canceled"],
    ["task.system-deleted", "canceled"],
  ])("%s means %s", (eventType, stage) => {
    expect(taskEvent(task(eventType), NOW)).toMatchObject({
      event: {
        source: "taskrouter",
        at: 1_795_341_600_000,
        happening: { kind: "task.moved", transportConversationId: CONVERSATION, taskId: TASK, stage },
      },
    });
  });

  it("names the agent as members may read it", () => {
    const WorkerName = "alex.r@example.com";
    const attributes = JSON.stringify({ full_name: "Alex Rivers" });
    const path = "event.happening.agentName";
    expect(accepted({ WorkerName, WorkerAttributes: attributes })).toHaveProperty(path, "Alex Rivers");
    expect(accepted({ WorkerName, WorkerAttributes: "{}" })).toHaveProperty(path, WorkerName);
    expect(accepted({ WorkerName, WorkerAttributes: '{"full_name":" "}' })).toHaveProperty(path, WorkerName);
    expect(accepted({ WorkerName, WorkerAttributes: "broken" })).toHaveProperty(path, WorkerName);
    expect(accepted({})).not.toHaveProperty(path);
  });

  it("tells why work was canceled", () => {
    const path = "event.happening.reason";
    const reason = "Workflow TTL Exceeded";
    expect(taskEvent(task("task.canceled", { TaskCanceledReason: reason }), NOW)).toHaveProperty(
      path,
      reason,
    );
    expect(taskEvent(task("task.canceled", { Reason: reason }), NOW)).toHaveProperty(path, reason);
  });

  it("is known by its own id, else by what, about what and when", () => {
    const Sid = sid("EV");
    expect(taskEvent(task("task.created", { Sid }), NOW)).toHaveProperty("event.sourceId", Sid);
    expect(taskEvent(task("task.created", { Sid: undefined }), NOW)).toHaveProperty(
      "event.sourceId",
      `task.created:${TASK}:1795341600`,
    );
    const nameless = task("task.created", { Sid: undefined, Timestamp: undefined });
    expect(taskEvent(nameless, NOW)).toHaveProperty("invalid");
  });

  it.each([
    ["work of others", task("task.created", { TaskAttributes: '{"type":"voice"}' })],
    ["a conversation that is none", task("task.created", { TaskAttributes: '{"conversationSid":"CH1"}' })],
    ["attributes that are no JSON", task("task.created", { TaskAttributes: "{" })],
    ["an event we do not follow", task("worker.activity.update")],
    ["finished work being tidied away", task("task.deleted", { TaskAssignmentStatus: "completed" })],
  ])("is ignored for %s", (_name, form) => {
    expect(taskEvent(form, NOW)).toHaveProperty("ignored");
  });

  it("makes no sense without event or task", () => {
    expect(taskEvent(task("task.created", { EventType: undefined }), NOW)).toHaveProperty("invalid");
    expect(taskEvent(task("task.created", { TaskSid: undefined }), NOW)).toHaveProperty("invalid");
  });
});

describe("the flow's question", () => {
  it("names conversation and message", () => {
    expect(studioQuestion({ conversationSid: CONVERSATION, messageSid: MESSAGE }, NOW)).toEqual({
      event: {
        source: "studio",
        sourceId: MESSAGE,
        at: NOW,
        happening: {
          kind: "assistant.asked",
          transportConversationId: CONVERSATION,
          transportMessageId: MESSAGE,
        },
      },
    });
  });

  it.each([
    {},
    { conversationSid: CONVERSATION },
    { messageSid: MESSAGE },
    { conversationSid: 1, messageSid: {} },
  ])("makes no sense as %o", (question) => {
    expect(studioQuestion(question, NOW)).toHaveProperty("invalid");
  });
});

const ODD_VALUES = [
  CONVERSATION,
  MESSAGE,
  TASK,
  "onMessageAdded",
  "onConversationStateUpdated",
  "task.created",
  "reservation.accepted",
  "closed",
  "",
  "0",
  "-1",
  "9".repeat(400),
  "NaN",
  "1e309",
  "null",
  "[]",
  "{",
  '{"conversationSid":{}}',
  '{"flexcord":null}',
  '{"full_name":7}',
  `{"conversationSid":"${CONVERSATION}"}`,
  "\u0000",
  "\uD800",
  "🙂",
  "__proto__",
];

describe("any form at all", () => {
  it("is read or refused, 20,000 times, and never throws", () => {
    const random = seeded();
    const outcomes = new Set<string>();
    const names = [...message(), ...task("x")].map(([name]) => name);
    names.push("StateTo", "Media", "WorkerAttributes", "__proto__", "constructor");
    const readAll = () => {
      for (let turn = 0; turn < 20_000; turn += 1) {
        const form = [...(random.whole(2) === 0 ? message() : task("reservation.accepted"))];
        for (let change = random.whole(5); change > 0; change -= 1) {
          form[random.whole(form.length + 1)] = [random.pick(names), random.pick(ODD_VALUES)];
        }
        outcomes.add(Object.keys(conversationEvent(form, NOW)).join());
        outcomes.add(Object.keys(taskEvent(form, NOW)).join());
      }
    };
    expect(readAll, `seed ${random.seed}`).not.toThrow();
    expect(outcomes, `seed ${random.seed}`).toEqual(new Set(["event", "ignored", "invalid"]));
  });
});
