import { notImitated } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import type { Modal, ModalField, ModalText } from "./modal.ts";
import { readField } from "./modal-field-form.ts";

const LABEL = 18;
const TEXT_DISPLAY = 10;
const LONGEST_TEXT = 4000;

/** Reads the form that is the first answer to an interaction: up to five labels with a field each, or texts. */
export function readModal(form: Form): Modal {
  const customId = form.string("custom_id", { min: 1, max: 100, required: true }) ?? "";
  const title = form.string("title", { min: 1, max: 45, required: true }) ?? "";
  const rows = form.forms("components", { min: 1, max: 5, required: true }) ?? [];
  const parts = rows.flatMap(readRow);
  const names = parts.flatMap((part) => (part.kind === "display" ? [] : [part.customId]));
  if (new Set(names).size < names.length) {
    form.fault("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
  }
  return { customId, title, parts };
}

function readRow(row: Form): readonly (ModalText | ModalField)[] {
  const type = row.integer("type", { required: true });
  if (type === TEXT_DISPLAY) {
    const content = row.string("content", { min: 1, max: LONGEST_TEXT, required: true }) ?? "";
    return [{ kind: "display", content }];
  }
  if (type !== LABEL) {
    if (typeof type === "number") throw notImitated(`components of type ${type} in a modal`);
    return [];
  }
  const label = row.string("label", { min: 1, max: 45, required: true }) ?? "";
  const description = row.string("description", { min: 1, max: 100 }) ?? null;
  const field = row.form("component");
  if (field === undefined || field === null) {
    row.fault("component", "BASE_TYPE_REQUIRED", "This field is required");
    return [];
  }
  return readField(field, { label, description });
}
