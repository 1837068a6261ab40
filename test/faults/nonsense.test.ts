import { noNames } from "../discord/support/wire.ts";
import { expect, it } from "vitest";

import { inbound } from "../../src/discord/inbound/inbound.ts";
import { parseForm } from "../../src/twilio/form.ts";
import { conversationEvent } from "../../src/twilio/conversations/inbound.ts";
import { taskEvent } from "../../src/twilio/task-events.ts";
import { seeded } from "../random.ts";
import { count, PATIENCE_MS } from "./support/counts.ts";
import { keepFigure } from "./support/figures.ts";
import { spoiled } from "./support/spoiled.ts";

const MESSAGE = {
  id: "1574000000000000001",
  channel_id: "1574000000000000002",
  channel_type: 1,
  type: 0,
  flags: 0,
  content: "hello",
  timestamp: "2026-11-22T09:00:00.000Z",
  edited_timestamp: null,
  author: { id: "1574000000000000003", username: "mia", global_name: "Mia", bot: false },
  attachments: [{ id: "1574000000000000004", filename: "a.png", size: 1 }],
  sticker_items: [],
  message_reference: { type: 0, message_id: "1574000000000000005" },
};
const INTERACTION = {
  id: "1574000000000000006",
  application_id: "1478000000000000000",
  token: "t",
  type: 2,
  locale: "en-US",
  user: MESSAGE.author,
  member: { user: MESSAGE.author, nick: null, roles: [] },
  channel: { id: "1574000000000000002", type: 1 },
  data: { id: "1", name: "helpme", type: 1, options: [] },
  message: MESSAGE,
};
const PURGE = { ids: ["1574000000000000003", "1574000000000000004"], channel_id: "1", guild_id: "2" };
it("whatever the gateway sends is read or ignored", { timeout: PATIENCE_MS }, () => {
  const random = seeded();
  const seen = { event: 0, ignored: 0 };
  for (let turn = 0; turn < count("nonsense"); turn += 1) {
    const [t, d] = random.pick([
      ["MESSAGE_CREATE", MESSAGE],
      ["MESSAGE_DELETE_BULK", PURGE],
      ["INTERACTION_CREATE", INTERACTION],
    ] as const);
    const payload = { op: 0, s: 1, t, d: spoiled(structuredClone(d), random) };
    const reader = {
      botId: "1478000000000000000",
      names: noNames,
      isThread: () => true,
      commandKey: (name: string) => name,
    };
    const outcome = inbound(payload as never, reader, 0);
    seen["ignored" in outcome ? "ignored" : "event"] += 1;
  }
  expect(seen.event, `seed ${random.seed}`).toBeGreaterThan(0);
  expect(seen.ignored, `seed ${random.seed}`).toBeGreaterThan(0);
  keepFigure({
    row: 16,
    what: "gateway events spoiled",
    count: count("nonsense"),
    found: `${seen.event} read, ${seen.ignored} ignored, nothing thrown`,
  });
});

const FORM =
  "EventType=onMessageAdded&ConversationSid=CH0123456789abcdef0123456789abcdef&MessageSid=IM0123456789abcdef0123456789abcdef&Index=3&Author=a&Body=b%20c&Attributes=%7B%7D";

it("whatever a webhook's body is, it is read or refused", { timeout: PATIENCE_MS }, () => {
  const random = seeded();
  const seen = { event: 0, refused: 0 };
  for (let turn = 0; turn < count("nonsense"); turn += 1) {
    const bytes = Buffer.from(FORM);
    for (let change = random.whole(4); change > 0; change -= 1)
      bytes[random.whole(bytes.length)] = random.whole(256);
    const form = parseForm(bytes, "application/x-www-form-urlencoded");
    const outcomes = form === null ? [] : [conversationEvent(form, 0), taskEvent(form, 0)];
    seen[outcomes.some((outcome) => "event" in outcome) ? "event" : "refused"] += 1;
  }
  expect(seen.event, `seed ${random.seed}`).toBeGreaterThan(0);
  expect(seen.refused, `seed ${random.seed}`).toBeGreaterThan(0);
  keepFigure({
    row: 16,
    what: "webhook bodies spoiled",
    count: count("nonsense"),
    found: `${seen.event} read, ${seen.refused} refused or ignored, nothing thrown`,
  });
});
