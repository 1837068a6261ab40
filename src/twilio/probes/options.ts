import type { Clock } from "../../domain/clock.ts";
import type { TwilioClient } from "../client.ts";

export interface TwilioProbeOptions {
  readonly client: TwilioClient;
  /** Names what a probe makes; nothing else in the account is called so. */
  readonly name: string;
  readonly clock: Clock;
}
