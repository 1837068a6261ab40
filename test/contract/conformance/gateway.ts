import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import type { Checker } from "./description/checker.ts";
import { isObject } from "./description/description.ts";

/** What is wrong with one payload of the gateway, either way. */
export function checkGateway(entry: TapeEntry, checker: Checker): readonly string[] {
  const payload = parse(entry.requestBody);
  switch (entry.method) {
    case "DISPATCH":
      return checkDispatch(entry.path, payload, checker);
    case "CLOSE":
      return [];
    default:
      return checker.value(`request ${entry.method}`, isObject(payload) ? payload["d"] : payload);
  }
}

function checkDispatch(event: string, payload: unknown, checker: Checker): readonly string[] {
  if (!isObject(payload)) return ["the payload is no object"];
  const { op, t, s, d } = payload;
  return [
    ...(op === 0 ? [] : [`a dispatch has op 0, not ${String(op)}`]),
    ...(t === event ? [] : [`t is ${String(t)}, not ${event}`]),
    ...(typeof s === "number" ? [] : ["s is no number"]),
    ...checker.value(`dispatch ${event}`, d).map((fault) => `d${fault}`),
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
