import type { Twilio } from "twilio";

import type { Clock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import { twilioFailure } from "../failures.ts";
import { requestSignal } from "../request-signal.ts";

/** The account as far as every transport needs it: where work for agents is made and found. */
export interface WorkAccount {
  readonly client: Twilio;
  readonly ids: {
    readonly workspaceSid: string;
    readonly workflowSid: string;
    readonly queueSid: string;
    readonly taskChannelSid: string;
    /** The flow that the transport's conversations start. */
    readonly flowSid: string;
  };
  readonly clock: Clock;
  readonly log: Log;
}

/** One request, ended by the signal and failing by name. Its parameters may be a member's: no quotes. */
export async function call<T>(signal: AbortSignal, doing: string, run: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new Failure("run.interrupted", `Not begun: ${doing}.`, INTERRUPTED);
  try {
    return await requestSignal.run(signal, run);
  } catch (thrown) {
    throw twilioFailure(thrown, doing, { quote: false });
  }
}

const INTERRUPTED = { retry: true, certain: true } as const;

/** Refusals that trying again will not change. */
export const LASTING = ["twilio.refused", "twilio.not-found", "twilio.permission", "twilio.closed"] as const;

export function hasCode(thrown: unknown, ...codes: readonly Failure["code"][]): boolean {
  return thrown instanceof Failure && codes.includes(thrown.code);
}

/** Runs it, and takes failures of these codes for success. */
export async function unless<T>(codes: readonly Failure["code"][], run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (thrown) {
    if (hasCode(thrown, ...codes)) return null;
    throw thrown;
  }
}
