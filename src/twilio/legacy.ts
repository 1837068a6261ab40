import type { TwilioClient } from "./client.ts";
import { calling } from "./targets/account.ts";

/**
 * Flex Flows of custom channels by name: they hand conversations to Programmable Chat, which Twilio ended for
 * Flex on 1 June 2026.
 */
export async function listLegacyFlows(client: TwilioClient): Promise<readonly string[]> {
  const flows = await calling("list the Flex Flows", () => client.flexApi.v1.flexFlow.list());
  return flows
    .filter(({ channelType, enabled }) => channelType === "custom" && enabled)
    .map(({ friendlyName }) => friendlyName);
}
