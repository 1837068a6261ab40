import { notImitated } from "./errors.ts";
import type { Form } from "./form.ts";
import type { Modal, ModalField } from "./model.ts";

const LABEL = 18;
const TEXT_INPUT = 4;
const LONGEST_VALUE = 4000;

/** Reads the form that is the first answer to an interaction: up to five labels, each with a field for text. */
export function readModal(form: Form): Modal {
  const customId = form.string("custom_id", { min: 1, max: 100, required: true }) ?? "";
  const title = form.string("title", { min: 1, max: 45, required: true }) ?? "";
  const rows = form.forms("components", { min: 1, max: 5, required: true }) ?? [];
  const fields = rows.flatMap(readRow);
  const names = fields.map((field) => field.customId);
  if (new Set(names).size < names.length) {
    form.fault("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
  }
  return { customId, title, fields };
}

function readRow(row: Form): readonly ModalField[] {
  const type = row.integer("type", { required: true });
  if (type !== LABEL) {
    if (typeof type === "number") throw notImitated(`components of type ${type} in a modal`);
    return [];
  }
  const label = row.string("label", { min: 1, max: 45, required: true }) ?? "";
  row.string("description", { min: 1, max: 100 });
  const field = row.form("component");
  if (field === undefined || field === null) {
    row.fault("component", "BASE_TYPE_REQUIRED", "This field is required");
    return [];
  }
  return [readField(field, label)];
}

function readField(field: Form, label: string): ModalField {
  const type = field.integer("type", { required: true });
  if (type !== TEXT_INPUT && typeof type === "number")
    throw notImitated(`components of type ${type} in a label`);
  const bounds = { min: 0, max: LONGEST_VALUE };
  if (field.has("disabled")) field.fault("disabled", "COMPONENT_DISABLED", "Not allowed in a modal");
  return {
    label,
    customId: field.string("custom_id", { min: 1, max: 100, required: true }) ?? "",
    paragraph: field.choice("style", [1, 2], { required: true }) === 2,
    minLength: field.integer("min_length", bounds) ?? 0,
    maxLength: field.integer("max_length", { min: 1, max: LONGEST_VALUE }) ?? LONGEST_VALUE,
    required: field.boolean("required") ?? true,
    placeholder: field.string("placeholder", { max: 100 }) ?? "",
    value: field.string("value", { max: LONGEST_VALUE }) ?? "",
  };
}
