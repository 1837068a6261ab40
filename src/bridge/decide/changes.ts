import type {
  AgentDeleted,
  AgentEdited,
  LineChanged,
  MemberDeleted,
  MemberEdited,
  MemberReacted,
} from "../../domain/event.ts";
import { filesOf } from "../../domain/content.ts";
import type { Conversation } from "../../domain/conversation.ts";
import type { EpochMs } from "../../domain/ids.ts";
import { accountFor, changeWaiting } from "../../domain/line-order.ts";
import type { Earlier } from "../ports.ts";
import { agentWrote, isNote } from "./agent.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { relay } from "./member.ts";
import { quoted } from "./quote.ts";
import { isBlank, wordsOf } from "./wording.ts";

/**
 * What becomes of a message that is changed or taken back after it was written. It goes through the lane of
 * its side behind the message itself, so that it always finds what became of it.
 */

export function memberEdited(draft: Draft, event: MemberEdited, at: EpochMs): Ruling {
  const { earlier } = draft.situation;
  // Discord does not promise an order: what comes first is the message, as it is now.
  if (earlier === null) return relay(draft, event);
  const stale = staleBecause(earlier, at);
  if (stale !== null) return ignore(stale);
  const left = new Set(filesOf(event.content ?? {}).map(({ fileId }) => fileId));
  const takenOff = earlier.files.filter(({ file }) => !left.has(file.fileId));
  const reworded = earlier.text !== event.text;
  if (!reworded && takenOff.length === 0) return ignore("nothing has changed in what it says");
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  if (reworded) reword(draft, conversation, event, earlier.text);
  for (const { part, file } of takenOff) {
    const about = { conversationId: conversation.id, postId: event.postId, before: null };
    draft.add({ kind: "post.remove", direction: "agent", ...about, part, fileName: file.name });
  }
  return undefined;
}

/** The agent's side has the message in other words: changed, or for the first time, or not any more. */
function reword(
  draft: Draft,
  conversation: Conversation,
  { postId, text, content }: MemberEdited,
  before: string | null,
): void {
  const owed = conversation.owed.map((one) => (one.postId === postId ? { postId, text } : one));
  const current = draft.change(conversation, { owed });
  const about = { direction: "agent", conversationId: current.id, postId, before } as const;
  const words = wordsOf(draft, text, content);
  const hadWords = before === null || !isBlank(wordsOf(draft, before, content));
  if (!hadWords) draft.post(current, { voice: "member", text: words, postId });
  else if (isBlank(words)) draft.add({ kind: "post.remove", ...about, part: 0 });
  else draft.add({ kind: "post.edit", ...about, text: words });
}

/** Changes are told in any order, and may be read before they are told. */
function staleBecause(earlier: Earlier, at: EpochMs): string | null {
  if (earlier.deleted) return "it was deleted";
  return earlier.at > at ? "a later version of it came first" : null;
}

export function memberDeleted(draft: Draft, { postId }: MemberDeleted): Ruling {
  const { earlier } = draft.situation;
  // Remembered all the same: should the message come yet, it is not carried.
  if (earlier === null) return ignore("nothing is known of what was deleted");
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  draft.change(conversation, { owed: conversation.owed.filter((one) => one.postId !== postId) });
  draft.add({
    kind: "post.remove",
    direction: "agent",
    conversationId: conversation.id,
    postId,
    before: earlier.text,
  });
  return undefined;
}

/** It stands on the agent's side as the member left it: the agent is shown what it was. */
export function lineChanged(draft: Draft, { before, after, fileName: file }: LineChanged): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering === "ended") return ignore("nobody is left to tell");
  const name = draft.member.displayName;
  if (file !== undefined) {
    draft.post(conversation, {
      voice: "notice",
      text: draft.agentTexts("agent.file-taken-off", { name, file }),
    });
    return undefined;
  }
  const gone = draft.agentTexts("agent.text-gone");
  const was = before === null ? gone : quoted(before);
  const text =
    after === null
      ? draft.agentTexts("agent.member-deleted", { name, before: was })
      : draft.agentTexts("agent.member-edited", { name, before: was, after: quoted(after) });
  draft.post(conversation, { voice: "notice", text });
  return undefined;
}

export function memberReacted(draft: Draft, { emoji, added }: MemberReacted): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering === "ended") return ignore("nobody is left to tell");
  const { earlier } = draft.situation;
  const name = draft.member.displayName;
  const about = earlier?.text ?? null;
  const text = about === null ? draft.agentTexts("agent.text-gone") : quoted(about);
  const key = added ? "agent.reacted" : "agent.unreacted";
  draft.post(conversation, { voice: "notice", text: draft.agentTexts(key, { name, emoji, text }) });
  return undefined;
}

export function agentEdited(draft: Draft, event: AgentEdited, at: EpochMs): Ruling {
  const { earlier } = draft.situation;
  if (earlier === null) return agentWrote(draft, { ...event, kind: "agent.wrote" });
  const stale = staleBecause(earlier, at);
  if (stale !== null) return ignore(stale);
  if (earlier.text === event.text) return ignore("nothing has changed in what it says");
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  const { transportMessageId: lineId, text } = event;
  if (isNote(draft, event)) {
    // The agent thought better of it: whoever has read it reads it no longer.
    draft.add({ kind: "say.remove", direction: "member", conversationId: conversation.id, lineId });
    return undefined;
  }
  const waiting = changeWaiting(conversation, lineId, text);
  if (waiting === null) {
    draft.add({ kind: "say.edit", direction: "member", conversationId: conversation.id, lineId, text });
  } else {
    draft.change(conversation, waiting);
  }
  return undefined;
}

export function agentDeleted(draft: Draft, event: AgentDeleted): Ruling {
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  const { transportMessageId: lineId, index } = event;
  const waiting = changeWaiting(conversation, lineId, null);
  if (waiting !== null) {
    draft.change(conversation, waiting);
  } else if (draft.situation.earlier === null) {
    // Nobody will ever say it: its place in the order is not to be waited for.
    draft.change(conversation, accountFor(conversation, index));
  } else {
    draft.add({ kind: "say.remove", direction: "member", conversationId: conversation.id, lineId });
  }
  return undefined;
}
