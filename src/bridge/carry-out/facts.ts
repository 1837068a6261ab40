import type { Happening } from "../../domain/event.ts";
import { asFailure } from "../../domain/failure.ts";
import type { DescribeMember, DescribeTask, PutRating } from "../effect.ts";
import type { Due, Settlement } from "../ports.ts";
import { type CarryOutContext, done, follow } from "./context.ts";

/** An agent is better off with half of it at once than with all of it when Discord answers again. */
export async function describeMember(
  context: CarryOutContext,
  due: Due,
  { conversationId }: DescribeMember,
  signal: AbortSignal,
): Promise<Settlement> {
  const { memberId } = due;
  const profile = await context.memberSide.profile(memberId, signal).catch((thrown: unknown) => {
    if (asFailure(thrown).code === "discord.auth" || signal.aborted) throw thrown;
    return null;
  });
  const earlier = await context.ledger.earlierConversations(memberId);
  const described: Happening = {
    kind: "member.described",
    memberId,
    conversationId,
    about: { profile, earlier },
  };
  return { outcome: "done", remoteId: null, events: [follow(context, due, described)] };
}

/** As it all stands by now: several of these in a row leave what the last one found. */
export async function describeTask(
  { transport, policy, ledger }: CarryOutContext,
  { conversation, member }: Due,
  { taskId }: DescribeTask,
  signal: AbortSignal,
): Promise<Settlement> {
  const about = conversation?.desk.about ?? null;
  if (about === null) return { outcome: "dropped", reason: "nothing is known of the member" };
  const { caseNumber = null } = conversation ?? {};
  const caseUrl = caseNumber === null ? null : policy.caseUrl(caseNumber, taskId);
  const open = await ledger.openCases(member.id);
  const openCases = open.filter(({ number }) => number !== caseNumber);
  const language = member.locale;
  await transport.describe({ task: taskId, about, language, caseNumber, caseUrl, openCases }, signal);
  return done();
}

export async function putRating(
  { transport }: CarryOutContext,
  _due: Due,
  { taskId, rating }: PutRating,
  signal: AbortSignal,
): Promise<Settlement> {
  const put = await transport.rate(taskId, rating, signal);
  return put ? done() : { outcome: "dropped", reason: "the task is gone: the rating stays with the case" };
}
