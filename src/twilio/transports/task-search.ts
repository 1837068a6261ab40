import type { TaskFacts, TaskSearch } from "../../bridge/ports.ts";
import type { Clock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import type { TaskId } from "../../domain/ids.ts";
import { customerAttributes, plainName, readAttributes } from "../attributes.ts";
import { identityOf } from "../names.ts";

/** What the ways to Flex do each in their own manner when a request for a human is to become a task. */
export interface TaskSteps {
  /** The live task of the conversation. */
  find(): Promise<TaskId | null>;
  /** Takes the flow off the conversation, and tells whether it was still on it. */
  detachFlow(): Promise<boolean>;
  /** Whether the flow is at work on the conversation right now. */
  flowIsRunning(): Promise<boolean>;
  /** What is written on the conversation, as JSON. */
  attributes(): Promise<string>;
  write(attributes: Readonly<Record<string, number>>): Promise<void>;
  /** Asks for a task; gives it when the answer names it. */
  ask(): Promise<TaskId | null>;
}

/** How long Studio, and whoever was asked for a task, are given to turn what they accepted into one. */
const SETTLE_MS = 5_000;
/** What was asked for and is not there by then never came to be; Twilio reports that to nobody who does not look. */
const ASKED_IN_VAIN_MS = 60_000;

/**
 * Finds the task of a request, or has one made, in steps small enough to be stopped between any two: the flow is taken
 * off first, what it may have begun is waited for, and the intent is written down as `askedAt` before a task is asked for,
 * for Twilio knows no key that would keep a second one away. So none is made, whoever dies when.
 */
export async function searchTask(clock: Clock, askedAt: string, steps: TaskSteps): Promise<TaskSearch> {
  const found = await steps.find();
  if (found !== null) return { found };
  const later: TaskSearch = { found: null, comeBackMs: SETTLE_MS };
  if (await steps.detachFlow()) return later;
  if (await steps.flowIsRunning()) return later;
  // It may have made one and ended since the first look. Nothing can from here on.
  const foundNow = await steps.find();
  if (foundNow !== null) return { found: foundNow };
  const asked = readAttributes(await steps.attributes())[askedAt];
  const now = clock.now();
  if (typeof asked === "number" && Math.abs(now - asked) < ASKED_IN_VAIN_MS) return later;
  await steps.write({ [askedAt]: now });
  try {
    const made = await steps.ask();
    return made === null ? later : { found: made };
  } catch (thrown) {
    // What surely did not happen need not be waited for. Should this fail too, the next try waits a minute.
    if (thrown instanceof Failure && thrown.certain) {
      await steps.write({ [askedAt]: 0 }).catch(() => undefined);
    }
    throw thrown;
  }
}

/** The mark by which the flow knows that a human was asked for, and what it puts into the task. */
export function requestAttributes(facts: TaskFacts): Readonly<Record<string, string>> {
  return {
    live_agent_requested: "true",
    case_number: String(facts.caseNumber),
    ...customerAttributes(facts),
  };
}

/** What a task says of its member that was not made by the flow. */
export function taskAttributes({
  displayName,
  memberId,
  caseNumber,
}: TaskFacts): Readonly<Record<string, string>> {
  const name = plainName(displayName);
  return {
    from: name,
    customerName: name,
    customerAddress: identityOf(memberId),
    caseNumber: String(caseNumber),
    channelType: "web",
    direction: "inbound",
  };
}
