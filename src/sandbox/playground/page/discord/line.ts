import { avatar } from "../avatar.ts";
import type { Button, Embed } from "../control.ts";
import { drawFiles } from "../files.ts";
import { type Child, element } from "../element.ts";
import { markdown } from "../markdown.ts";
import { clockOf } from "../words.ts";
import { drawForm, type SubmitForm } from "./form.ts";
import type { Line } from "./lines.ts";

export interface MessageActions {
  readonly press: (messageId: string, customId: string) => void;
  readonly openDm: () => void;
  readonly edit: (messageId: string, content: string) => void;
  readonly remove: (messageId: string) => void;
  readonly submit: SubmitForm;
}

export function drawLine(line: Line, actions: MessageActions): HTMLElement {
  const follow = (url: string) => {
    const isDm = url.startsWith("https://discord.com/channels/@me/");
    if (isDm) actions.openDm();
    return isDm;
  };
  const body: Child[] = [
    line.used !== null && element("p", { class: "used" }, line.used),
    element(
      "p",
      { class: "by" },
      element("strong", {}, line.by),
      line.bot && element("span", { class: "app" }, "APP"),
      element("time", {}, clockOf(line.at)),
    ),
    line.text !== "" && element("div", { class: "text" }, ...markdown(line.text, follow)),
    drawFiles(line.files),
    ...line.embeds.map((embed) => drawEmbed(embed, follow)),
    line.edited && element("span", { class: "note" }, "(edited)"),
    line.thinking && element("p", { class: "thinking" }, `${line.by} is thinking…`),
    line.failed && element("p", { class: "failed" }, "The application did not respond"),
    ...line.rows.map((row) =>
      element("div", { class: "buttons" }, ...row.map((button) => drawButton(line, button, actions))),
    ),
    ...line.presses.map((press) => drawForm(press, actions.submit)),
    line.own && drawTools(line, actions),
    line.ephemeral &&
      !line.thinking &&
      !line.failed &&
      element("p", { class: "note" }, "Only you can see this"),
  ];
  const look = ["message", line.follows && "follows", line.ephemeral && "ephemeral"]
    .filter(Boolean)
    .join(" ");
  return element(
    "li",
    { class: look },
    avatar(line.by, line.bot ? "bot" : "person"),
    element("div", { class: "body" }, ...body),
  );
}

/** Changing and deleting what one wrote. */
function drawTools({ id, text }: Line, actions: MessageActions): HTMLElement {
  const change = () => {
    const next = window.prompt("Change the message", text)?.trim() ?? "";
    if (next !== "") actions.edit(id, next);
  };
  return element(
    "p",
    { class: "tools" },
    element("button", { type: "button", onclick: change }, "Edit"),
    element("button", { type: "button", onclick: () => actions.remove(id) }, "Delete"),
  );
}

const STYLES = ["", "primary", "secondary", "success", "danger", "link"];

function drawButton({ id, presses }: Line, button: Button, actions: MessageActions): HTMLElement {
  const customId = button.custom_id ?? "";
  const last = presses.findLast((press) => press.customId === customId)?.interaction.state;
  return element(
    "button",
    {
      type: "button",
      class: `pressable ${STYLES[button.style] ?? "secondary"}`,
      disabled: button.disabled === true || last === "pending",
      onclick: () => actions.press(id, customId),
    },
    button.label ?? customId,
    last === "failed" && element("span", { class: "failed" }, " – this interaction failed"),
  );
}

/** Pictures stay away: the page loads nothing from elsewhere. */
function drawEmbed(
  { description = "", color, author }: Embed,
  follow: (url: string) => boolean,
): HTMLElement {
  const shown = element(
    "div",
    { class: "embed" },
    author !== undefined &&
      element("p", { class: "author" }, avatar(author.name), element("strong", {}, author.name)),
    description !== "" && element("div", { class: "text" }, ...markdown(description, follow)),
  );
  if (color !== undefined) shown.style.borderLeftColor = `#${color.toString(16).padStart(6, "0")}`;
  return shown;
}
