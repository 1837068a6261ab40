import type { Command, FileToSend } from "../control.ts";
import { onFilesPicked } from "../files.ts";
import { byId } from "../element.ts";
import { createCommandPicker } from "./command-picker.ts";
import { type DiscordState, botNameOf, openRoom, viewOf } from "./state.ts";

export interface ComposerActions {
  readonly write: (text: string) => void;
  readonly use: (command: string) => void;
  readonly send: (files: readonly FileToSend[]) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The line to write in. A slash opens the server's commands, to be chosen with arrows, Enter or a click. */
export function createComposer(actions: ComposerActions): (state: DiscordState) => void {
  const input = byId("composer-text", HTMLInputElement);
  let state: DiscordState | null = null;

  const files = byId("composer-files", HTMLInputElement);
  onFilesPicked(files, actions.send);

  const clear = () => {
    input.value = "";
    picker.offer([]);
  };
  const picker = createCommandPicker(input, ({ name }) => {
    clear();
    input.focus();
    actions.use(name);
  });
  const offer = () => picker.offer(state === null ? [] : commandsFor(state, input.value));

  input.addEventListener("input", offer);
  input.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (event.key === "Escape") clear();
    if (step === undefined || picker.chosen() === undefined) return;
    event.preventDefault();
    picker.move(step);
  });
  byId("composer", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    const command = picker.chosen();
    clear();
    if (command !== undefined) actions.use(command.name);
    else if (text !== "") actions.write(text);
  });

  return (next) => {
    state = next;
    input.placeholder = invitationOf(next);
    input.disabled = next.memberId === null || openRoom(next)?.isForum === true;
    files.disabled = input.disabled;
    offer();
  };
}

function commandsFor(state: DiscordState, text: string): readonly Command[] {
  const typed = /^\/(\S*)$/.exec(text)?.[1];
  if (typed === undefined || state.memberId === null) return [];
  return (viewOf(state).commands ?? []).filter(({ name }) => name.startsWith(typed));
}

function invitationOf(state: DiscordState): string {
  const { place } = state;
  if (state.memberId === null) return "Nobody is here to write";
  if (place.kind === "dm") return `Message @${botNameOf(state)}`;
  const { name = "", sign = "#", isForum } = openRoom(state) ?? {};
  if (isForum === true) return "Open a post to write in it";
  return `Message ${sign}${sign === "#" ? "" : " "}${name} or type /`;
}
