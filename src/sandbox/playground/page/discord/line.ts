import { avatar } from "../avatar.ts";
import type { Button, Embed } from "../control.ts";
import { drawFiles } from "../files.ts";
import { type Child, element } from "../element.ts";
import { markdown } from "../markdown.ts";
import { clockOf } from "../words.ts";
import type { Line } from "./lines.ts";

export interface MessageActions {
  readonly press: (messageId: string, customId: string) => void;
  /** Opens the place that an address of Discord names, null for the DM. */
  readonly open: (channelId: string | null) => void;
  readonly edit: (messageId: string, content: string) => void;
  readonly remove: (messageId: string) => void;
  /** Uses a command of the message's menu. */
  readonly useOn: (messageId: string, command: string) => void;
}

export function drawLine(line: Line, actions: MessageActions): HTMLElement {
  const follow = (url: string) => {
    const [, guild, channel] = /^https:\/\/discord\.com\/channels\/(@me|\d+)\/(\d+)/.exec(url) ?? [];
    if (channel === undefined) return false;
    actions.open(guild === "@me" ? null : channel);
    return true;
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
    drawTools(line, actions),
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

/** Changing and deleting what one wrote, and the commands of a message's menu. */
function drawTools({ id, text, own, commands }: Line, actions: MessageActions): Child {
  if (!own && commands.length === 0) return null;
  const change = () => {
    const next = window.prompt("Change the message", text)?.trim() ?? "";
    if (next !== "") actions.edit(id, next);
  };
  return element(
    "p",
    { class: "tools" },
    own && element("button", { type: "button", onclick: change }, "Edit"),
    own && element("button", { type: "button", onclick: () => actions.remove(id) }, "Delete"),
    ...commands.map((name) =>
      element("button", { type: "button", onclick: () => actions.useOn(id, name) }, name),
    ),
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
