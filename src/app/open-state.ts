import { hostname } from "node:os";

import type { Addresses } from "../config/addresses.ts";
import type { Config } from "../config/load.ts";
import type { Clock } from "../domain/clock.ts";
import type { StateStore } from "../provision/ports.ts";

export interface StateOptions {
  readonly config: Config;
  readonly secrets: {
    readonly TWILIO_ACCOUNT_SID: string;
    readonly TWILIO_API_KEY: string;
    readonly TWILIO_API_SECRET: string;
  };
  readonly addresses: Addresses;
  readonly version: string;
  readonly clock: Clock;
}

/** Where the environment's identity map is kept, as the config says: beside it, or in Twilio Sync. */
export async function openState(options: StateOptions): Promise<StateStore> {
  const { config, secrets, addresses, version, clock } = options;
  const { settings, environment, paths } = config;
  if (settings.state.backend === "file") {
    const { fileState } = await import("../provision/identity-file.ts");
    return fileState(paths.directory, environment, clock);
  }
  const [{ createTwilioClient }, { createSyncState }] = await Promise.all([
    import("../twilio/client.ts"),
    import("../twilio/state/sync-state.ts"),
  ]);
  const client = createTwilioClient({
    accountSid: secrets.TWILIO_ACCOUNT_SID,
    apiKey: secrets.TWILIO_API_KEY,
    apiSecret: secrets.TWILIO_API_SECRET,
    version,
    ...(addresses.twilioApi === null ? {} : { api: addresses.twilioApi }),
  });
  return createSyncState({
    client,
    name: `flexcord.${settings.project}.${environment}`,
    clock,
    holder: `process ${process.pid} on ${hostname()}`,
  });
}
