import type { Agent, Conversation, Desk, Work } from "../../domain/conversation.ts";
import type { TaskId } from "../../domain/ids.ts";

/** What is known of who works on a conversation, as plain lists. Pure. */

export function workOf({ work }: Desk, taskId: TaskId): Work | undefined {
  return work.find((one) => one.taskId === taskId);
}

/** Offered and not taken yet, the latest last. */
export function offered({ work }: Desk): readonly Work[] {
  return work.filter(({ stage }) => stage === "offered");
}

/** What agents have taken and not finished, the latest last. */
export function takenBy({ work }: Desk): readonly Work[] {
  return work.filter(({ stage }) => stage === "taken");
}

/** The desk with a piece of work at another stage; what is over stays over. */
export function moveWork(desk: Desk, taskId: TaskId, stage: Work["stage"], agent?: Agent): Desk {
  const known = workOf(desk, taskId);
  const moved: Work = { taskId, stage, agent: agent ?? known?.agent ?? null };
  if (known !== undefined && stage === "over") {
    return { ...desk, work: desk.work.map((one) => (one === known ? moved : one)) };
  }
  // Whoever took it last stands last: that is whom the member talks to.
  return { ...desk, work: [...desk.work.filter((one) => one !== known), moved] };
}

/** Whether somebody writes there who has taken work, as far as anybody can tell. */
export function isExpected({ desk, answering }: Conversation, author: string): boolean {
  if (answering !== "agent" || offered(desk).length > 0) return true;
  const authors = desk.work.map(({ agent }) => agent?.author ?? null);
  // An agent whose name in conversations is unknown may be the one.
  return authors.length === 0 || authors.includes(null) || authors.includes(author);
}
