import type { Texts } from "../texts/texts.ts";
import type { Form } from "./ports.ts";

/** Longer than anybody should have to write, and within what Discord takes. */
const LONGEST_COMMENT = 1_000;
const LONGEST_MESSAGE = 2_000;

/** The form that a button opens; null for one that does something at once. */
export function formOf(action: string, texts: Texts): Form | null {
  switch (action) {
    case "comment":
      return { title: texts("form.comment"), label: texts("form.comment-label"), longest: LONGEST_COMMENT };
    case "leave-message":
      return {
        title: texts("form.leave-message"),
        label: texts("form.leave-message-label"),
        longest: LONGEST_MESSAGE,
      };
    default:
      return null;
  }
}
