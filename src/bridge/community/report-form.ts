import type { Texts } from "../../texts/texts.ts";
import type { OpenedForm, Opening } from "../ports.ts";
import type { CommunityRules } from "./rules.ts";

export const REPORT_MESSAGE = "report-message";

const LONGEST_REASON = 1_000;

/** The form in which anybody says what is wrong with a message. */
export function reportForm(opening: Opening, texts: Texts, { report }: CommunityRules): OpenedForm | null {
  if (report === null || opening.by !== "command" || opening.command !== REPORT_MESSAGE) return null;
  return {
    form: {
      title: texts("report.form"),
      fields: [
        {
          kind: "text",
          name: "reason",
          label: texts("report.reason"),
          long: true,
          longest: LONGEST_REASON,
          required: false,
        },
      ],
    },
    action: REPORT_MESSAGE,
    subject: opening.interactionId,
    everywhere: true,
  };
}
