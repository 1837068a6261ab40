import type {
  AgentDeleted,
  AgentEdited,
  LineChanged,
  MemberDeleted,
  MemberEdited,
  MemberReacted,
} from "../../domain/event.ts";
import { accountFor, changeWaiting } from "../../domain/line-order.ts";
import { agentWrote, isNote } from "./agent.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { relay } from "./member.ts";
import { quoted } from "./quote.ts";
import { wordsOf } from "./wording.ts";

/**
 * What becomes of a message that is changed or taken back after it was written. It goes through the lane of
 * its side behind the message itself, so that it always finds what became of it.
 */

export function memberEdited(draft: Draft, event: MemberEdited): Ruling {
  const { earlier } = draft.situation;
  // Discord does not promise an order: what comes first is the message, as it is now.
  if (earlier === null) return relay(draft, event);
  if (earlier.deleted) return ignore("it was deleted");
  if (earlier.text === event.text) return ignore("nothing has changed in what it says");
  const { conversation } = draft;
  if (conversation === null) return ignore("no conversation");
  const { postId } = event;
  const text = wordsOf(draft, event.text, event.content);
  const owed = conversation.owed.map((one) => (one.postId === postId ? { postId, text: event.text } : one));
  draft.change(conversation, { owed });
  draft.add({
    kind: "post.edit",
    direction: "agent",
    conversationId: conversation.id,
    postId,
    before: earlier.text,
    text,
  });
  return undefined;
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
export function lineChanged(draft: Draft, { before, after }: LineChanged): Ruling {
  const { conversation } = draft;
  if (conversation === null || conversation.answering === "ended") return ignore("nobody is left to tell");
  const name = draft.member.displayName;
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

export function agentEdited(draft: Draft, event: AgentEdited): Ruling {
  const { earlier } = draft.situation;
  if (earlier === null) return agentWrote(draft, { ...event, kind: "agent.wrote" });
  if (earlier.deleted) return ignore("it was taken back");
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
