import { legacyNotice } from "../../../config/legacy.ts";
import { type Check, failed, ok, warning } from "../check.ts";

export const legacy: Check = {
  id: "legacy",
  title: "Legacy use",
  wanted: "nothing that rests on Programmable Chat, which Twilio ended for Flex on 1 June 2026",
  async look(patient) {
    const { listLegacyFlows } = await import("../../../twilio/legacy-use.ts");
    const notice = legacyNotice(patient.config);
    const flows = await listLegacyFlows(await patient.twilio());
    if (!flows.offered) {
      if (notice === null) return ok("none; the account has no Programmable Chat");
      const { code, message, fix = notice.fix } = flows.failure;
      return failed(code, message, fix);
    }
    if (notice !== null) return warning(notice.message, notice.fix);
    if (flows.value.length === 0) return ok("none");
    return warning(
      `Flex Flows of custom channels: ${flows.value.join(", ")}`,
      "Disable them once nothing but flexcord serves their channel: they lead nowhere.",
    );
  },
};
