import type { Texts } from "../texts/texts.ts";
import { bugForm } from "./community/bug-form.ts";
import type { BugRules } from "./community/rules.ts";
import type { Form, OpenedForm, Opening } from "./ports.ts";

/** Longer than anybody should have to write, and within what Discord takes. */
const LONGEST_COMMENT = 1_000;
const LONGEST_MESSAGE = 2_000;

export interface FormRules {
  readonly bug: BugRules | null;
}

/** The form that a button or a command opens; null for one that does something at once. */
export function formOf(opening: Opening, texts: Texts, rules: FormRules): OpenedForm | null {
  const community = rules.bug === null ? null : bugForm(opening, texts, rules.bug);
  if (community !== null || opening.by === "command" || opening.everywhere) return community;
  const form = placeForm(opening.action, texts);
  return form === null ? null : { ...opening, form };
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
