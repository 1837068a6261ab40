import type { FlowHistory } from "../../operator/ports.ts";
import type { StateOptions } from "../state/open-state.ts";
import { readProvisioned } from "../state/provisioned.ts";
import { openTwilioClient } from "../twilio-client.ts";

/** What the deployed Studio flow did. Nothing is looked at before somebody wants to know. */
export function openFlowHistory(deployment: () => StateOptions): FlowHistory {
  return {
    async steps(about, signal) {
      const { createFlowHistory } = await import("../../twilio/flow-history.ts");
      const options = deployment();
      const { transports } = await readProvisioned(options);
      const client = await openTwilioClient(options);
      const flows = {
        conversations: transports.conversations?.flowSid ?? null,
        channels: transports["programmable-chat"]?.flowSid ?? null,
      };
      return createFlowHistory(client, flows).steps(about, signal);
    },
  };
}
