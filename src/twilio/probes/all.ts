import type { Clock } from "../../domain/clock.ts";
import type { Probe } from "../../domain/probe.ts";
import type { TwilioClient } from "../client.ts";
import { closedName } from "./closed-name.ts";
import { executionAddress } from "./execution-address.ts";
import { writeIntoClosed } from "./write-into-closed.ts";

export interface TwilioProbeOptions {
  readonly client: TwilioClient;
  /** Names what a probe makes; nothing else in the account is called so. */
  readonly name: string;
  readonly clock: Clock;
}

export function twilioProbes(options: TwilioProbeOptions): readonly Probe[] {
  return [closedName(options), writeIntoClosed(options), executionAddress(options)];
}
