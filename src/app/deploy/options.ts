import type { Addresses } from "../../config/addresses.ts";
import type { Config } from "../../config/config.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Plan } from "../../provision/plan/shape.ts";
import type { TwilioSecrets } from "../twilio-client.ts";

/** The secrets that planning and deploying need. */
export interface DeploySecrets extends TwilioSecrets {
  readonly DISCORD_TOKEN: string;
  readonly FLEXCORD_SECRET: string;
}

export interface DeployOptions {
  readonly config: Config;
  readonly secrets: DeploySecrets;
  readonly addresses: Addresses;
  readonly version: string;
  /** Whether things that somebody else made may be taken over. */
  readonly adopt: boolean;
  /** Whether what the config no longer describes is to be deleted. */
  readonly prune?: boolean;
  /** How many things may be deleted; 3 unless told. */
  readonly maxDeletes?: number;
  /** Plans the end of everything that was deployed, whatever the config says. */
  readonly destroy?: boolean;
  /** With `destroy`: leaves what is protected alone instead of refusing. */
  readonly keepProtected?: boolean;
  /** A plan made before: what comes out has to be the same, or "state.conflict" says what is not. */
  readonly saved?: Plan;
  readonly clock: Clock;
}
