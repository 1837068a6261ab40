import type { DeliveryFailed, GapNoticed, LineDelivered, PlaceOpened } from "../../domain/event.ts";
import type { InteractionId } from "../../domain/ids.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { linkText, refuseFile } from "./files.ts";
import { endConversation } from "./handoff.ts";
import { relay } from "./member.ts";

/** The place is open: greet there, or lead back to the conversation that is going on. */
export function placeOpened(draft: Draft, event: PlaceOpened): Ruling {
  if (event.interactionId === null) return ignore("nobody waits for the place");
  const { conversation } = draft;
  if (conversation !== null && conversation.answering !== "ended") {
    reply(draft, event.interactionId, "helpme.continues");
    return undefined;
  }
  draft.say({
    voice: "notice",
    text: draft.texts("greeting"),
    buttons: [draft.humanButton()],
    interactionId: event.interactionId,
  });
  return undefined;
}

export function lineDelivered(draft: Draft, event: LineDelivered): Ruling {
  reply(draft, event.interactionId, "helpme.opened");
  return undefined;
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
    reply(draft, event.interactionId, closed ? "helpme.dms-closed" : "failed.try-again");
    return undefined;
  }
  const { conversation } = draft;
  if (event.file !== undefined && !closed) {
    // Whatever kept the file from being sent, it can still be fetched.
    draft.say({ voice: "agent", text: linkText(draft, event.file) });
    return undefined;
  }
  if (conversation === null || conversation.answering === "ended") return ignore("nobody is left to tell");
  const key = closed ? "agent.not-delivered-dms-closed" : "agent.not-delivered";
  draft.post(conversation, { voice: "notice", text: draft.agentTexts(key) });
  return undefined;
}

function agentSideNotReached(draft: Draft, event: DeliveryFailed): Ruling {
  const { conversation } = draft;
  const open = conversation !== null && conversation.answering !== "ended";
  const over = event.code === "twilio.closed" || event.code === "twilio.not-found";
  if (over) {
    // It ended over there while the line was on its way. The member's message opens the next one.
    if (open) endConversation(draft, conversation, "done");
    return event.post === null ? undefined : relayAnew(draft, event.post);
  }
  const { post } = event;
  if (post?.file !== undefined && conversation !== null && open) {
    refuseFile(draft, conversation, post.file, draft.texts("file.lost", { file: post.file.name }));
    return undefined;
  }
  if (!open) return ignore("the conversation has ended");
  endConversation(draft, conversation, "failed");
  return undefined;
}

function relayAnew(draft: Draft, { file, ...post }: NonNullable<DeliveryFailed["post"]>): Ruling {
  return relay(draft, file === undefined ? post : { ...post, content: { files: [file] } });
}

function reply(
  draft: Draft,
  interactionId: InteractionId,
  key: "helpme.opened" | "helpme.continues" | "helpme.dms-closed" | "failed.try-again",
): void {
  const linksToPlace = key === "helpme.opened" || key === "helpme.continues";
  draft.add({
    kind: "reply",
    direction: "member",
    interactionId,
    text: draft.texts(key),
    linksToPlace,
  });
}
