import type { Assistant, AssistantAnswer, AssistantQuestion } from "../bridge/ports.ts";
import { type Clock, sleep } from "../domain/clock.ts";
import { asFailure, Failure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";

/** One signed exchange with the engine: gives the body of its answer. Rejects with a Failure. */
export type Exchange = (
  message: { readonly id: string; readonly body: string; readonly timeoutMs: number },
  signal: AbortSignal,
) => Promise<string>;

export interface ExternalAssistantOptions {
  readonly exchange: Exchange;
  /** Answers when the engine does not. */
  readonly articles: Assistant;
  /** How long a member waits for the engine, all tries included. */
  readonly timeoutMs: number;
  readonly retries: number;
  readonly clock: Clock;
  readonly log: Log;
}

const FIRST_PAUSE_MS = 250;
/** Questions in a row that it failed to answer make it be left alone for a while. */
const FAILURES_TO_REST = 3;
const REST_MS = 30_000;
/** UTF-16 units: a longer answer is no answer. */
const LONGEST_ANSWER = 8_000;

/**
 * Asks an engine of somebody else's, as docs/assistant.md describes it. One that fails, is slow or answers what
 * is not in the contract never keeps a member waiting for long: the articles answer instead.
 */
export function createExternalAssistant(options: ExternalAssistantOptions): Assistant {
  const { articles, clock, log } = options;
  let failures = 0;
  let restsUntil = 0;
  return {
    async answer(question, signal) {
      if (clock.now() < restsUntil) return articles.answer(question, signal);
      try {
        const answer = await ask(options, question, signal);
        failures = 0;
        return answer ?? (await articles.answer(question, signal));
      } catch (thrown) {
        signal.throwIfAborted();
        failures += 1;
        if (failures >= FAILURES_TO_REST) restsUntil = clock.now() + REST_MS;
        const { code, message } = asFailure(thrown);
        log.warn("the external assistant did not answer: the articles do", { code, message, failures });
        return articles.answer(question, signal);
      }
    },
  };
}

/** The engine's answer; null when it leaves the question to the articles. */
async function ask(
  { exchange, timeoutMs, retries, clock }: ExternalAssistantOptions,
  question: AssistantQuestion,
  signal: AbortSignal,
): Promise<AssistantAnswer | null> {
  const deadline = clock.now() + timeoutMs;
  const message = { id: question.key, body: bodyOf(question, clock) };
  for (let tries = 0, pause = FIRST_PAUSE_MS; ; tries += 1, pause *= 2) {
    try {
      const left = Math.max(1, deadline - clock.now());
      return read(await exchange({ ...message, timeoutMs: left }, signal));
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!failure.retry || tries >= retries || clock.now() + pause >= deadline) throw failure;
      await sleep(clock, pause, signal);
    }
  }
}

function bodyOf({ key, conversationId, text, locale }: AssistantQuestion, clock: Clock): string {
  return JSON.stringify({
    type: "question.asked",
    timestamp: new Date(clock.now()).toISOString(),
    data: { id: key, conversation: conversationId, language: locale, text },
  });
}

function read(body: string): AssistantAnswer | null {
  const { answer, handoff } = parse(body);
  if (handoff !== undefined && typeof handoff !== "boolean")
    throw breach("handoff is neither true nor false");
  if (answer !== null && answer !== undefined && typeof answer !== "string")
    throw breach("answer is neither text nor null");
  const text = answer?.trim() ?? "";
  if (text.length > LONGEST_ANSWER) throw breach(`answer is longer than ${LONGEST_ANSWER}`);
  if (handoff === true) return { text, found: text !== "", handoff };
  return text === "" ? null : { text, found: true };
}

function parse(body: string): { readonly answer?: unknown; readonly handoff?: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw breach("it is not JSON, or too much of it");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw breach("it is no object");
  return value;
}

function breach(what: string): Failure {
  return new Failure("assistant.unavailable", `The external assistant's answer is not as agreed: ${what}.`, {
    retry: false,
  });
}
