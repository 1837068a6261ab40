import type { Texts } from "../../texts/texts.ts";
import type { OpenedForm, Opening } from "../ports.ts";
import { type CommunityRules, mayModerate } from "./rules.ts";

export const ANNOUNCE = "announce";

/** With the sentence before it, its preview is one message. */
const LONGEST = 1_700;

/** The form in which moderators write to everybody. */
export function announceForm(opening: Opening, texts: Texts, rules: CommunityRules): OpenedForm | null {
  if (opening.by !== "command" || opening.command !== ANNOUNCE) return null;
  if (!rules.announces || !mayModerate(opening.standing, rules)) return null;
  const label = texts("announce.text");
  return {
    form: {
      title: texts("announce.form"),
      fields: [{ kind: "text", name: "text", label, long: true, longest: LONGEST, required: true }],
    },
    action: ANNOUNCE,
    subject: "",
    everywhere: true,
  };
}
