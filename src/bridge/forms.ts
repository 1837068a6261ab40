import type { Texts } from "../texts/texts.ts";
import { announceForm } from "./community/announce-form.ts";
import { bugForm } from "./community/bug-form.ts";
import { ideaForm } from "./community/idea-form.ts";
import { reportForm } from "./community/report-form.ts";
import type { CommunityRules } from "./community/rules.ts";
import type { Form, OpenedForm, Opening } from "./ports.ts";

/** Longer than anybody should have to write, and within what Discord takes. */
const LONGEST_COMMENT = 1_000;
const LONGEST_MESSAGE = 2_000;

/** The form that a button or a command opens; null for one that does something at once. */
export function formOf(opening: Opening, texts: Texts, rules: CommunityRules): OpenedForm | null {
  const community = communityForm(opening, texts, rules);
  if (community !== null || opening.by === "command" || opening.everywhere) return community;
  const form = placeForm(opening.action, texts);
  return form === null ? null : { ...opening, form };
}

function communityForm(opening: Opening, texts: Texts, rules: CommunityRules): OpenedForm | null {
  return (
    (rules.bug === null ? null : bugForm(opening, texts, rules.bug)) ??
    ideaForm(opening, texts, rules) ??
    reportForm(opening, texts, rules) ??
    announceForm(opening, texts, rules)
  );
}

/** A form of one field, for a button in the member's own place. */
function placeForm(action: string, texts: Texts): Form | null {
  switch (action) {
    case "comment":
      return oneField(texts("form.comment"), texts("form.comment-label"), LONGEST_COMMENT);
    case "leave-message":
      return oneField(texts("form.leave-message"), texts("form.leave-message-label"), LONGEST_MESSAGE);
    default:
      return null;
  }
}

function oneField(title: string, label: string, longest: number): Form {
  return { title, fields: [{ kind: "text", name: "text", label, long: true, longest, required: true }] };
}
