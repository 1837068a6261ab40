import type { Probe } from "../../domain/probe.ts";
import { closedName } from "./closed-name.ts";
import { executionAddress } from "./execution-address.ts";
import { writeIntoClosed } from "./write-into-closed.ts";
import type { TwilioProbeOptions } from "./options.ts";

export function twilioProbes(options: TwilioProbeOptions): readonly Probe[] {
  return [closedName(options), writeIntoClosed(options), executionAddress(options)];
}
