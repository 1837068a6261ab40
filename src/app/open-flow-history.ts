import type { FlowHistory } from "../operator/ports.ts";
import type { StateOptions } from "./open-state.ts";
import { readProvisioned } from "./provisioned.ts";

/** What the deployed Studio flow did. Nothing is looked at before somebody wants to know. */
export function openFlowHistory(deployment: () => StateOptions): FlowHistory {
  return {
    async steps(about, signal) {
      const [{ createTwilioClient }, { createFlowHistory }] = await Promise.all([
        import("../twilio/client.ts"),
        import("../twilio/flow-history.ts"),
      ]);
      const options = deployment();
      const { transports } = await readProvisioned(options);
      const { secrets, addresses, version } = options;
      const client = createTwilioClient({
        accountSid: secrets.TWILIO_ACCOUNT_SID,
        apiKey: secrets.TWILIO_API_KEY,
        apiSecret: secrets.TWILIO_API_SECRET,
        version,
        ...(addresses.twilioApi === null ? {} : { api: addresses.twilioApi }),
      });
      const flows = {
        conversations: transports.conversations?.flowSid ?? null,
        channels: transports["programmable-chat"]?.flowSid ?? null,
      };
      return createFlowHistory(client, flows).steps(about, signal);
    },
  };
}
