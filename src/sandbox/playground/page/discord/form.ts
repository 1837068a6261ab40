import { type Child, element } from "../element.ts";
import type { MessageActions } from "./line.ts";
import type { Press } from "./state.ts";

/** The form that a press opened, below its message; nothing when it opened none, or it was sent. */
export function drawForm({ interaction, interactionId, formDone }: Press, { submit }: MessageActions): Child {
  const { form } = interaction;
  if (form === null || formDone === true) return null;
  const fields = form.fields.map(({ label, customId, maxLength, required }) => {
    const field = element("textarea", { rows: 3, maxlength: maxLength, required, "aria-label": label });
    return { customId, field, row: element("label", {}, label, field) };
  });
  return element(
    "form",
    {
      class: "form",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        submit(
          interactionId,
          Object.fromEntries(fields.map(({ customId, field }) => [customId, field.value])),
        );
      },
    },
    element("strong", {}, form.title),
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
