import {
  type APIAttachment,
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
  ComponentType,
  type ModalSubmitComponent,
  TextInputStyle,
} from "discord-api-types/v10";
import type { Form, FormField } from "../../bridge/ports.ts";
import type { ReportFile, ServerMessage } from "../../domain/content.ts";
import type { FileId } from "../../domain/ids.ts";

/** Discord's bounds for a form's title and a field's label, for what explains it, and for an option's name. */
const LONGEST_LABEL = 45;
const LONGEST_HELP = 100;
const LONGEST_OPTION = 100;
const LONGEST_VALUE = 4_000;

/** A form under the custom_id by which its contents come back. */
export function modalOf(customId: string, { title, fields }: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: shorten(title, LONGEST_LABEL),
    components: fields.map((field) => ({
      type: ComponentType.Label,
      label: shorten(field.label, LONGEST_LABEL),
      ...(field.help === undefined ? {} : { description: shorten(field.help, LONGEST_HELP) }),
      component: componentOf(field),
    })),
  };
}

function componentOf(field: FormField): APIComponentInLabel {
  const { name: custom_id, required } = field;
  switch (field.kind) {
    case "text":
      return {
        type: ComponentType.TextInput,
        custom_id,
        required,
        style: field.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
        max_length: field.longest,
        ...(field.value === undefined ? {} : { value: shorten(field.value, LONGEST_VALUE) }),
      };
    case "options":
      return { type: ComponentType.RadioGroup, custom_id, required, options: optionsOf(field) };
    case "list":
      return { type: ComponentType.StringSelect, custom_id, required, options: optionsOf(field) };
    case "files":
      return {
        type: ComponentType.FileUpload,
        custom_id,
        required,
        min_values: required ? 1 : 0,
        max_values: field.most,
      };
  }
}

function optionsOf({ options, value: chosen }: Extract<FormField, { readonly kind: "options" | "list" }>) {
  return options.map(({ value, label }) => ({
    value,
    label: shorten(label, LONGEST_OPTION),
    ...(value === chosen ? { default: true } : {}),
  }));
}

/** What was written, chosen and sent, by field. */
export interface FilledIn {
  readonly values: Readonly<Record<string, string>>;
  readonly files: readonly ReportFile[];
}

export function filledIn({ data }: APIModalSubmitInteraction): FilledIn {
  const values: Record<string, string> = {};
  const files: ReportFile[] = [];
  const attachments = data.resolved?.attachments ?? {};
  for (const part of data.components) {
    if (part.type !== ComponentType.Label) continue;
    const { component } = part;
    if (component.type === ComponentType.FileUpload) {
      files.push(...component.values.flatMap((id) => attachments[id] ?? []).map((one) => fileOf(one, null)));
    } else values[component.custom_id] = valueOf(component);
  }
  return { values, files };
}

function valueOf(component: ModalSubmitComponent): string {
  if ("value" in component) return String(component.value ?? "");
  return component.values.join(", ");
}

/** @param message the message it is part of; null when it came with a form */
export function fileOf(
  { id, filename, content_type: contentType, size, url }: APIAttachment,
  message: Pick<ServerMessage, "channelId" | "postId"> | null,
): ReportFile {
  return {
    from: "report",
    fileId: id as FileId,
    name: filename,
    contentType: contentType ?? null,
    bytes: size,
    url,
    message,
  };
}

function shorten(text: string, longest: number): string {
  return Array.from(text).slice(0, longest).join("");
}
