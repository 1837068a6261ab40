import { avatar } from "../avatar.ts";
import type { ConversationMessage, Reservation } from "../control.ts";
import { drawFiles, onFilesPicked } from "../files.ts";
import type { FileToSend } from "../control.ts";
import { byId, element } from "../element.ts";
import { showList, showOne } from "../show.ts";
import { markdown } from "../markdown.ts";
import { clockOf } from "../words.ts";
import { type DeskState, type Writer, caseOf, chosenTask, customerOf, writerOf } from "./state.ts";

export interface ChatActions {
  /** Puts the conversation aside. */
  readonly hold: (task: Reservation) => void;
  readonly end: (task: Reservation) => void;
  readonly complete: (task: Reservation) => void;
  readonly write: (task: Reservation, text: string) => void;
  readonly send: (task: Reservation, files: readonly FileToSend[]) => void;
}

/** The open chat: who it is with, what was said, and the line to answer in. */
export function createChat(actions: ChatActions): (state: DeskState) => void {
  const form = byId("reply", HTMLFormElement);
  const input = byId("reply-text", HTMLInputElement);
  let task: Reservation | undefined;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "" || task === undefined) return;
    input.value = "";
    actions.write(task, text);
  });
  onFilesPicked(byId("reply-files", HTMLInputElement), (files) => {
    if (task !== undefined) actions.send(task, files);
  });
  return (state) => {
    task = chosenTask(state);
    const talking = task?.status === "accepted" && state.conversation?.state !== "closed";
    form.hidden = !talking;
    showHead(task, actions);
    showTranscript(state, task);
  };
}

function showHead(task: Reservation | undefined, actions: ChatActions): void {
  showOne(byId("chat-head", HTMLElement), task ?? null, () => {
    if (task === undefined) return element("div", {}, element("h2", {}, "No chat open"));
    const name = customerOf(task.attributes);
    return element(
      "div",
      {},
      avatar(name),
      element(
        "span",
        { class: "facts" },
        element("h2", {}, name),
        element("small", {}, caseOf(task.attributes) ?? ""),
      ),
      task.status === "accepted" &&
        element("button", { type: "button", class: "quiet hold", onclick: () => actions.hold(task) }, "Hold"),
      task.status === "accepted" &&
        element("button", { type: "button", class: "end", onclick: () => actions.end(task) }, "End chat"),
      task.status === "wrapping" &&
        element(
          "button",
          { type: "button", class: "complete", onclick: () => actions.complete(task) },
          "Complete",
        ),
    );
  });
}

interface Line {
  readonly message: ConversationMessage;
  readonly writer: Writer;
  readonly name: string;
}

function showTranscript({ conversation, desk, workerSid }: DeskState, task: Reservation | undefined): void {
  const list = byId("transcript", HTMLElement);
  const agentName = desk.agents.find((agent) => agent.workerSid === workerSid)?.fullName ?? "Agent";
  const lines = (task === undefined ? [] : (conversation?.messages ?? [])).map((message): Line => {
    const writer = writerOf(message, task?.attributes ?? {});
    const name = {
      member: customerOf(task?.attributes ?? {}),
      assistant: "Assistant",
      agent: agentName,
      notice: "Notice",
    }[writer];
    return { message, writer, name };
  });
  list.classList.toggle("empty", lines.length === 0);
  list.dataset["empty"] =
    task === undefined ? "Accept a task to see the conversation." : "Nothing was said yet.";
  showList(list, lines, ({ message }) => message.sid, drawLine);
}

function drawLine({ message, writer, name }: Line): HTMLElement {
  return element(
    "li",
    { class: `line ${writer}` },
    element("p", { class: "by" }, element("strong", {}, name), element("time", {}, clockOf(message.at))),
    message.body !== "" && element("div", { class: "text" }, ...markdown(message.body)),
    drawFiles(message.media),
    message.edited && element("span", { class: "note" }, "(edited)"),
  );
}
