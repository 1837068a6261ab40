import type { TwilioClient } from "./client.ts";
import { calling, openAccount } from "./targets/account.ts";

/** The Flex of an account, as people see it. */
export interface FlexInstance {
  readonly accountSid: string;
  readonly workspaceSid: string;
  readonly workspaceName: string;
  readonly chatServiceSid: string;
}

/** "twilio.auth" when Twilio does not take the key, "twilio.not-found" when the account has no Flex. */
export async function readFlexInstance(client: TwilioClient): Promise<FlexInstance> {
  const account = openAccount(client);
  const facts = await account.flex();
  const workspace = await account.workspace();
  const { friendlyName, accountSid } = await calling("read the Flex workspace", () => workspace.fetch());
  return { ...facts, workspaceName: friendlyName, accountSid };
}
