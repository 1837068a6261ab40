import { avatar } from "../avatar.ts";
import type { Agent } from "../control.ts";
import { byId, element } from "../element.ts";
import { showOne } from "../show.ts";
import { nameForm } from "../name-form.ts";
import type { DeskState } from "./state.ts";

export interface AgentActions {
  readonly signIn: (fullName: string) => void;
  readonly startSigningIn: () => void;
  readonly sitAt: (workerSid: string) => void;
  readonly setAvailable: (available: boolean) => void;
}

const SIGN_IN = {
  label: "Full name of the new agent",
  placeholder: "Alex Rivers",
  submit: "Sign in to Flex",
};

/** Who the agent is, and whether tasks are offered to them. */
export function showAgent(state: DeskState, actions: AgentActions): void {
  const { agents } = state.desk;
  const agent = agents.find(({ workerSid }) => workerSid === state.workerSid);
  const shown = { agents, agent, signingIn: state.signingIn || agents.length === 0 };
  showOne(byId("desk-head", HTMLElement), shown, () =>
    element(
      "div",
      {},
      element("h2", {}, "Flex desk"),
      shown.signingIn ? nameForm(SIGN_IN, actions.signIn) : addButton(actions),
      agent !== undefined && chooser(agents, agent, actions),
      agent !== undefined && availability(agent, actions),
    ),
  );
}

function addButton(actions: AgentActions): HTMLElement {
  return element(
    "button",
    { type: "button", class: "quiet", onclick: () => actions.startSigningIn() },
    "+ Add agent",
  );
}

function chooser(agents: readonly Agent[], agent: Agent, actions: AgentActions): HTMLElement {
  const select: HTMLSelectElement = element(
    "select",
    { "aria-label": "Agent", onchange: () => actions.sitAt(select.value) },
    ...agents.map(({ workerSid, fullName }) =>
      element("option", { value: workerSid, selected: workerSid === agent.workerSid }, fullName),
    ),
  );
  return element("span", { class: "who" }, avatar(agent.fullName), select);
}

function availability({ available }: Agent, actions: AgentActions): HTMLElement {
  return element(
    "button",
    {
      type: "button",
      role: "switch",
      class: "switch",
      "aria-checked": String(available),
      onclick: () => actions.setAvailable(!available),
    },
    "Available",
  );
}
