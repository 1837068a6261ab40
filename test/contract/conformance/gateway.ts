import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import type { Checker } from "./description/checker.ts";
import { isObject } from "./description/description.ts";

/** What is wrong with one payload of the gateway, either way. */
export function checkGateway(entry: TapeEntry, checker: Checker): readonly string[] {
  const payload = parse(entry.requestBody);
  switch (entry.method) {
    case "DISPATCH":
      return checkDispatch(entry, payload, checker);
    case "CLOSE":
      return [];
    default:
      return checker.value(`request ${entry.method}`, isObject(payload) ? payload["d"] : payload);
  }
}

function checkDispatch(
  { path: event, fault }: TapeEntry,
  payload: unknown,
  checker: Checker,
): readonly string[] {
  if (!isObject(payload)) return ["the payload is no object"];
  const { op, t, s, d } = payload;
  return [
    // One that a fault kept back never got a number.
    ...(op === 0 || fault !== undefined ? [] : [`a dispatch has op 0, not ${String(op)}`]),
    ...(typeof s === "number" || fault !== undefined ? [] : ["s is no number"]),
    ...(t === event ? [] : [`t is ${String(t)}, not ${event}`]),
    ...checker.value(`dispatch ${event}`, d).map((found) => `d${found}`),
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
