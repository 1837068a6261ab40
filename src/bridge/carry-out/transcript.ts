import type { ConversationId } from "../../domain/ids.ts";
import type { PostHistory, SendTranscript } from "../effect.ts";
import type { Due, Settlement } from "../ports.ts";
import { transcriptLines, transcriptText } from "../transcript.ts";
import { type CarryOutContext, keyOf } from "./context.ts";
import { transportIdOf } from "./toward-agent.ts";

/** Sends the member what was said, as a file. */
export async function sendTranscript(
  context: CarryOutContext,
  due: Due,
  { conversationId }: SendTranscript,
  signal: AbortSignal,
): Promise<Settlement> {
  const { member, inDoubt, decidedAt } = due;
  const { memberSide, policy, ledger } = context;
  const said = await ledger.transcript(conversationId);
  if (said === null) return { outcome: "dropped", reason: "there is no such conversation" };
  const texts = policy.texts(member.locale);
  const { notePrefix } = policy;
  const placeId = member.placeId ?? (await memberSide.openPlace(due.memberId, signal));
  const { displayName: memberName } = member;
  const content = transcriptText({ ...said, memberName, notePrefix, texts });
  const { caseNumber } = said.conversation;
  const document = { name: `${fileName(caseNumber, conversationId)}.txt`, content };
  const text = texts("transcript.here");
  const key = keyOf(context, due);
  const sent = { placeId, key, text, document, inDoubt, decidedAt };
  return { outcome: "done", remoteId: await memberSide.sendDocument(sent, signal), learned: { placeId } };
}

function fileName(caseNumber: number | null, id: ConversationId): string {
  return caseNumber === null ? `conversation-${id.replaceAll(/[^\w-]/gu, "")}` : `case-${caseNumber}`;
}

/** An agent is shown the end of what was said, as far as one line holds it. */
const LONGEST_HISTORY = 8_000;

export async function postHistory(
  context: CarryOutContext,
  due: Due,
  { earlier }: PostHistory,
  signal: AbortSignal,
): Promise<Settlement> {
  const { transport, policy, ledger } = context;
  const texts = policy.texts(policy.language);
  const { member, memberId, inDoubt, decidedAt } = due;
  const said = await ledger.transcript(earlier);
  if (said === null) return { outcome: "dropped", reason: "there is no such conversation" };
  const { notePrefix } = policy;
  const lines = transcriptLines({ ...said, memberName: member.displayName, notePrefix, texts });
  const text = [texts("agent.history"), ...lastThatFit(lines)].join("\n");
  const { id, index } = await transport.post(
    {
      conversation: transportIdOf(due),
      key: keyOf(context, due),
      voice: "notice",
      memberId,
      text,
      postId: null,
      startsFlow: false,
      inDoubt,
      decidedAt,
    },
    signal,
  );
  return { outcome: "done", remoteId: id, learned: { postedIndex: index } };
}

function lastThatFit(lines: readonly string[]): readonly string[] {
  let room = LONGEST_HISTORY;
  const fitting = lines.toReversed().filter((line) => (room -= line.length + 1) >= 0);
  return fitting.length === lines.length ? lines : ["…", ...fitting.toReversed()];
}
