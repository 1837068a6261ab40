import { avatar } from "../avatar.ts";
import type { Reservation, Task } from "../control.ts";
import { byId, element } from "../element.ts";
import { showList } from "../show.ts";
import { type DeskState, caseOf, customerOf, openTasks, waitingTasks } from "./state.ts";

export interface TaskActions {
  readonly accept: (reservation: Reservation) => void;
  readonly open: (taskSid: string) => void;
}

const STATUS: Readonly<Record<string, string>> = {
  pending: "Incoming",
  accepted: "Talking",
  wrapping: "Wrapping up",
};

/** The agent's own tasks, and everything that waits. */
export function showWork(state: DeskState, actions: TaskActions): void {
  const tasks = openTasks(state).map((task) => ({ task, current: task.taskSid === state.taskSid }));
  const list = byId("tasks", HTMLElement);
  list.classList.toggle("empty", tasks.length === 0);
  list.dataset["empty"] = emptyNote(state);
  showList(
    list,
    tasks,
    ({ task }) => task.reservationSid,
    ({ task, current }) => drawTask(task, current, actions),
  );

  const waiting = waitingTasks(state);
  const queue = byId("queue", HTMLElement);
  queue.classList.toggle("empty", waiting.length === 0);
  queue.dataset["empty"] = "Nobody is waiting.";
  showList(queue, waiting, ({ taskSid }) => taskSid, drawWaiting);
}

function emptyNote({ desk, workerSid }: DeskState): string {
  const agent = desk.agents.find((one) => one.workerSid === workerSid);
  if (agent === undefined) return "Add an agent to begin.";
  return agent.available ? "No task at the moment." : "Go available to be offered tasks.";
}

function drawTask(task: Reservation, current: boolean, actions: TaskActions): HTMLElement {
  const name = customerOf(task.attributes);
  const facts = [STATUS[task.status] ?? task.status, caseOf(task.attributes)].filter((fact) => fact !== null);
  const face = [
    avatar(name),
    element("span", { class: "facts" }, element("strong", {}, name), element("small", {}, facts.join(" · "))),
  ];
  if (task.status === "pending") {
    return element(
      "li",
      { class: "task incoming" },
      element("div", { class: "face" }, ...face),
      element(
        "button",
        {
          type: "button",
          class: "accept",
          "aria-label": `Accept ${name}`,
          onclick: () => actions.accept(task),
        },
        "Accept",
      ),
    );
  }
  return element(
    "li",
    { class: `task ${task.status}` },
    element(
      "button",
      {
        type: "button",
        class: "face",
        "aria-current": current ? "true" : undefined,
        onclick: () => actions.open(task.taskSid),
      },
      ...face,
    ),
  );
}

function drawWaiting({ attributes }: Task): HTMLElement {
  const name = customerOf(attributes);
  return element(
    "li",
    {},
    avatar(name),
    element("strong", {}, name),
    element("small", {}, caseOf(attributes) ?? ""),
  );
}
