import type { Addresses } from "../config/addresses.ts";
import type { Config } from "../config/config.ts";
import { toBlueprint } from "../config/blueprint.ts";
import type { BotAccount, ServerName } from "../discord/checkup/account.ts";
import { Failure } from "../domain/failure.ts";
import type { FlexInstance } from "../twilio/flex-instance.ts";

export type { BotAccount, ServerName } from "../discord/checkup/account.ts";
export type { FlexInstance } from "../twilio/flex-instance.ts";

/** How the vendors are reached while nothing is configured yet. */
export interface Reach {
  readonly addresses: Addresses;
  readonly version: string;
}

/** Whom a bot token belongs to, and where the bot is. "discord.auth" when Discord does not take it. */
export async function openBot(
  token: string,
  { addresses, version }: Reach,
): Promise<{ readonly bot: BotAccount; servers(): Promise<readonly ServerName[]> }> {
  const { createRest } = await import("../discord/rest/rest.ts");
  const { listServers, readBotAccount } = await import("../discord/checkup/account.ts");
  const rest = createRest({ token, api: addresses.discordApi, userAgentAppendix: `flexcord/${version}` });
  return { bot: await readBotAccount(rest), servers: () => listServers(rest) };
}

/** The link that lets the bot into a server with exactly the rights that the config needs. */
export async function inviteFor(config: Config, applicationId: string, guildId?: string): Promise<string> {
  const { inviteLink } = await import("../discord/checkup/invite.ts");
  // Where the vendors call back plays no part on Discord.
  const { resources } = toBlueprint(config, { publicUrl: "https://flexcord.invalid" });
  return inviteLink({ applicationId, resources, ...(guildId === undefined ? {} : { guildId }) });
}

export interface TwilioKey {
  readonly accountSid: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** The Flex that the key leads to. "twilio.auth" when Twilio does not take it. */
export async function findFlex(key: TwilioKey, { addresses, version }: Reach): Promise<FlexInstance> {
  const { createTwilioClient } = await import("../twilio/client.ts");
  const { readFlexInstance } = await import("../twilio/flex-instance.ts");
  const api = addresses.twilioApi === null ? {} : { api: addresses.twilioApi };
  const found = await readFlexInstance(createTwilioClient({ ...key, ...api, version }));
  if (found.accountSid === key.accountSid) return found;
  throw new Failure("twilio.auth", `The key belongs to the account ${found.accountSid}.`, {
    fix: "Give the account SID and a key of the same account.",
  });
}

/** The account's own token signs its callbacks, and also opens its API, which is how it can be checked. */
export async function checkAuthToken(accountSid: string, authToken: string, reach: Reach): Promise<void> {
  try {
    await findFlex({ accountSid, apiKey: accountSid, apiSecret: authToken }, reach);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== "twilio.auth") throw thrown;
    throw new Failure("twilio.auth", "Twilio does not accept the auth token for this account.", {
      fix: "Copy the primary Auth Token from the first page of console.twilio.com; an API key's secret is something else.",
      cause: thrown,
    });
  }
}
