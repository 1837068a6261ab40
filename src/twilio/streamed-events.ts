import type { EpochMs } from "../domain/ids.ts";
import { isRecord } from "../domain/record.ts";
import type { Form } from "./form.ts";
import type { Inbound } from "./told.ts";
import { taskEvent } from "./task-events.ts";

const TASK_ROUTER = "com.twilio.taskrouter.";

/**
 * Events as Event Streams send them: a JSON list of CloudEvents. Those of TaskRouter say what the workspace's
 * callback says, under names in snake case, in `data` or in its `payload` (assumed; both are read). Null
 * when it is no such list.
 */
export function streamedEvents(raw: Uint8Array, now: EpochMs): readonly Inbound[] | null {
  const list = parse(raw);
  if (!Array.isArray(list)) return null;
  return list.map((event: unknown) =>
    isRecord(event) ? inboundOf(event, now) : { invalid: "not an event" },
  );
}

type Fields = Readonly<Record<string, unknown>>;

function inboundOf({ type, id, time, data }: Fields, now: EpochMs): Inbound {
  if (typeof type !== "string" || typeof id !== "string" || id === "")
    return { invalid: "the event has no identity" };
  if (!type.startsWith(TASK_ROUTER)) return { ignored: "not an event we follow" };
  const outer = isRecord(data) ? data : {};
  const payload = isRecord(outer["payload"]) ? outer["payload"] : outer;
  const own: Form = [
    ["EventType", type.slice(TASK_ROUTER.length)],
    ["Sid", id],
    ...(typeof time === "string" ? [["Timestamp", time] as const] : []),
  ];
  const names = new Set(own.map(([name]) => name));
  return taskEvent([...own, ...parameters(payload).filter(([name]) => !names.has(name))], now);
}

/** `task_sid` is what a callback calls `TaskSid`; attributes may come as JSON or as a text of it. */
function parameters(payload: Fields): Form {
  return Object.entries(payload).flatMap(([name, value]): Form => {
    if (value === null || value === undefined) return [];
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return [[name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()), text]];
  });
}

function parse(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    return null;
  }
}
