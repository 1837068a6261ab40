import { byId, element } from "../element.ts";
import { showList, showOne } from "../show.ts";
import { type MessageActions, drawLine } from "./line.ts";
import { linesOf } from "./lines.ts";
import { type DiscordState, botNameOf, openRoom } from "./state.ts";

/** What is written in the place that is open. */
export function showMessages(state: DiscordState, actions: MessageActions): void {
  const head = headOf(state);
  showOne(byId("place-head", HTMLElement), head, () =>
    element(
      "div",
      {},
      element("span", { class: "sign", "aria-hidden": "true" }, head.sign),
      element("h2", {}, head.name),
      element("p", {}, head.topic),
    ),
  );
  const list = byId("messages", HTMLElement);
  const lines = linesOf(state);
  list.classList.toggle("empty", lines.length === 0);
  list.dataset["empty"] = state.memberId === null ? "Add a member to begin." : head.empty;
  showList(
    list,
    lines,
    ({ id }) => id,
    (line) => drawLine(line, actions),
  );
}

function headOf(state: DiscordState) {
  if (state.place.kind === "dm") {
    const name = botNameOf(state);
    return {
      sign: "@",
      name,
      topic: "Direct message",
      empty: `Nothing here yet. Write to ${name}, or use /helpme in a channel.`,
    };
  }
  const { name = "", sign = "#", topic = "", isForum } = openRoom(state) ?? {};
  const empty =
    isForum === true
      ? "Posts of a forum stand below its name in the list of channels."
      : `This is the start of #${name}. Type / for commands.`;
  return { sign, name, topic, empty };
}
