import { newSid } from "../sids.ts";
import type { Runtime } from "../runtime.ts";
import { ApiError, invalidParameter, notFound, notImitated } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import type { Conversations } from "./conversations.ts";
import type { Conversation, Origin, Participant } from "./model.ts";

const ATTRIBUTES_MAX_BYTES = 4 * 1024;
const IDENTITY_MAX = 256;

/** Adds a chat participant; 50433 when the identity already takes part. */
export function addParticipant(
  runtime: Runtime,
  conversations: Conversations,
  conversation: Conversation,
  wanted: { readonly identity: string; readonly attributes: string; readonly roleSid: string },
  origin: Origin,
): Participant {
  const { store } = conversations;
  if (participantOf(conversations, conversation.sid, wanted.identity) !== undefined) {
    throw new ApiError(409, 50433, "Participant already exists");
  }
  const now = runtime.now();
  const participant = store.participants.put({
    ...wanted,
    sid: newSid("MB"),
    conversationSid: conversation.sid,
    lastReadIndex: null,
    createdAt: now,
    updatedAt: now,
  });
  conversations.announcer.participant("onParticipantAdded", participant, origin);
  return participant;
}

export function readNewParticipant(
  conversations: Conversations,
  form: Form,
): { readonly identity: string; readonly attributes: string; readonly roleSid: string } {
  if (form.firstNamed("MessagingBinding.") !== undefined) throw notImitated("SMS and WhatsApp participants");
  const identity = form.text("Identity", { max: IDENTITY_MAX });
  if (identity === undefined || identity === "")
    throw invalidParameter("Missing required parameter Identity");
  return {
    identity,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? "{}",
    roleSid: form.text("RoleSid") ?? conversations.store.roles.customer,
  };
}

export function updateParticipant(
  runtime: Runtime,
  conversations: Conversations,
  participant: Participant,
  form: Form,
  origin: Origin,
): Participant {
  const changed = conversations.store.participants.put({
    ...participant,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? participant.attributes,
    roleSid: form.text("RoleSid") ?? participant.roleSid,
    lastReadIndex: form.integer("LastReadMessageIndex") ?? participant.lastReadIndex,
    updatedAt: runtime.now(),
  });
  conversations.announcer.participant("onParticipantUpdated", changed, origin);
  return changed;
}

export function removeParticipant(
  runtime: Runtime,
  conversations: Conversations,
  participant: Participant,
  origin: Origin,
): void {
  conversations.store.participants.delete(participant.sid);
  const removed = { ...participant, updatedAt: runtime.now() };
  conversations.announcer.participant("onParticipantRemoved", removed, origin);
}

export function participantOf(
  conversations: Conversations,
  conversationSid: string,
  identity: string,
): Participant | undefined {
  return conversations.store.participants
    .of(conversationSid)
    .find((participant) => participant.identity === identity);
}

/** By SID or, where it is unambiguous, by identity. */
export function findParticipant(
  conversations: Conversations,
  conversation: Conversation,
  name: string,
): Participant {
  const found = conversations.store.participants
    .of(conversation.sid)
    .find(({ sid, identity }) => sid === name || identity === name);
  if (found === undefined) throw notFound(`/Conversations/${conversation.sid}/Participants/${name}`);
  return found;
}
