import type { Command } from "../control.ts";
import { byId, element } from "../element.ts";
import { showList } from "../show.ts";

export interface CommandPicker {
  /** Offers these; none closes it. */
  offer(commands: readonly Command[]): void;
  /** Moves the choice up or down, round the ends. */
  move(step: number): void;
  chosen(): Command | undefined;
}

/** The list of slash commands over the line to write in. */
export function createCommandPicker(
  input: HTMLInputElement,
  pick: (command: Command) => void,
): CommandPicker {
  const list = byId("commands", HTMLElement);
  let offered: readonly Command[] = [];
  let choice = 0;

  const draw = () => {
    list.hidden = offered.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `command-${choice}`);
    const options = offered.map((command, index) => ({ command, index, selected: index === choice }));
    showList(
      list,
      options,
      ({ command }) => command.name,
      ({ command, index, selected }) =>
        element(
          "li",
          {
            id: `command-${index}`,
            role: "option",
            "aria-selected": String(selected),
            onclick: () => pick(command),
          },
          element("strong", {}, `/${command.name}`),
          element("span", {}, command.description),
        ),
    );
  };
  return {
    offer(commands) {
      offered = commands;
      choice = Math.max(0, Math.min(choice, offered.length - 1));
      draw();
    },
    move(step) {
      if (offered.length > 0) choice = (choice + step + offered.length) % offered.length;
      draw();
    },
    chosen: () => offered[choice],
  };
}
