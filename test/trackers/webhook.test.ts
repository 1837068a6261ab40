import { expect, test } from "vitest";
import { sendWebhook } from "../../src/http/send-webhook.ts";
import { createWebhookTracker } from "../../src/trackers/webhook-tracker.ts";
import { hastyClock } from "../hasty-clock.ts";
import { ALERT_SECRET, openReceiver } from "../journey/support/alert-receiver.ts";
import { until } from "../journey/support/stage.ts";
import { met, openMirror } from "./stage.ts";

test("any program is told of cases, in order, under ids by which it knows what comes twice", async () => {
  const receiver = await openReceiver();
  const hook = { url: receiver.url, secret: ALERT_SECRET };
  const tracker = createWebhookTracker(
    (message, signal) => sendWebhook(hook, { ...message, now: Date.now(), signal }),
    { project: "nebula", environment: "production" },
  );
  const stage = await openMirror(tracker, hastyClock(200));
  await met(stage);
  receiver.answerWith(500);
  const running = stage.start();
  const bug = await stage.bug({ tags: ["audio"] });
  await stage.change(bug, { do: "note", text: "inner" });
  await stage.change(bug, { do: "note", text: "outer", public: true });
  await stage.change(bug, { do: "set-status", status: "resolved" });
  await until("a second try", () => (receiver.received.length > 1 ? true : undefined));
  receiver.answerWith(204);
  await until("the end", () => (receiver.received.at(-1)?.type === "case.ended" ? true : undefined));
  await running.stop();
  expect(receiver.received.every(({ signed }) => signed)).toBe(true);
  const once = new Map(receiver.received.map((one) => [one.id, one]));
  expect([...once.values()].map(({ type }) => type)).toEqual(["case.opened", "case.noted", "case.ended"]);
  expect([...once.values()][0]?.data).toEqual({
    project: "nebula",
    environment: "production",
    case: {
      number: 1,
      kind: "bug",
      status: expect.stringMatching(/open|resolved/u),
      priority: "normal",
      tags: ["audio"],
      title: "It crashes",
      openedAt: expect.stringMatching(/^20\d\d-/u),
    },
    text: expect.stringContaining("When I land."),
    by: null,
  });
  expect(JSON.stringify(receiver.received)).not.toMatch(/inner|Mia/u);
});
