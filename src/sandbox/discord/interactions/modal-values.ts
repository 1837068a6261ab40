import { ControlError } from "../../control-error.ts";
import { type FileRequest, readFileRequest } from "../../files.ts";
import { attach } from "../messages/attachments.ts";
import type { Attachment } from "../messages/model.ts";
import { FIELD } from "./modal-field-form.ts";
import type { CheckField, ChoiceField, FilesField, Modal, ModalField, TextField } from "./modal.ts";
import { lengthOf } from "../text.ts";
import type { World } from "../world.ts";

/** The default for people without Nitro on a server without boosts. */
const LARGEST_FILE = 10 * 1024 * 1024;

/** A form as it was filled in: its components as an interaction carries them, and the files that were sent. */
export interface FilledModal {
  readonly components: readonly object[];
  readonly uploads: readonly Attachment[];
}

/** Fills in a form, by the custom_id of each field; a ControlError says what Discord's client would not send. */
export function fillModal(
  world: World,
  modal: Modal,
  values: Readonly<Record<string, unknown>>,
): FilledModal {
  const uploads: Attachment[] = [];
  const components = modal.parts.map((part, index) => {
    const id = index * 2 + 1;
    if (part.kind === "display") return { type: 10, id };
    return { type: 18, id, component: { id: id + 1, ...fill(world, part, values[part.customId], uploads) } };
  });
  return { components, uploads };
}

function fill(world: World, field: ModalField, value: unknown, uploads: Attachment[]): object {
  const custom_id = field.customId;
  switch (field.kind) {
    case "text":
      return { type: FIELD.TEXT_INPUT, custom_id, value: textOf(field, value) };
    case "select":
      return { type: FIELD.SELECT, custom_id, values: chosen(field, value) };
    case "checkboxes":
      return { type: FIELD.CHECKBOX_GROUP, custom_id, values: chosen(field, value) };
    case "radio":
      return { type: FIELD.RADIO_GROUP, custom_id, value: chosen(field, value)[0] ?? null };
    case "checkbox":
      return { type: FIELD.CHECKBOX, custom_id, value: isChecked(field, value) };
    case "files": {
      const sent = filesOf(world, field, value).map((file) => attach(world, file));
      uploads.push(...sent);
      return { type: FIELD.FILE_UPLOAD, custom_id, values: sent.map(({ id }) => id) };
    }
  }
}

function textOf({ customId, label, required, minLength, maxLength, ...field }: TextField, given: unknown) {
  const value = given ?? field.value;
  if (typeof value !== "string") throw new ControlError(400, `"${customId}" must be a string.`);
  const length = lengthOf(value);
  const isTooShort = required ? length < Math.max(1, minLength) : length > 0 && length < minLength;
  if (isTooShort || length > maxLength) {
    throw new ControlError(409, `Discord does not take ${length} characters for "${label}".`);
  }
  return value;
}

function chosen({ customId, label, options, least, most, required }: ChoiceField, given: unknown) {
  const usual = options.filter(({ isDefault }) => isDefault).map(({ value }) => value);
  const values = given === undefined ? usual : Array.isArray(given) ? (given as readonly unknown[]) : [given];
  const known = values.filter((value) => typeof value === "string");
  if (known.length < values.length || known.some((value) => !options.some((one) => one.value === value))) {
    throw new ControlError(400, `"${customId}" must be among its options.`);
  }
  const isTooFew = known.length < least && (required || known.length > 0);
  if (isTooFew || known.length > most)
    throw new ControlError(409, `Discord does not take ${known.length} choices for "${label}".`);
  return known;
}

function isChecked({ customId, checked }: CheckField, given: unknown): boolean {
  if (given === undefined) return checked;
  if (typeof given !== "boolean") throw new ControlError(400, `"${customId}" must be true or false.`);
  return given;
}

function filesOf(
  world: World,
  { customId, label, least, most }: FilesField,
  given: unknown,
): readonly FileRequest[] {
  const list = given === undefined ? [] : given;
  if (!Array.isArray(list)) throw new ControlError(400, `"${customId}" must be a list of files.`);
  const files = (list as readonly unknown[]).map((value) => {
    const file = readFileRequest(world.context.files, value);
    if (file === undefined) throw new ControlError(400, "A file needs a name, and bytes or base64.");
    return file;
  });
  if (files.length < least || files.length > most) {
    throw new ControlError(409, `Discord does not take ${files.length} files for "${label}".`);
  }
  if (files.some(({ file }) => file.bytes > LARGEST_FILE)) {
    throw new ControlError(409, `Discord takes no file of more than ${LARGEST_FILE} bytes for "${label}".`);
  }
  return files;
}
