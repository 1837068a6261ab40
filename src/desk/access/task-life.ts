import type { Agent, Conversation } from "../../domain/conversation.ts";
import type { EpochMs, MemberId, TaskId } from "../../domain/ids.ts";

/** What is known of a task among the conversations of a case. */
export type TaskLife =
  | { readonly state: "alive"; readonly memberId: MemberId; readonly agent: Agent | null }
  | { readonly state: "over" };

/** How long after the end of a conversation its last agent can still write down how it went. */
const WRAP_UP_MS = 30 * 60_000;

/**
 * A task lives until somebody else goes on with its work or it is put aside. That of the conversation's end lives on for the
 * time an agent needs to wrap up: Flex ends the conversation when wrapping up begins.
 */
export function taskLife(conversations: readonly Conversation[], taskId: TaskId, now: EpochMs): TaskLife {
  for (const conversation of conversations) {
    const work = conversation.desk.work.find((one) => one.taskId === taskId);
    if (work === undefined) continue;
    const alive = work.stage !== "over" || isWrappingUp(conversation, taskId, now);
    return alive ? { state: "alive", memberId: conversation.memberId, agent: work.agent } : { state: "over" };
  }
  return { state: "over" };
}

function isWrappingUp({ taskId: last, desk, endedAt }: Conversation, taskId: TaskId, now: EpochMs): boolean {
  if (last !== taskId || desk.talk === "held") return false;
  return endedAt === null || now - endedAt <= WRAP_UP_MS;
}
