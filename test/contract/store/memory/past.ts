import type { Transcript, TranscriptLine } from "../../../../src/bridge/ports.ts";
import type { EarlierConversation } from "../../../../src/domain/conversation.ts";
import type { Happening, MemberEvent } from "../../../../src/domain/event.ts";
import type { ConversationId, EpochMs, MemberId } from "../../../../src/domain/ids.ts";
import { isAboutMessage, messagesOf } from "./messages.ts";
import type { State } from "./state.ts";

/** What was said before, as the ledger in a few lists tells it. */
export function transcriptOf(state: State, id: ConversationId): Transcript | null {
  const conversation = state.conversations.get(id);
  if (conversation === undefined) return null;
  const said = state.events.filter(
    ({ conversationId, state }) => conversationId === id && state === "decided",
  );
  const messages = messagesOf(said);
  const lines = said.flatMap((record) => {
    if (!isAboutMessage(record)) return lineOf(record.event.at, record.event.happening);
    const message = messages.find(({ told }) => told === record);
    const [first, last] = [message?.versions[0], message?.versions.at(-1)];
    if (first === undefined || last === undefined || message?.deleted === true) return [];
    return lineOf(first.event.at, last.event.happening);
  });
  return { conversation, lines };
}

function lineOf(at: EpochMs, said: Happening): readonly TranscriptLine[] {
  if (said.kind === "member.wrote" || said.kind === "member.edited")
    return [{ at, from: "member", author: null, text: said.text }];
  if (said.kind === "member.submitted" && said.action === "leave-message") {
    return [{ at, from: "member", author: null, text: said.text }];
  }
  if ((said.kind === "agent.wrote" || said.kind === "agent.edited") && said.note === undefined) {
    return [{ at, from: "agent", author: said.author, text: said.text }];
  }
  if (said.kind === "assistant.answered" && said.found) {
    return [{ at, from: "assistant", author: null, text: said.text }];
  }
  return [];
}

export function earlierConversationsOf(state: State, memberId: MemberId): readonly EarlierConversation[] {
  return [...state.conversations.values()]
    .filter((one) => one.memberId === memberId && one.endedAt !== null && one.caseNumber !== null)
    .toSorted((one, other) => other.ordinal - one.ordinal)
    .slice(0, 5)
    .map(({ id, caseNumber, endedAt }) => ({
      id,
      caseNumber,
      endedAt: endedAt ?? 0,
      score: state.cases.find(({ number }) => number === caseNumber)?.rating?.score ?? null,
    }));
}

/** The member's own conversation that a button or form was made for. */
export function subjectOf(state: State, happening: MemberEvent): ConversationId | null {
  if (!("subject" in happening)) return null;
  const named = state.conversations.get(happening.subject as ConversationId);
  return "memberId" in happening && named?.memberId === happening.memberId ? named.id : null;
}
