import { expect, it } from "vitest";
import { createExternalAssistant } from "../../src/assistant/external-assistant.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { silentLog } from "../../src/domain/log.ts";
import { exchangeWebhook } from "../../src/http/send-webhook.ts";
import { asking } from "./asking.ts";
import { ENGINE_SECRET, openEngine } from "./engine.ts";

const never = new AbortController().signal;
const ARTICLES = "from the articles";

async function open(over: { readonly timeoutMs?: number; readonly retries?: number } = {}) {
  const engine = await openEngine();
  const webhook = { url: engine.url, secret: ENGINE_SECRET };
  const assistant = createExternalAssistant({
    exchange: ({ id, body, timeoutMs }, signal) =>
      exchangeWebhook(webhook, { id, body, now: Date.now(), signal }, { timeoutMs, mostBytes: 65_536 }),
    articles: { answer: async () => ({ text: ARTICLES, found: true }) },
    timeoutMs: 5_000,
    retries: 2,
    ...over,
    clock: systemClock,
    log: silentLog,
  });
  return { engine, ask: () => assistant.answer(asking("Where is my sword?"), never) };
}

it("asks with a signature, and gives the answer", async () => {
  const { engine, ask } = await open();
  engine.answers({ answer: " In your bag. " });
  expect(await ask()).toEqual({ text: "In your bag.", found: true });
  expect(engine.questions).toEqual([
    {
      id: "line.7",
      signed: true,
      type: "question.asked",
      data: { id: "line.7", conversation: "c-1", language: "en-US", text: "Where is my sword?" },
    },
  ]);
});

it("leaves the question to the articles or to a human when the engine says so", async () => {
  const { engine, ask } = await open();
  engine.answers({ answer: null });
  expect(await ask()).toEqual({ text: ARTICLES, found: true });
  engine.answers({ answer: "One moment.", handoff: true });
  expect(await ask()).toEqual({ text: "One moment.", found: true, handoff: true });
  engine.answers({ handoff: true });
  expect(await ask()).toEqual({ text: "", found: false, handoff: true });
});

it.each([
  ["an answer that is no text", { answer: 5 }],
  ["an answer without end", { answer: "x".repeat(8_001) }],
  ["more than is read", { answer: "ok", padding: "x".repeat(100_000) }],
  ["a list", []],
  ["nonsense for handoff", { answer: "ok", handoff: "yes" }],
])("takes %s for none, and does not ask again", async (_, body) => {
  const { engine, ask } = await open();
  engine.answers(body);
  expect(await ask()).toEqual({ text: ARTICLES, found: true });
  expect(engine.questions).toHaveLength(1);
});

it.each([
  ["HTML", (url: string) => url, "<html>", 200, 1],
  ["a redirect", (url: string) => url, "", 302, 1],
  ["a refusal", (url: string) => url, "", 401, 1],
  ["an error of its own", (url: string) => url, "", 503, 3],
])("%s makes the articles answer", async (_, _url, body, status, times) => {
  const { engine, ask } = await open();
  engine.does((response) => void response.writeHead(status, { location: engine.url }).end(body));
  expect(await ask()).toEqual({ text: ARTICLES, found: true });
  expect(engine.questions.map(({ id }) => id)).toEqual(Array.from({ length: times }, () => "line.7"));
});

it("asks again after a cut connection, and takes the answer then", async () => {
  const { engine, ask } = await open();
  engine.does((response) => {
    response.destroy();
    engine.answers({ answer: "In your bag." });
  });
  expect(await ask()).toEqual({ text: "In your bag.", found: true });
  expect(engine.questions).toHaveLength(2);
});

it("does not wait for an engine that says nothing, or never ends, and leaves it alone after three times", async () => {
  const { engine, ask } = await open({ timeoutMs: 100, retries: 0 });
  engine.does(() => undefined);
  expect(await ask()).toEqual({ text: ARTICLES, found: true });
  engine.does((response) => void response.writeHead(200).write('{"answer":'));
  expect(await ask()).toEqual({ text: ARTICLES, found: true });
  engine.close();
  expect(await ask()).toEqual({ text: ARTICLES, found: true });
  expect(await ask()).toEqual({ text: ARTICLES, found: true });
  expect(engine.questions).toHaveLength(2);
});
