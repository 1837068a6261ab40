import { Failure } from "../domain/failure.ts";
import { isRecord } from "../domain/record.ts";
import { lineStates, sides } from "./lines.ts";
import type { LogQuery } from "./log.ts";
import type { AnnouncementDesk } from "../community/ports.ts";
import type { ReplayRequest } from "./replay.ts";

/** What came with a question, by name, not looked at yet. */
export type Asked = Readonly<Record<string, unknown>>;

export function askedIn(raw: Buffer): Asked {
  try {
    const value: unknown = raw.length === 0 ? {} : JSON.parse(raw.toString("utf8"));
    if (isRecord(value)) return value;
  } catch (thrown) {
    throw new Failure("usage.invalid", "The question is no JSON.", { cause: thrown });
  }
  throw new Failure("usage.invalid", "The question is no JSON object.");
}

export function queryOf(asked: Asked): LogQuery {
  const query = asked["query"];
  if (!isRecord(query)) throw wrong("query", "an object");
  return {
    target: orNull(query, "target", isText, "a text"),
    since: orNull(query, "since", isNumber, "a time in milliseconds"),
    until: orNull(query, "until", isNumber, "a time in milliseconds"),
    state: orNull(query, "state", isOneOf(lineStates), `one of ${lineStates.join(", ")}`),
    side: orNull(query, "side", isOneOf(sides), `one of ${sides.join(", ")}`),
    grep: orNull(query, "grep", isText, "a text"),
  };
}

export function replayOf(asked: Asked): ReplayRequest {
  return {
    target: orNull(asked, "target", isText, "a text"),
    failed: asked["failed"] === true,
    since: orNull(asked, "since", isNumber, "a time in milliseconds"),
    to: orNull(asked, "to", isOneOf(["member", "agent"] as const), "member or agent"),
  };
}

export function draftOf(asked: Asked): Parameters<AnnouncementDesk["announce"]>[0] {
  return {
    text: textOf(asked, "text"),
    role: orNull(asked, "role", isText, "the key of a role"),
    crosspost: asked["crosspost"] === true,
    dueAt: wholeOf(asked, "dueAt"),
  };
}

export function wholeOf(asked: Asked, name: string): number {
  const value = asked[name];
  if (isWhole(value)) return value;
  throw wrong(name, "a whole number from 0");
}

export function numberOf(asked: Asked, name: string): number {
  const value = asked[name];
  if (isNumber(value)) return value;
  throw wrong(name, "a number");
}

export function wholesOf(asked: Asked, name: string): readonly number[] {
  const value = asked[name];
  if (Array.isArray(value) && value.every(isWhole)) return value;
  throw wrong(name, "a list of whole numbers");
}

export function textOf(asked: Asked, name: string): string {
  const value = asked[name];
  if (isText(value) && value.trim() !== "") return value;
  throw wrong(name, "a text");
}

export function textsOf(asked: Asked, name: string): readonly string[] {
  const value = asked[name];
  if (Array.isArray(value) && value.every(isText)) return value;
  throw wrong(name, "a list of texts");
}

export function orNull<Value>(
  asked: Asked,
  name: string,
  is: (value: unknown) => value is Value,
  wanted: string,
): Value | null {
  const value = asked[name] ?? null;
  if (value === null || is(value)) return value;
  throw wrong(name, wanted);
}

export const isText = (value: unknown): value is string => typeof value === "string";
export const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);
export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
export const isOneOf =
  <Word extends string>(words: readonly Word[]) =>
  (value: unknown): value is Word =>
    words.some((word) => word === value);

export const wrong = (name: string, wanted: string): Failure =>
  new Failure("usage.invalid", `${name} has to be ${wanted}.`);
