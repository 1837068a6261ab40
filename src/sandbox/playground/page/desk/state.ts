import type { Attributes, Conversation, ConversationMessage, Desk, Reservation, Task } from "../control.ts";

/** What the right pane shows. Replaced as a whole, never changed in place. */
export interface DeskState {
  readonly desk: Desk;
  /** Whose desk it is. */
  readonly workerSid: string | null;
  readonly reservations: readonly Reservation[];
  /** The task whose chat is open. */
  readonly taskSid: string | null;
  readonly conversation: Conversation | null;
  /** Whether the form for a new agent is open. */
  readonly signingIn: boolean;
}

export const EMPTY_DESK: DeskState = {
  desk: { agents: [], tasks: [] },
  workerSid: null,
  reservations: [],
  taskSid: null,
  conversation: null,
  signingIn: false,
};

const OPEN = new Set(["pending", "accepted", "wrapping"]);

/** The tasks an agent has to do with: offered, being worked on, wrapping up. */
export function openTasks({ reservations }: DeskState): readonly Reservation[] {
  return reservations.filter(({ status }) => OPEN.has(status));
}

/** Tasks that nobody has accepted yet, the longest waiting first. */
export function waitingTasks({ desk }: DeskState): readonly Task[] {
  return desk.tasks.filter(({ status }) => status === "pending" || status === "reserved");
}

export function chosenTask(state: DeskState): Reservation | undefined {
  return openTasks(state).find(({ taskSid }) => taskSid === state.taskSid);
}

export function customerOf(attributes: Attributes): string {
  const name = attributes["customerName"] ?? attributes["from"];
  return typeof name === "string" && name !== "" ? name : "Customer";
}

export function caseOf(attributes: Attributes): string | null {
  const number = attributes["caseNumber"];
  return typeof number === "string" || typeof number === "number" ? `Case ${number}` : null;
}

export type Writer = "member" | "assistant" | "agent" | "notice";

/**
 * Who a message is from. An agent's browser writes with source SDK; the customer's address is an attribute
 * of the task; a program's own name tells notices from the virtual agent's answers.
 */
export function writerOf({ author, source }: ConversationMessage, attributes: Attributes): Writer {
  if (source === "SDK") return "agent";
  if (author === attributes["customerAddress"]) return "member";
  return /notice|system/i.test(author) ? "notice" : "assistant";
}
