import type { ServerMessage } from "../../domain/content.ts";
import type { Texts } from "../../texts/texts.ts";
import { shortened } from "../../domain/shortened.ts";
import type { Form, OpenedForm, Opening } from "../ports.ts";
import { type IdeaState, ideaStates } from "./idea-state.ts";
import { type CommunityRules, mayModerate } from "./rules.ts";

/** The commands that open the form, by their keys: of the chat, and of a message's menu. */
export const ideaCommands: ReadonlySet<string> = new Set(["new-feature", "post-as-idea"]);
export const IDEA = "idea";
export const IDEA_STATUS = "idea-status";

const LONGEST_TITLE = 80;
const LONGEST_TEXT = 2_000;

/** The forms of ideas: a new one, and how one stands. For moderators alone. */
export function ideaForm(opening: Opening, texts: Texts, rules: CommunityRules): OpenedForm | null {
  if (rules.idea === null || !mayModerate(opening.standing, rules)) return null;
  if (opening.by === "command") {
    if (!ideaCommands.has(opening.command)) return null;
    // The message it comes from is found again by the command that named it.
    const subject = opening.on === undefined ? "" : opening.interactionId;
    return { form: newForm(texts, opening.on?.text ?? ""), action: IDEA, subject, everywhere: true };
  }
  if (!opening.everywhere || opening.action !== IDEA_STATUS) return null;
  return { ...opening, form: statusForm(texts) };
}

function newForm(texts: Texts, said: ServerMessage["text"]): Form {
  const title = shortened(said.trim().split("\n", 1)[0] ?? "", LONGEST_TITLE);
  const text = shortened(said.trim(), LONGEST_TEXT);
  return {
    title: texts("idea.form"),
    fields: [
      {
        kind: "text",
        name: "title",
        label: texts("idea.title"),
        long: false,
        longest: LONGEST_TITLE,
        required: true,
        ...prefilled(title),
      },
      {
        kind: "text",
        name: "text",
        label: texts("idea.text"),
        long: true,
        longest: LONGEST_TEXT,
        required: false,
        ...prefilled(text),
      },
    ],
  };
}

function statusForm(texts: Texts): Form {
  const options = ideaStates.map((value) => ({ value, label: stateText(value, texts) }));
  return {
    title: texts("button.idea-status"),
    fields: [{ kind: "options", name: "state", label: texts("idea.state"), required: true, options }],
  };
}

export function stateText(state: IdeaState, texts: Texts): string {
  return texts(`idea.${state}`);
}

const prefilled = (value: string) => (value === "" ? {} : { value });
