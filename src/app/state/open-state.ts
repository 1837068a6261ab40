import { hostname } from "node:os";

import type { Addresses } from "../../config/addresses.ts";
import type { Config } from "../../config/config.ts";
import type { Clock } from "../../domain/clock.ts";
import type { StateStore } from "../../provision/ports.ts";
import { openTwilioClient, type TwilioAccess } from "../twilio-client.ts";

export interface StateOptions extends TwilioAccess {
  readonly config: Config;
  readonly addresses: Addresses;
  readonly clock: Clock;
}

/** Where the environment's identity map is kept, as the config says: beside it, or in Twilio Sync. */
export async function openState(options: StateOptions): Promise<StateStore> {
  const { config, clock } = options;
  const { settings, environment, paths } = config;
  if (settings.state.backend === "file") {
    const { fileState } = await import("../../provision/identity/file.ts");
    return fileState(paths.directory, environment, clock);
  }
  const [client, { createSyncState }] = await Promise.all([
    openTwilioClient(options),
    import("../../twilio/state/sync-state.ts"),
  ]);
  return createSyncState({
    client,
    name: `flexcord.${settings.project}.${environment}`,
    clock,
    holder: `process ${process.pid} on ${hostname()}`,
  });
}
