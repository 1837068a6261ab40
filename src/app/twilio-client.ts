import type { Addresses } from "../config/addresses.ts";
import type { TwilioClient } from "../twilio/client.ts";

/** The key that the environment holds. */
export interface TwilioSecrets {
  readonly TWILIO_ACCOUNT_SID: string;
  readonly TWILIO_API_KEY: string;
  readonly TWILIO_API_SECRET: string;
}

/** All that a client of Twilio's is made from. */
export interface TwilioAccess {
  readonly secrets: TwilioSecrets;
  readonly addresses: Pick<Addresses, "twilioApi">;
  readonly version: string;
}

/** Twilio, as the account of the environment. The SDK is loaded only now: it is slow to load. */
export async function openTwilioClient({ secrets, addresses, version }: TwilioAccess): Promise<TwilioClient> {
  const { createTwilioClient } = await import("../twilio/client.ts");
  return createTwilioClient({
    accountSid: secrets.TWILIO_ACCOUNT_SID,
    apiKey: secrets.TWILIO_API_KEY,
    apiSecret: secrets.TWILIO_API_SECRET,
    version,
    ...(addresses.twilioApi === null ? {} : { api: addresses.twilioApi }),
  });
}
