import type { MemberCommanded, MemberPressed, MemberSubmitted, MemberWrote } from "../../domain/event.ts";
import { filesOf } from "../../domain/content.ts";
import type { Post } from "../effect.ts";
import type { Conversation } from "../../domain/conversation.ts";
import { announceCommanded } from "./community/announce.ts";
import { bugCommanded } from "./community/bugs.ts";
import { ideaCommanded } from "./community/ideas.ts";
import { reportCommanded } from "./community/reports.ts";
import { listCases } from "./cases.ts";
import type { Draft, Ruling } from "./draft.ts";
import { ignore } from "./draft.ts";
import { resume } from "./agent.ts";
import { commented, rated, reopen, sendTranscript } from "./after-end.ts";
import { keepAsking, leaveMessage } from "./after-hours.ts";
import { showCard } from "./card.ts";
import { postFiles } from "./files.ts";
import { requestHuman } from "./handoff.ts";
import { isBlank, wordsOf } from "./wording.ts";

export function memberWrote(draft: Draft, event: MemberWrote): Ruling {
  const { earlier } = draft.situation;
  if (earlier === null) return relay(draft, event);
  return ignore(earlier.deleted ? "it was deleted before it came" : "a later version of it came first");
}

/** What is carried of a member's message. */
type Message = Pick<MemberWrote, "postId" | "text" | "content"> & Pick<Post, "answered">;

/** Takes a member's message into their open conversation, or into a new one; its files behind its words. */
export function relay(
  draft: Draft,
  message: Message,
  words = wordsOf(draft, message.text, message.content),
): Ruling {
  if (isBlank(words) && filesOf(message.content ?? {}).length === 0) return ignore("it says nothing");
  const conversation = begin(draft);
  if (!isBlank(words)) relayWords(draft, conversation, message, words);
  postFiles(draft, draft.conversation ?? conversation, message.postId, message.content);
  if (conversation.answering !== "assistant") {
    draft.cases.changeLatest({ do: "member-wrote" }, draft.cases.theMember());
    // A message takes up again what was put aside; Twilio need not tell us.
    const current = draft.conversation ?? conversation;
    if (current.desk.talk === "held") resume(draft, current);
  } else if (isBlank(message.text)) {
    draft.say({
      voice: "assistant",
      text: draft.texts("assistant.no-words"),
      buttons: [draft.humanButton()],
    });
  }
  return undefined;
}

function relayWords(
  draft: Draft,
  conversation: Conversation,
  { postId, text, answered }: Message,
  words: string,
): void {
  if (conversation.answering !== "assistant" || isBlank(text) || answered === true) {
    const told = answered === undefined ? {} : { answered };
    draft.post(conversation, { voice: "member", text: words, postId, ...told });
    return;
  }
  if (draft.context.asksForHuman(text)) {
    requestHuman(draft, conversation, { by: "words", text: words, postId });
    return;
  }
  draft.change(conversation, { owed: [...conversation.owed, { postId, text }] });
  draft.post(conversation, { voice: "member", text: words, postId, startsFlow: true });
  // The flow may be busy with an earlier message and never ask about this one.
  draft.timer("answer", conversation.id, postId, draft.goesOutAt + draft.context.answerGraceMs);
}

/** The open conversation, or a new one with its card. */
export function begin(draft: Draft): Conversation {
  const conversation = draft.openConversation();
  const isNew = conversation.card.version === 0 && conversation !== draft.situation.conversation;
  return isNew && conversation !== draft.situation.open ? showCard(draft, conversation) : conversation;
}

/** What members do besides asking for help; null for anything else. */
function communityCommanded(draft: Draft, event: MemberCommanded): Ruling | null {
  const { command, interactionId } = event;
  for (const rule of [bugCommanded, reportCommanded]) {
    const ruling = rule(draft, command, interactionId);
    if (ruling !== null) return ruling;
  }
  for (const rule of [ideaCommanded, announceCommanded]) {
    const ruling = rule(draft, event);
    if (ruling !== null) return ruling;
  }
  return null;
}

export function memberCommanded(draft: Draft, event: MemberCommanded): Ruling {
  if (event.command === "cases") return listCases(draft, event.interactionId);
  const ruled = communityCommanded(draft, event);
  if (ruled !== null) return ruled;
  const place = placeFor(draft, event.command);
  if (place === null) return ignore(`the bridge has no command ${event.command}`);
  draft.add({ kind: "place.open", direction: "member", place, interactionId: event.interactionId });
  return undefined;
}

export function memberPressed(draft: Draft, event: MemberPressed): Ruling {
  const rule = BUTTONS[event.action];
  return rule === undefined ? ignore(`no button means ${event.action}`) : rule(draft, event);
}

const rate = (score: number) => (draft: Draft) => rated(draft, score);

const BUTTONS: Readonly<Partial<Record<string, (draft: Draft, event: MemberPressed) => Ruling>>> = {
  human: (draft) => askedForHuman(draft),
  reopen: (draft) => reopen(draft),
  transcript: (draft) => sendTranscript(draft),
  "keep-asking": (draft) => keepAsking(draft),
  "rate-1": rate(1),
  "rate-2": rate(2),
  "rate-3": rate(3),
  "rate-4": rate(4),
  "rate-5": rate(5),
};

export function memberSubmitted(draft: Draft, event: MemberSubmitted): Ruling {
  const text = event.text.trim();
  if (event.action === "comment") return commented(draft, text);
  if (event.action !== "leave-message") return ignore(`no form means ${event.action}`);
  return text === "" ? ignore("an empty form") : leaveMessage(draft, text);
}

function askedForHuman(draft: Draft): Ruling {
  const conversation = draft.openConversation();
  switch (conversation.answering) {
    case "waiting":
      draft.notice(draft.texts("handoff.already-waiting"));
      return undefined;
    case "agent":
      draft.notice(draft.texts("handoff.with-agent"));
      return undefined;
    case "assistant":
    case "ended":
      requestHuman(draft, conversation, { by: "button" });
      return undefined;
  }
}

/** Who asks for a thread gets one; a conversation that goes on in one is not led elsewhere. */
function placeFor({ member, conversation, context }: Draft, command: string): "dm" | "thread" | null {
  if (command === "thread") return context.offersThreads ? "thread" : null;
  if (command !== "helpme") return null;
  const goesOn = conversation !== null && conversation.answering !== "ended";
  return goesOn && member.placeId !== null && member.placeId === member.threadId ? "thread" : "dm";
}
