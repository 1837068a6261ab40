import { Failure } from "../../domain/failure.ts";
import type { ProvisionedIds } from "../../provision/identity/identity-map.ts";
import { openState, type StateOptions } from "./open-state.ts";

/** The ids of what was deployed. "state.conflict" when nothing was, or when it is another server's or account's. */
export async function readProvisioned(options: StateOptions): Promise<ProvisionedIds> {
  const { config, secrets } = options;
  const { readIdentityMap } = await import("../../provision/identity/journal.ts");
  const { provisionedIds } = await import("../../provision/identity/identity-map.ts");
  const state = await openState(options);
  const map = await readIdentityMap(state);
  if (map === null) {
    throw new Failure("state.conflict", `Nothing has been deployed yet: ${state.place} does not exist.`, {
      fix: "Run `flexcord deploy` first; it writes that.",
    });
  }
  if (map.accountSid !== secrets.TWILIO_ACCOUNT_SID || map.guildId !== config.settings.discord.guild) {
    throw new Failure(
      "state.conflict",
      `${state.place} belongs to another Discord server or Twilio account.`,
      {
        fix: "Check discord.guild in the config and TWILIO_ACCOUNT_SID, or deploy to this pair.",
      },
    );
  }
  return provisionedIds(map);
}
