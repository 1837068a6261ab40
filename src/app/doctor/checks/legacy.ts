import { asFailure } from "../../../domain/failure.ts";
import { type Check, ok, skipped, warning } from "../check.ts";

export const legacy: Check = {
  id: "legacy",
  title: "Legacy use",
  wanted: "nothing that rests on Programmable Chat, which Twilio ended for Flex on 1 June 2026",
  async look(patient) {
    const { listLegacyFlows } = await import("../../../twilio/legacy.ts");
    try {
      const flows = await listLegacyFlows(await patient.twilio());
      if (flows.length === 0) return ok("none");
      return warning(
        `Flex Flows of custom channels: ${flows.join(", ")}`,
        "Disable them once nothing but flexcord serves their channel: they lead nowhere.",
      );
    } catch (thrown) {
      // What was ended may stop answering any day, and then there is nothing left to use.
      return skipped(asFailure(thrown).message);
    }
  },
};
