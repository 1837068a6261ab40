import type { ChoiceField, FilesField, FormField, TextField } from "../control.ts";
import { element } from "../element.ts";
import { readFiles } from "../files.ts";

export interface DrawnField {
  readonly customId: string;
  readonly row: HTMLElement;
  /** What was filled in, as the control API takes it. */
  readonly read: () => unknown;
}

export function drawField(field: FormField): DrawnField {
  switch (field.kind) {
    case "text":
      return drawText(field);
    case "checkbox": {
      const input = element("input", { type: "checkbox", checked: field.checked });
      const row = element(
        "label",
        { class: "choice" },
        input,
        element("span", {}, field.label),
        helpOf(field),
      );
      return { customId: field.customId, row, read: () => input.checked };
    }
    case "select":
      return drawSelect(field);
    case "radio":
    case "checkboxes":
      return drawChoices(field);
    case "files":
      return drawFilesField(field);
  }
}

function drawText(field: TextField): DrawnField {
  const { customId, required, minLength, maxLength, placeholder, paragraph } = field;
  const properties = { required, minlength: minLength, maxlength: maxLength, placeholder };
  const input = paragraph
    ? element("textarea", { ...properties, rows: 4 })
    : element("input", { ...properties, type: "text", autocomplete: "off" });
  input.value = field.value;
  return { customId, row: labelled(field, input), read: () => input.value };
}

function drawSelect(field: ChoiceField): DrawnField {
  const { customId, required, most } = field;
  const isChosen = field.options.some(({ isDefault }) => isDefault);
  const options = field.options.map(({ label, value, isDefault }) =>
    element("option", { value, selected: isDefault }, label),
  );
  const nothing = element("option", { value: "" }, required ? "Choose" : "None");
  const input = element(
    "select",
    { required, multiple: most > 1 },
    ...(most > 1 || (required && isChosen) ? [] : [nothing]),
    ...options,
  );
  const read = () => Array.from(input.selectedOptions, ({ value }) => value).filter((value) => value !== "");
  return { customId, row: labelled(field, input), read };
}

function drawChoices(field: ChoiceField): DrawnField {
  const { customId, kind, required } = field;
  const type = kind === "radio" ? "radio" : "checkbox";
  const inputs = field.options.map(({ value, isDefault }) =>
    element("input", {
      type,
      name: customId,
      value,
      checked: isDefault,
      required: required && type === "radio",
    }),
  );
  const row = element(
    "fieldset",
    {},
    element("legend", {}, field.label, mark(required)),
    helpOf(field),
    ...inputs.map((input, index) =>
      element("label", { class: "choice" }, input, field.options[index]?.label ?? ""),
    ),
  );
  const read = () => inputs.filter(({ checked }) => checked).map(({ value }) => value);
  return { customId, row, read };
}

function drawFilesField(field: FilesField): DrawnField {
  const { customId, required, most } = field;
  const input = element("input", { type: "file", required, multiple: most > 1 });
  return { customId, row: labelled(field, input), read: () => readFiles(input) };
}

function labelled(field: FormField, input: HTMLElement): HTMLElement {
  return element("label", {}, field.label, mark(field.required), helpOf(field), input);
}

function mark(required: boolean): HTMLElement | false {
  return required && element("span", { class: "required", "aria-hidden": "true" }, " *");
}

function helpOf({ description }: FormField): HTMLElement | false {
  return description !== null && element("small", {}, description);
}
