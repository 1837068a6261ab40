import type { Form } from "../control.ts";
import { type Child, element } from "../element.ts";
import { drawField } from "./form-field.ts";

/** An interaction that may have opened a form. */
export interface Opened {
  readonly interactionId: string;
  readonly interaction: { readonly form: Form | null };
  /** Whether the form was sent or put away. */
  readonly formDone?: true;
}

/** Sends a form, or puts it away when there are no values. */
export type SubmitForm = (interactionId: string, values: Readonly<Record<string, unknown>> | null) => void;

/** The form that a press or a command opened; nothing when it opened none, or it was sent. */
export function drawForm({ interaction, interactionId, formDone }: Opened, submit: SubmitForm): Child {
  const { form } = interaction;
  if (form === null || formDone === true) return null;
  const fields = form.fields.flatMap(drawField);
  return element(
    "form",
    {
      class: "form",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        const values = fields.map(({ customId, read }) => [customId, read()] as const);
        submit(interactionId, Object.fromEntries(values));
      },
    },
    element("strong", {}, form.title),
    ...form.texts.map((text) => element("p", {}, text)),
    ...fields.map(({ row }) => row),
    element(
      "p",
      { class: "buttons" },
      element("button", { type: "submit", class: "pressable primary" }, "Send"),
      element(
        "button",
        { type: "button", class: "pressable secondary", onclick: () => submit(interactionId, null) },
        "Cancel",
      ),
    ),
  );
}
