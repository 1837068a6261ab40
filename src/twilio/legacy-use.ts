import type { TwilioClient } from "./client.ts";
import { askLegacy, type LegacyAnswer } from "./legacy.ts";

/**
 * Flex Flows of custom channels by name: they hand conversations to Programmable Chat, which Twilio ended for
 * Flex on 1 June 2026. Of an account that has no Flex Flows any more, the failure that says so.
 */
export async function listLegacyFlows(client: TwilioClient): Promise<LegacyAnswer<readonly string[]>> {
  const answer = await askLegacy("list the Flex Flows", () => client.flexApi.v1.flexFlow.list());
  if (!answer.offered) return answer;
  const used = answer.value.filter(({ channelType, enabled }) => channelType === "custom" && enabled);
  return { offered: true, value: used.map(({ friendlyName }) => friendlyName) };
}
