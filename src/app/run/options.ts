import type { Addresses } from "../../config/addresses.ts";
import type { Config } from "../../config/config.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Log } from "../../domain/log.ts";
import type { TwilioSecrets } from "../twilio-client.ts";

/** The secrets that `run` needs. */
export interface RunSecrets extends TwilioSecrets {
  readonly DISCORD_TOKEN: string;
  readonly TWILIO_AUTH_TOKEN: string;
  readonly FLEXCORD_SECRET: string;
}

export interface TrackerSecrets {
  readonly GITHUB_TOKEN?: string;
  readonly GITHUB_WEBHOOK_SECRET?: string;
  readonly FLEXCORD_TRACKER_SECRET?: string;
}

export interface RunOptions {
  readonly config: Config;
  readonly secrets: RunSecrets;
  /** Former values of FLEXCORD_SECRET that texts may still be sealed with. */
  readonly oldSecrets?: readonly string[];
  /** What operators show to the operator API; needed when the config opens it. */
  readonly operatorToken?: string;
  /** Signs the requests to the webhook of alerts; needed when the config has one. */
  readonly alertSecret?: string;
  /** Reads X accounts; needed when a source is one. */
  readonly xBearerToken?: string;
  /** Signs the questions to an external assistant; needed when the config has one. */
  readonly assistantSecret?: string;
  /** What trackers of cases need; each when the config has one of its kind. */
  readonly trackerSecrets?: TrackerSecrets;
  /** Of the Discord application: staff signs in at the desk with it; needed when the config names roles for that. */
  readonly clientSecret?: string;
  readonly addresses: Addresses;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Aborting it ends the daemon cleanly; the gateway session stays resumable. */
  readonly signal: AbortSignal;
  /** Called once everything is up. */
  readonly onReady: (facts: { readonly url: string; readonly botId: string }) => void;
}
