import type { FlowHistory } from "../operator/ports.ts";
import type { StateOptions } from "./open-state.ts";
import { readProvisioned } from "./provisioned.ts";
import { openTwilioClient } from "./twilio-client.ts";

/** What the deployed Studio flow did. Nothing is looked at before somebody wants to know. */
export function openFlowHistory(deployment: () => StateOptions): FlowHistory {
  return {
    async steps(about, signal) {
      const { createFlowHistory } = await import("../twilio/flow-history.ts");
      const options = deployment();
      const { flowSid } = await readProvisioned(options);
      const client = await openTwilioClient(options);
      return createFlowHistory(client, flowSid).steps(about, signal);
    },
  };
}
