import { byId, element } from "../element.ts";
import { showOne } from "../show.ts";
import { drawField } from "./form-field.ts";
import { type DiscordState, type OpenForm, formOf } from "./state.ts";

export interface FormActions {
  /** Sends a form. Fails with the sentence of why Discord does not take it. */
  readonly submit: (open: OpenForm, values: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly putAway: (open: OpenForm) => void;
}

/**
 * The form that a command or a press opened, over the pane of the member who fills it in: the agent of the other
 * pane goes on meanwhile.
 */
export function showForm(state: DiscordState, actions: FormActions): void {
  const dialog = byId("form", HTMLDialogElement);
  const open = formOf(state);
  showOne(dialog, open, () => (open === null ? element("div") : drawForm(open, actions)));
  for (const id of ["sidebar", "place"]) byId(id, HTMLElement).inert = open !== null;
  if ((open !== null) === dialog.open) return;
  if (open === null) dialog.close();
  else dialog.show();
}

function drawForm(open: OpenForm, actions: FormActions): HTMLElement {
  const { form } = open;
  const fields = form.fields.map(drawField);
  const problem = element("p", { class: "failed", role: "alert" });
  const send = element("button", { type: "submit", class: "pressable primary" }, "Send");
  const submit = async () => {
    send.disabled = true;
    try {
      const values = await Promise.all(
        fields.map(async ({ customId, read }) => [customId, await read()] as const),
      );
      await actions.submit(open, Object.fromEntries(values));
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      send.disabled = false;
    }
  };
  return element(
    "form",
    {
      class: "form",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        void submit();
      },
      onkeydown: ({ key }: KeyboardEvent) => {
        if (key === "Escape") actions.putAway(open);
      },
    },
    element("h2", { id: "form-title" }, form.title),
    element(
      "div",
      { class: "fields" },
      ...form.texts.map((text) => element("p", {}, text)),
      ...fields.map(({ row }) => row),
      problem,
    ),
    element(
      "p",
      { class: "buttons" },
      send,
      element(
        "button",
        { type: "button", class: "pressable secondary", onclick: () => actions.putAway(open) },
        "Cancel",
      ),
    ),
  );
}
