import type { FormField } from "../control.ts";
import { element } from "../element.ts";

export interface DrawnField {
  readonly customId: string;
  readonly row: HTMLElement;
  readonly read: () => unknown;
}

/** A field as the page has it; files are sent with a form by the control API alone. */
export function drawField(field: FormField): readonly DrawnField[] {
  const { label, customId, required } = field;
  switch (field.kind) {
    case "text": {
      const input = element("textarea", {
        rows: 3,
        maxlength: field.maxLength,
        required,
        "aria-label": label,
      });
      input.value = field.value;
      return [{ customId, row: element("label", {}, label, input), read: () => input.value }];
    }
    case "checkbox": {
      const input = element("input", { type: "checkbox", "aria-label": label });
      input.checked = field.checked;
      return [{ customId, row: element("label", {}, label, input), read: () => input.checked }];
    }
    case "select":
    case "radio":
    case "checkboxes": {
      const nothing = required ? [] : [element("option", { value: "" }, "–")];
      const options = field.options.map(({ label: name, value, isDefault }) => {
        const option = element("option", { value }, name);
        option.selected = isDefault;
        return option;
      });
      const input = element("select", { "aria-label": label }, ...nothing, ...options);
      const read = () => (input.value === "" ? [] : [input.value]);
      return [{ customId, row: element("label", {}, label, input), read }];
    }
    case "files":
      return [];
  }
}
