import { notImitated } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import type { ChoiceField, ModalField, ModalOption } from "./modal.ts";

export const FIELD = {
  SELECT: 3,
  TEXT_INPUT: 4,
  FILE_UPLOAD: 19,
  RADIO_GROUP: 21,
  CHECKBOX_GROUP: 22,
  CHECKBOX: 23,
} as const;
const LONGEST_VALUE = 4000;
const LONGEST_OPTION = 100;
const MOST_FILES = 10;

interface Label {
  readonly label: string;
  readonly description: string | null;
}

/** The one field of a label; none when it is nothing that can be read. */
export function readField(field: Form, label: Label): readonly ModalField[] {
  const type = field.integer("type", { required: true });
  if (field.has("disabled")) field.fault("disabled", "COMPONENT_DISABLED", "Not allowed in a modal");
  const common = {
    ...label,
    customId: field.string("custom_id", { min: 1, max: 100, required: true }) ?? "",
    required: type === FIELD.CHECKBOX ? false : (field.boolean("required") ?? true),
  };
  if (typeof type !== "number") return [];
  switch (type) {
    case FIELD.TEXT_INPUT:
      return [{ ...common, kind: "text", ...readTextInput(field) }];
    case FIELD.SELECT:
      return [readChoice(field, common, { kind: "select", fewest: 1, most: 25 })];
    case FIELD.RADIO_GROUP:
      return [readChoice(field, common, { kind: "radio", fewest: 2, most: 10 })];
    case FIELD.CHECKBOX_GROUP:
      return [readChoice(field, common, { kind: "checkboxes", fewest: 1, most: 10 })];
    case FIELD.CHECKBOX:
      return [{ ...common, kind: "checkbox", checked: field.boolean("default") ?? false }];
    case FIELD.FILE_UPLOAD:
      return [
        { ...common, kind: "files", ...readBounds(field, { required: common.required, most: MOST_FILES }) },
      ];
    default:
      throw notImitated(`components of type ${type} in a label`);
  }
}

function readTextInput(field: Form) {
  const bounds = { min: 0, max: LONGEST_VALUE };
  return {
    paragraph: field.choice("style", [1, 2], { required: true }) === 2,
    minLength: field.integer("min_length", bounds) ?? 0,
    maxLength: field.integer("max_length", { min: 1, max: LONGEST_VALUE }) ?? LONGEST_VALUE,
    placeholder: field.string("placeholder", { max: 100 }) ?? "",
    value: field.string("value", { max: LONGEST_VALUE }) ?? "",
  };
}

function readChoice(
  field: Form,
  common: Pick<ChoiceField, "label" | "description" | "customId" | "required">,
  { kind, fewest, most }: Pick<ChoiceField, "kind" | "most"> & { readonly fewest: number },
): ChoiceField {
  const options = field.forms("options", { min: fewest, max: most, required: true })?.map(readOption) ?? [];
  const values = options.map(({ value }) => value);
  if (new Set(values).size < values.length) {
    field.fault(
      "options",
      "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
      "The specified option value is already used",
    );
  }
  if (kind === "select") field.string("placeholder", { max: 150 });
  const bounds =
    kind === "radio"
      ? { least: common.required ? 1 : 0, most: 1 }
      : readBounds(field, { required: common.required, most, usual: kind === "select" ? 1 : options.length });
  if (options.filter(({ isDefault }) => isDefault).length > bounds.most) {
    field.fault("options", "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "Too many options are selected by default");
  }
  return { ...common, kind, options, ...bounds };
}

function readOption(option: Form): ModalOption {
  option.string("description", { max: LONGEST_OPTION });
  return {
    label: option.string("label", { min: 1, max: LONGEST_OPTION, required: true }) ?? "",
    value: option.string("value", { min: 1, max: LONGEST_OPTION, required: true }) ?? "",
    isDefault: option.boolean("default") ?? false,
  };
}

/** How many may be chosen. Nothing to choose and required at once is refused (assumed). */
function readBounds(
  field: Form,
  {
    required,
    most,
    usual = 1,
  }: { readonly required: boolean; readonly most: number; readonly usual?: number },
) {
  const least = field.integer("min_values", { min: 0, max: most }) ?? 1;
  const atMost = field.integer("max_values", { min: 1, max: most }) ?? usual;
  if (required && least === 0) {
    field.fault(
      "min_values",
      "COMPONENT_REQUIRED_WITHOUT_VALUES",
      "A required field needs at least one value",
    );
  }
  if (least > atMost) {
    field.fault("min_values", "NUMBER_TYPE_MAX", `int value should be less than or equal to ${atMost}.`);
  }
  return { least: required ? least : 0, most: atMost };
}
