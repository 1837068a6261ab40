import { Failure } from "../../domain/failure.ts";
import type { TaskId } from "../../domain/ids.ts";
import { isSid } from "../sids.ts";
import { call, type WorkAccount } from "./account.ts";

/** Work that is over does not answer a request. */
const OVER: ReadonlySet<string> = new Set(["completed", "canceled"]);

/** The live task that names the conversation, or the channel, under this attribute. */
export async function findTaskBy(
  account: WorkAccount,
  attribute: "conversationSid" | "channelSid",
  sid: string,
  signal: AbortSignal,
): Promise<TaskId | null> {
  // The id goes into an expression between quotes.
  if (!isSid(sid, "CH")) throw new Failure("bug.unexpected", "An id is not a conversation's.");
  const tasks = await call(signal, "look for the conversation's task", () =>
    workspaceOf(account).tasks.list({ evaluateTaskAttributes: `${attribute} == "${sid}"` }),
  );
  const live = tasks.find(({ assignmentStatus }) => !OVER.has(assignmentStatus));
  return live === undefined ? null : (live.sid as TaskId);
}

export function workspaceOf({ client, ids }: WorkAccount) {
  return client.taskrouter.v1.workspaces.get(ids.workspaceSid);
}
