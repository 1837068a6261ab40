import { element } from "./element.ts";

export interface NameFormTexts {
  readonly label: string;
  readonly placeholder: string;
  readonly submit: string;
}

/** Asks for a name and hands it on. */
export function nameForm(texts: NameFormTexts, done: (name: string) => void): HTMLFormElement {
  const input = element("input", {
    name: "name",
    required: true,
    maxlength: 32,
    placeholder: texts.placeholder,
    "aria-label": texts.label,
    autocomplete: "off",
  });
  const onsubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const name = input.value.trim();
    if (name !== "") done(name);
  };
  return element(
    "form",
    { class: "name-form", onsubmit },
    input,
    element("button", { type: "submit" }, texts.submit),
  );
}
