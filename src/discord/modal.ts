import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmitInteraction,
} from "discord-api-types/v10";
import type { Form } from "../bridge/ports.ts";

/** Discord's bound for a form's title and a field's label. */
const LONGEST_LABEL = 45;
const FIELD = "text";

/** A form of one field, under the custom_id of the button that opens it. */
export function modalOf(customId: string, form: Form): APIModalInteractionResponseCallbackData {
  const { title, label, longest } = form;
  return {
    custom_id: customId,
    title: shorten(title),
    components: [
      {
        type: ComponentType.Label,
        label: shorten(label),
        component: {
          type: ComponentType.TextInput,
          custom_id: FIELD,
          style: TextInputStyle.Paragraph,
          max_length: longest,
          required: true,
        },
      },
    ],
  };
}

/** What was written into the field. */
export function writtenInto({ data }: APIModalSubmitInteraction): string {
  for (const part of data.components) {
    if (part.type !== ComponentType.Label) continue;
    const { component } = part;
    if (component.type === ComponentType.TextInput && component.custom_id === FIELD) return component.value;
  }
  return "";
}

function shorten(text: string): string {
  return Array.from(text).slice(0, LONGEST_LABEL).join("");
}
