import type { DeliveryFailed, GapNoticed, LineDelivered, PlaceOpened } from "../../domain/event.ts";
import type { Conversation } from "../../domain/conversation.ts";
import type { InteractionId } from "../../domain/ids.ts";
import { carryOver } from "./carry-over.ts";
import type { Texts } from "../../texts/texts.ts";
import type { Button } from "../effect.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { linkText, refuseFile } from "./files.ts";
import { endConversation } from "./handoff.ts";

/** The place is open: greet there, or lead back to the conversation that is going on. */
export function placeOpened(draft: Draft, event: PlaceOpened): Ruling {
  const { interactionId } = event;
  const { undelivered } = draft.situation;
  const talking = isOpen(draft.conversation);
  if (interactionId === null) {
    if (!talking || undelivered === 0) return ignore("nobody waits for the place");
    redeliver(draft);
    return undefined;
  }
  if (talking && undelivered === 0) {
    reply(draft, interactionId, "helpme.continues");
    return undefined;
  }
  // Opening a place says nothing about whether it takes what is written: a first line does.
  draft.say({
    voice: "notice",
    text: draft.texts(talking ? "place.goes-on" : "greeting"),
    buttons: talking ? [] : [draft.humanButton()],
    interactionId,
  });
  return undefined;
}

export function lineDelivered(draft: Draft, event: LineDelivered): Ruling {
  const talking = isOpen(draft.conversation);
  reply(draft, event.interactionId, talking ? "helpme.continues" : opened(draft));
  if (talking && draft.situation.undelivered > 0) redeliver(draft);
  return undefined;
}

function opened(draft: Draft): "helpme.opened" | "helpme.thread-opened" {
  return isInThread(draft) ? "helpme.thread-opened" : "helpme.opened";
}

/** Whoever was told that lines did not arrive hears that they do now. */
function redeliver(draft: Draft): void {
  const { conversation } = draft;
  if (conversation === null) return;
  draft.redeliver(conversation);
  const key = isInThread(draft) ? "agent.delivered-in-thread" : "agent.delivered-late";
  draft.post(conversation, { voice: "notice", text: draft.agentTexts(key) });
}

function isOpen(conversation: Conversation | null): boolean {
  return conversation !== null && conversation.answering !== "ended";
}

function isInThread({ member }: Draft): boolean {
  return member.threadId !== null && member.placeId === member.threadId;
}

/** Both are told, once for each gap: what was fetched is there, but nobody can know of everything. */
export function gapNoticed(draft: Draft, event: GapNoticed): Ruling {
  const { conversation } = draft;
  draft.notice(draft.texts(event.readable ? "gap.caught-up" : "gap.unread"));
  if (conversation === null || conversation.answering === "ended") return undefined;
  const text = draft.agentTexts(event.readable ? "agent.gap-caught-up" : "agent.gap-unread");
  draft.post(conversation, { voice: "notice", text });
  return undefined;
}

export function deliveryFailed(draft: Draft, event: DeliveryFailed): Ruling {
  return event.side === "member" ? memberNotReached(draft, event) : agentSideNotReached(draft, event);
}

function memberNotReached(draft: Draft, event: DeliveryFailed): Ruling {
  const closed = event.code === "member.unreachable";
  if (event.interactionId !== null) {
    if (closed) replyClosed(draft, event.interactionId);
    else reply(draft, event.interactionId, "failed.try-again");
    return undefined;
  }
  const { conversation, member } = draft;
  if (event.file !== undefined && !closed) {
    // Whatever kept the file from being sent, it can still be fetched.
    draft.standInFor(event.effectId);
    draft.say({ voice: "agent", text: linkText(draft, event.file) });
    return undefined;
  }
  if (conversation === null || conversation.answering === "ended") return ignore("nobody is left to tell");
  const key = closed ? "agent.not-delivered-dms-closed" : "agent.not-delivered";
  draft.post(conversation, { voice: "notice", text: draft.agentTexts(key) });
  if (closed && member.threadId !== null && !isInThread(draft)) {
    draft.add({ kind: "place.open", direction: "member", place: "thread", interactionId: null });
  }
  return undefined;
}

/** How to open direct messages, and what there is instead. */
function replyClosed(draft: Draft, interactionId: InteractionId): void {
  const how = draft.texts("helpme.dms-closed");
  const offered = draft.context.offersThreads;
  draft.add({
    kind: "reply",
    direction: "member",
    interactionId,
    text: offered ? `${how}\n\n${draft.texts("helpme.offer-thread")}` : how,
    linksToPlace: false,
    buttons: offered ? [threadButton(draft.texts)] : [],
  });
}

export function threadButton(texts: Texts): Button {
  return { label: texts("button.thread"), action: "thread", subject: "" };
}

function agentSideNotReached(draft: Draft, event: DeliveryFailed): Ruling {
  const { conversation } = draft;
  const open = conversation !== null && conversation.answering !== "ended";
  const over = event.code === "twilio.closed" || event.code === "twilio.not-found";
  if (over && !couldNotBeMade(conversation)) {
    // It ended over there while the line was on its way. The member's message opens the next one.
    if (open) endConversation(draft, conversation, "done");
    return event.post === null ? undefined : carryOver(draft, event.post, event.effectId);
  }
  const { post } = event;
  if (post?.file !== undefined && conversation !== null && open) {
    draft.standInFor(event.effectId);
    refuseFile(draft, conversation, post.file, draft.texts("file.lost", { file: post.file.name }));
    return undefined;
  }
  if (!open) return ignore("the conversation has ended");
  endConversation(draft, conversation, "failed");
  return undefined;
}

/** The agents' side refused to open it, and its member was told to try again: the next one would be refused too. */
function couldNotBeMade(conversation: Conversation | null): boolean {
  return conversation?.desk.end === "failed" && conversation.transportConversationId === null;
}

function reply(
  draft: Draft,
  interactionId: InteractionId,
  key: "helpme.opened" | "helpme.thread-opened" | "helpme.continues" | "failed.try-again",
): void {
  const linksToPlace = key !== "failed.try-again";
  draft.add({
    kind: "reply",
    direction: "member",
    interactionId,
    text: draft.texts(key),
    linksToPlace,
    buttons: [],
  });
}
