import type { Addresses } from "../../config/addresses.ts";
import type { Config } from "../../config/config.ts";
import type { SecretName } from "../../config/secrets.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Plan } from "../../provision/plan/shape.ts";

/** The secrets that planning and deploying need. */
export const DEPLOY_SECRETS = [
  "DISCORD_TOKEN",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "FLEXCORD_SECRET",
] as const satisfies readonly SecretName[];

export type DeploySecrets = Readonly<Record<(typeof DEPLOY_SECRETS)[number], string>>;

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
